package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.cloud.CloudServeJob;
import org.wattsplit.testbed.cloud.CloudServeLimits;
import org.wattsplit.testbed.cloud.CloudServePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cloud}. */
@Command(
        name = "cloud",
        description = "The cloud's half of split inference.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CloudCommand.Serve.class,
            CloudPingCommand.class,
            CloudHealthCommand.class,
            CloudImageCommand.class,
            CloudBenchCommand.class
        })
final class CloudCommand {
    private CloudCommand() {}

    /** {@code cloud serve}. */
    @Command(
            name = "serve",
            description = "Host models behind the Open Inference Protocol (gRPC) until the process is told to end.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "One line is printed when requests are taken. On SIGTERM or Ctrl-C no more are taken, and those under way",
                "have --drain seconds to end.",
                "Halves of networks are kept in ~/.cache/wattsplit/halves. Model identity takes a tensor of any shape and answers the number of its elements: it measures transfer.",
                "Beyond this machine (--host), TLS is needed, or --plain-text to do without.",
                "",
                "Examples:",
                "  wattsplit cloud serve --model identity",
                "  wattsplit cloud serve --model mobilenetv2=mobilenetv2.onnx",
                "  wattsplit cloud serve --model identity --port 8001 --metrics-port 9090",
                "  wattsplit cloud serve --model identity --host 0.0.0.0 --tls-cert cloud.pem --tls-key cloud.key \\",
                "      --client-ca devices.pem --token-file token"
            })
    static final class Serve implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ListenOptions listen = new ListenOptions(CloudServePlan.HOST);

        @Option(names = "--port", paramLabel = "N", description = "The port (default 8001; 0 for any that is free).")
        private int port = CloudServePlan.PORT;

        @Option(
                names = "--model",
                required = true,
                paramLabel = "identity|NAME=FILE.onnx|NAME=dl4j:ZOO",
                description = "A model; may be repeated. Of a network every tail is a model: NAME.tail.CUT."
                        + " dl4j:vgg16 and dl4j:resnet50 are Deeplearning4j's.")
        private List<String> models = new ArrayList<>();

        @Option(names = "--tls-cert", paramLabel = "PEM", description = "The server's certificate chain.")
        private @Nullable Path certificate;

        @Option(
                names = "--client-ca",
                paramLabel = "PEM",
                description = "Take only clients with a certificate of this authority (mutual TLS).")
        private @Nullable Path clientAuthority;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "Take only requests with the bearer token in this file.")
        private @Nullable Path tokenFile;

        @Option(
                names = "--token-env",
                paramLabel = "NAME",
                description = "Take only requests with the bearer token in this environment variable.")
        private @Nullable String tokenVariable;

        @Option(
                names = "--metrics-port",
                paramLabel = "N",
                description = "Offer Prometheus metrics on this port of 127.0.0.1 (default none; 0 for any).")
        private @Nullable Integer metricsPort;

        @Option(names = "--max-message-mb", paramLabel = "N", description = "Most MiB of a request (default 64).")
        private int messageMebibytes = CloudServeLimits.DEFAULT.messageMebibytes();

        @Option(names = "--max-tensors", paramLabel = "N", description = "Most tensors of a request (default 16).")
        private int tensors = CloudServeLimits.DEFAULT.tensors();

        @Option(names = "--max-elements", paramLabel = "N", description = "Most elements of a request (default 2^24).")
        private long elements = CloudServeLimits.DEFAULT.elements();

        @Option(
                names = "--max-requests",
                paramLabel = "N",
                description = "Most requests at a time; further ones are refused (default 64).")
        private int requests = CloudServeLimits.DEFAULT.requests();

        @Option(
                names = "--max-models",
                paramLabel = "N",
                description = "Most models in memory; the one used longest ago makes room (default 4).")
        private int loadedModels = CloudServeLimits.DEFAULT.models();

        @Option(names = "--max-seconds", paramLabel = "S", description = "Most seconds of a request (default 30).")
        private double seconds = CloudServeLimits.DEFAULT.seconds();

        @Option(
                names = "--drain",
                paramLabel = "S",
                description = "Seconds that requests under way have when the server stops (default 10).")
        private double drain = CloudServeLimits.DEFAULT.drainSeconds();

        @Option(
                names = "--idle-w",
                paramLabel = "W",
                description =
                        "With --core-w, answers say what energy the processor spent by a model: so many watts while"
                                + " a request computes,")
        private @Nullable Double idleWatts;

        @Option(names = "--core-w", paramLabel = "W", description = "and so many for every busy core beyond that.")
        private @Nullable Double coreWatts;

        @Option(
                names = "--until-input-ends",
                description = "Stop when standard input is closed, for a server that another process starts.")
        private boolean untilInputEnds;

        @Override
        public Integer call() throws InterruptedException {
            CloudServePlan plan = CloudServePlan.of(models)
                    .withAddress(listen.host(), port)
                    .withSecurity(listen.security(certificate, clientAuthority, tokenFile, tokenVariable))
                    .withLimits(new CloudServeLimits(
                            messageMebibytes, tensors, elements, requests, loadedModels, seconds, drain))
                    .withPower(CloudServePlan.Power.ofBoth(idleWatts, coreWatts))
                    .withMetrics(metricsPort)
                    .withUntilInputEnds(untilInputEnds);
            CloudServeJob.run(plan, line -> {
                spec.commandLine().getOut().println(line);
                spec.commandLine().getOut().flush();
            });
            return 0;
        }
    }
}
