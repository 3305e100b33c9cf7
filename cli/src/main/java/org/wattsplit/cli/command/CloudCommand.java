package org.wattsplit.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.cloud.BearerToken;
import org.wattsplit.testbed.cloud.CloudLimits;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.cloud.CloudServer;
import org.wattsplit.testbed.cloud.CloudServerOptions;
import org.wattsplit.testbed.cloud.ModelRepository;
import org.wattsplit.testbed.cloud.ModelledCpuEnergy;
import org.wattsplit.testbed.codec.Codecs;
import picocli.CommandLine.Command;
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
        /** Kept, as a logger that nothing holds forgets its level. */
        private static final Logger GRPC = Logger.getLogger("io.grpc");

        @Spec
        private CommandSpec spec;

        @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (default 127.0.0.1).")
        private String host = "127.0.0.1";

        @Option(names = "--port", paramLabel = "N", description = "The port (default 8001; 0 for any that is free).")
        private int port = 8001;

        @Option(
                names = "--model",
                required = true,
                paramLabel = "identity|NAME=FILE.onnx|NAME=dl4j:ZOO",
                description = "A model; may be repeated. Of a network every tail is a model: NAME.tail.CUT."
                        + " dl4j:vgg16 and dl4j:resnet50 are Deeplearning4j's.")
        private List<String> models = new ArrayList<>();

        @Option(names = "--tls-cert", paramLabel = "PEM", description = "The server's certificate chain.")
        private @Nullable Path certificate;

        @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8.")
        private @Nullable Path key;

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

        @Option(names = "--plain-text", description = "Allow plain text beyond this machine.")
        private boolean plainText;

        @Option(
                names = "--metrics-port",
                paramLabel = "N",
                description = "Offer Prometheus metrics on this port of 127.0.0.1 (default none; 0 for any).")
        private @Nullable Integer metricsPort;

        @Option(names = "--max-message-mb", paramLabel = "N", description = "Most MiB of a request (default 64).")
        private int messageMebibytes = CloudLimits.DEFAULT.messageBytes() >> 20;

        @Option(names = "--max-tensors", paramLabel = "N", description = "Most tensors of a request (default 16).")
        private int tensors = CloudLimits.DEFAULT.tensors();

        @Option(names = "--max-elements", paramLabel = "N", description = "Most elements of a request (default 2^24).")
        private long elements = CloudLimits.DEFAULT.elements();

        @Option(
                names = "--max-requests",
                paramLabel = "N",
                description = "Most requests at a time; further ones are refused (default 64).")
        private int requests = CloudLimits.DEFAULT.concurrentRequests();

        @Option(
                names = "--max-models",
                paramLabel = "N",
                description = "Most models in memory; the one used longest ago makes room (default 4).")
        private int loadedModels = CloudLimits.DEFAULT.loadedModels();

        @Option(names = "--max-seconds", paramLabel = "S", description = "Most seconds of a request (default 30).")
        private double seconds = CloudLimits.DEFAULT.requestTime().toSeconds();

        @Option(
                names = "--drain",
                paramLabel = "S",
                description = "Seconds that requests under way have when the server stops (default 10).")
        private double drain = CloudLimits.DEFAULT.drain().toSeconds();

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
            // What clients do wrong is theirs to know; gRPC would write a stack trace for each.
            GRPC.setLevel(Level.SEVERE);
            ModelRepository repository =
                    ModelRepository.of(models.stream().map(ServedModels::open).toList());
            CloudServer server = CloudServer.start(options(), repository);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "cloud-stop"));
            if (untilInputEnds) {
                Thread watch = new Thread(() -> closeAtEnd(server), "cloud-watch");
                watch.setDaemon(true);
                watch.start();
            }
            spec.commandLine().getOut().println(ready(server, repository));
            spec.commandLine().getOut().flush();
            server.awaitClosed();
            return 0;
        }

        private static void closeAtEnd(CloudServer server) {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // Input that cannot be read has ended, too.
            }
            server.close();
        }

        private CloudServerOptions options() {
            if ((idleWatts == null) != (coreWatts == null)) {
                throw InputException.of(
                        "--idle-w and --core-w", "both or none", idleWatts == null ? "the second" : "the first");
            }
            Require.between("--port", 0, 65_535, port);
            Require.between("--max-message-mb", 1, 1024, messageMebibytes);
            Require.between("--max-tensors", 1, 1024, tensors);
            Require.between("--max-elements", 1, 1L << 29, elements);
            Require.between("--max-requests", 1, 4096, requests);
            Require.between("--max-models", 1, 4096, loadedModels);
            CloudLimits limits = CloudLimits.DEFAULT
                    .withMessageBytes(messageMebibytes << 20)
                    .withTensors(tensors, elements)
                    .withConcurrentRequests(requests)
                    .withLoadedModels(loadedModels)
                    .withTimes(time("--max-seconds", seconds, 0.001), time("--drain", drain, 0));
            CloudServerOptions options = CloudServerOptions.loopback(port)
                    .withHost(host)
                    .withSecurity(security())
                    .withCodecs(Codecs::of)
                    .withLimits(limits);
            if (idleWatts != null && coreWatts != null) {
                options = options.withEnergy(new ModelledCpuEnergy(idleWatts, coreWatts));
            }
            if (metricsPort == null) {
                return options;
            }
            Require.between("--metrics-port", 0, 65_535, metricsPort);
            return options.withMetrics(metricsPort);
        }

        private static Duration time(String option, double value, double least) {
            Require.between(option, least, 86_400, value);
            return Duration.ofNanos(Math.round(value * 1e9));
        }

        private CloudSecurity security() {
            if (tokenFile != null && tokenVariable != null) {
                throw InputException.of("the token", "in a file or in a variable", "both");
            }
            BearerToken token = null;
            if (tokenFile != null) {
                token = BearerToken.fromFile(tokenFile);
            } else if (tokenVariable != null) {
                token = BearerToken.fromEnvironment(tokenVariable);
            }
            boolean tls = certificate != null || key != null;
            return new CloudSecurity(tls, certificate, key, clientAuthority, token, plainText);
        }

        private String ready(CloudServer server, ModelRepository repository) {
            String metrics = server.metricsPort().isPresent()
                    ? ", metrics on http://127.0.0.1:" + server.metricsPort().getAsInt() + "/metrics"
                    : "";
            return "ready: " + host + ":" + server.port() + (certificate == null ? "" : " (TLS)") + ", models "
                    + String.join(", ", repository.names().stream().sorted().toList()) + metrics;
        }
    }
}
