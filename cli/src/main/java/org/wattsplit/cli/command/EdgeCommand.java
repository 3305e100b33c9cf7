package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.cloud.BearerToken;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.live.LiveProvider;
import org.wattsplit.testbed.remote.EdgeAgent;
import org.wattsplit.testbed.remote.EdgeAgentOptions;
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
        /** Kept, as a logger that nothing holds forgets its level. */
        private static final Logger GRPC = Logger.getLogger("io.grpc");

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

        @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (default 127.0.0.1).")
        private String host = "127.0.0.1";

        @Option(names = "--port", paramLabel = "N", description = "The port (default 8002; 0 for any that is free).")
        private int port = 8002;

        @Option(names = "--tls-cert", paramLabel = "PEM", description = "This device's certificate chain.")
        private @Nullable Path certificate;

        @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8.")
        private @Nullable Path key;

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

        @Option(names = "--plain-text", description = "Allow plain text beyond this machine.")
        private boolean plainText;

        @Override
        public Integer call() throws InterruptedException {
            // What controllers do wrong is theirs to know; gRPC would write a stack trace for each.
            GRPC.setLevel(Level.SEVERE);
            if (port < 0 || port > 65_535) {
                throw InputException.of("--port", "between 0 and 65535", port);
            }
            boolean tls = certificate != null || key != null;
            CloudSecurity security = new CloudSecurity(
                    tls,
                    certificate,
                    key,
                    clientAuthority,
                    tokenFile == null ? null : BearerToken.fromFile(tokenFile),
                    plainText);
            Dataset dataset = data.open().dataset();
            LiveProvider live = new LiveProvider(false);
            Map<String, String> options = Map.of(LiveProvider.CONFIG, config.toString());
            EdgeAgent agent = EdgeAgent.start(
                    new EdgeAgentOptions(host, port, security),
                    dataset.model(),
                    () -> Checksum.ofFile(config),
                    setting -> live.create(new TestbedContext(dataset, TransitionCost.FREE, setting, options)),
                    this::tell);
            Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "edge-stop"));
            tell("ready: " + host + ":" + agent.port() + protection() + ", network " + dataset.model() + ", knobs "
                    + String.join(", ", dataset.space().hardwareKnobs()));
            agent.awaitClosed();
            return 0;
        }

        private String protection() {
            return certificate == null ? "" : clientAuthority == null ? " (TLS)" : " (mutual TLS)";
        }

        private void tell(String line) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }
}
