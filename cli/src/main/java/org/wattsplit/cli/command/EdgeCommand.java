package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.testbed.cloud.SecurityFiles;
import org.wattsplit.testbed.remote.EdgeServeJob;
import org.wattsplit.testbed.remote.EdgeServePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edge}. */
@Command(
        name = "edge",
        description = "The edge device's half of split inference.",
        mixinStandardHelpOptions = true,
        subcommands = EdgeCommand.Serve.class)
final class EdgeCommand {
    private EdgeCommand() {}

    /** {@code edge serve}. */
    @Command(
            name = "serve",
            description =
                    "Have this device controlled by 'evaluate --testbed edge' elsewhere, until the process is told to end.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "It sets the device, runs heads, asks the cloud and reads the meter, all as the file of --config says; agents and",
                "logs are on the other side. One controller has the device at a time; when it goes away, and on SIGTERM or Ctrl-C,",
                "the hardware is put back, and a line says how many changes there were and what one took.",
                "Beyond this machine (--host) controllers must show a certificate, or --plain-text does without any protection;",
                "'wattsplit certificates' makes what is needed.",
                "",
                "Examples:",
                "  wattsplit edge serve --config testbed.yaml --data loopback-vm",
                "  wattsplit edge serve --config testbed.yaml --data data/pi4 --host 0.0.0.0 --tls-cert server.crt \\",
                "      --tls-key server.key --client-ca authority.pem"
            })
    static final class Serve implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOptions data = new DataOptions();

        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description =
                        "This device's network, knobs, meter and cloud, as for --testbed live (see docs/live.md).")
        private Path config = Path.of("");

        @Mixin
        private ListenOptions listen = new ListenOptions(EdgeServePlan.HOST);

        @Option(names = "--port", paramLabel = "N", description = "The port (default 8002; 0 for any that is free).")
        private int port = EdgeServePlan.PORT;

        @Option(names = "--tls-cert", paramLabel = "PEM", description = "This device's certificate chain.")
        private @Nullable Path certificate;

        @Option(
                names = "--client-ca",
                paramLabel = "PEM",
                description = "Take only controllers with a certificate of this authority (mutual TLS).")
        private @Nullable Path clientAuthority;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "Take only controllers with the bearer token in this file.")
        private @Nullable Path tokenFile;

        @Override
        public Integer call() throws InterruptedException {
            SecurityFiles security = listen.security(certificate, clientAuthority, tokenFile, null);
            Dataset dataset = data.open().dataset();
            EdgeServePlan plan = EdgeServePlan.of(config, dataset.model(), dataset.space())
                    .withTable(dataset.table())
                    .withAddress(listen.host(), port)
                    .withSecurity(security);
            EdgeServeJob.run(plan, Registry.installed(), line -> {
                spec.commandLine().getOut().println(line);
                spec.commandLine().getOut().flush();
            });
            return 0;
        }
    }
}
