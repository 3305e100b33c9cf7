package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.BearerToken;
import org.wattsplit.testbed.cloud.CloudAnswer;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudInput;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.cloud.CloudTrace;
import org.wattsplit.testbed.cloud.ModelDescription;
import org.wattsplit.testbed.cloud.ServerDescription;
import org.wattsplit.testbed.cloud.TensorMetadata;
import org.wattsplit.testbed.cloud.bench.TransferBench.Times;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cloud ping}. */
@Command(
        name = "ping",
        description =
                "Ask a server of the Open Inference Protocol, ours or another, what it is, and how long an answer takes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With --model, tensors of ones are sent that have the shapes of the model's inputs; where a shape says any size,",
            "it is 1. Parts of the time are the server's own words; other servers give none.",
            "Fails with status 1 where the server or the model is not there, not ready or does not answer.",
            "",
            "Examples:",
            "  wattsplit cloud ping --cloud 127.0.0.1:8001",
            "  wattsplit cloud ping --cloud 127.0.0.1:8001 --model identity --repeats 100 --json ping.json",
            "  wattsplit cloud ping --cloud cloud.example:8001 --ca ca.pem --token-file token --model mobilenetv2.tail.17"
        })
final class CloudPingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--cloud", required = true, paramLabel = "HOST:PORT", description = "The server.")
    private String cloud = "";

    @Option(names = "--model", paramLabel = "NAME", description = "A model to ask for and to run.")
    private @Nullable String model;

    @Option(names = "--repeats", paramLabel = "N", description = "Requests after the first one (default 20).")
    private int repeats = 20;

    @Option(names = "--tls", description = "Use TLS, with the platform's authorities unless --ca names others.")
    private boolean tls;

    @Option(names = "--ca", paramLabel = "PEM", description = "Who vouches for the server; uses TLS.")
    private @Nullable Path authority;

    @Option(names = "--tls-cert", paramLabel = "PEM", description = "A certificate to show; uses TLS.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8.")
    private @Nullable Path key;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Send the bearer token in this file.")
    private @Nullable Path tokenFile;

    @Option(names = "--plain-text", description = "Allow plain text beyond this machine.")
    private boolean plainText;

    @Mixin
    private JsonOption json = new JsonOption();

    /**
     * What was asked and answered.
     *
     * @param run how the model ran; none when it was not asked for or declares no inputs
     */
    record Result(
            ServerDescription server,
            boolean live,
            boolean ready,
            @Nullable Boolean modelReady,
            @Nullable ModelDescription model,
            @Nullable Run run) {}

    /**
     * Runs of a model.
     *
     * @param bytesSent bytes of a request, without HTTP/2, TLS and TCP
     * @param roundTrip from the call to the answer
     * @param parts medians of where the time at the server went; none when it does not say
     */
    record Run(
            int repeats,
            List<Output> outputs,
            long bytesSent,
            long bytesReceived,
            Times roundTrip,
            @Nullable Parts parts) {}

    /** What the last run gave: an output's shape and the sum of its elements. */
    record Output(String name, List<Long> shape, double sum) {
        static Output of(String name, Tensor tensor) {
            double sum = 0;
            for (float element : tensor.toArray()) {
                sum += element;
            }
            return new Output(name, tensor.shape().sizes(), sum);
        }
    }

    /** Parts of a request's time at the server, and the rest: transfer, and both sides' handling of messages. */
    record Parts(double queueMs, double decodeMs, double computeMs, double restMs) {}

    @Override
    public Integer call() {
        Require.atLeast("--repeats", 1, repeats);
        Result result;
        try (CloudClient client = CloudClient.of(options())) {
            result = ask(client);
        }
        print(result);
        json.write(result);
        boolean well = result.live() && result.ready() && !Boolean.FALSE.equals(result.modelReady());
        return well ? 0 : 1;
    }

    private CloudClientOptions options() {
        int colon = cloud.lastIndexOf(':');
        int port = 0;
        try {
            port = Integer.parseInt(cloud.substring(colon + 1));
        } catch (NumberFormatException e) {
            // It stays at one that is refused.
        }
        if (colon < 1 || port < 1 || port > 65_535) {
            throw InputException.of("--cloud", "HOST:PORT with a port of 1 to 65535", cloud);
        }
        boolean encrypted = tls || authority != null || certificate != null || key != null;
        BearerToken token = tokenFile == null ? null : BearerToken.fromFile(tokenFile);
        return CloudClientOptions.of(
                cloud.substring(0, colon),
                port,
                new CloudSecurity(encrypted, certificate, key, authority, token, plainText));
    }

    private Result ask(CloudClient client) {
        boolean live = client.live();
        boolean ready = client.ready();
        ServerDescription server = client.server();
        if (model == null) {
            return new Result(server, live, ready, null, null, null);
        }
        if (!client.ready(model)) {
            return new Result(server, live, ready, false, null, null);
        }
        ModelDescription description = client.model(model);
        Run run = description.inputs().isEmpty() ? null : run(client, description);
        return new Result(server, live, ready, true, description, run);
    }

    private Run run(CloudClient client, ModelDescription description) {
        List<CloudInput> inputs =
                description.inputs().stream().map(CloudPingCommand::ones).toList();
        // The first one may load the model.
        client.infer(description.name(), inputs);
        List<CloudAnswer> answers = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            answers.add(client.infer(description.name(), inputs));
        }
        CloudAnswer last = answers.get(answers.size() - 1);
        return new Run(
                repeats,
                last.outputs().entrySet().stream()
                        .map(each -> Output.of(each.getKey(), each.getValue()))
                        .toList(),
                last.bytesSent(),
                last.bytesReceived(),
                times(answers, CloudAnswer::millis),
                last.trace().isEmpty() ? null : parts(answers));
    }

    private static CloudInput ones(TensorMetadata input) {
        if (!input.datatype().equals("FP32")) {
            throw new TestbedException(
                    "cloud",
                    false,
                    "Expected the datatype of input " + input.name() + " to be FP32, given " + input.datatype());
        }
        Shape shape = new Shape(input.shape().stream()
                .map(size -> size == TensorMetadata.ANY ? 1 : size)
                .toList());
        float[] elements = new float[shape.elements()];
        Arrays.fill(elements, 1);
        return CloudInput.of(input.name(), Tensor.of(shape, elements));
    }

    private static Times times(List<CloudAnswer> answers, ToDoubleFunction<CloudAnswer> millis) {
        return Times.of(answers.stream().mapToDouble(millis).toArray());
    }

    private static Parts parts(List<CloudAnswer> answers) {
        return new Parts(
                median(answers, CloudTrace::queueMillis),
                median(answers, CloudTrace::decodeMillis),
                median(answers, CloudTrace::computeMillis),
                times(answers, answer -> answer.millis() - serverMillis(answer)).medianMs());
    }

    private static double median(List<CloudAnswer> answers, ToDoubleFunction<CloudTrace> part) {
        return times(answers, answer -> part.applyAsDouble(trace(answer))).medianMs();
    }

    private static double serverMillis(CloudAnswer answer) {
        CloudTrace trace = trace(answer);
        return trace.queueMillis() + trace.decodeMillis() + trace.computeMillis();
    }

    private static CloudTrace trace(CloudAnswer answer) {
        Optional<CloudTrace> trace = answer.trace();
        return trace.orElseThrow(() -> new TestbedException("cloud", false, "an answer without its parts of time"));
    }

    private void print(Result result) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: %s %s, %s, %s%n",
                cloud,
                result.server().name(),
                result.server().version(),
                result.live() ? "live" : "not live",
                result.ready() ? "ready" : "not ready");
        if (result.modelReady() != null) {
            out.printf("model %s: %s%n", model, result.modelReady() ? "ready" : "not ready");
        }
        if (result.model() != null) {
            out.println("  platform " + result.model().platform());
            out.println("  takes " + words(result.model().inputs()));
            out.println("  gives " + words(result.model().outputs()));
        }
        Run run = result.run();
        if (run != null) {
            print(out, run);
        }
    }

    private static void print(PrintWriter out, Run run) {
        run.outputs()
                .forEach(each ->
                        out.printf(Locale.ROOT, "  gave %s %s, sum %.6g%n", each.name(), each.shape(), each.sum()));
        out.printf(
                Locale.ROOT,
                "%d requests of %,d bytes, answers of %,d: median %.3f ms, 95 of 100 within %.3f ms%n",
                run.repeats(),
                run.bytesSent(),
                run.bytesReceived(),
                run.roundTrip().medianMs(),
                run.roundTrip().p95Ms());
        Parts parts = run.parts();
        if (parts == null) {
            out.println("the server does not say where its time went");
            return;
        }
        out.print(new TextTable("part, median ms", "queue", "decode", "compute", "rest")
                .row(
                        "",
                        three(parts.queueMs()),
                        three(parts.decodeMs()),
                        three(parts.computeMs()),
                        three(parts.restMs())));
    }

    private static String three(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis);
    }

    private static String words(List<TensorMetadata> tensors) {
        return tensors.isEmpty()
                ? "not said"
                : tensors.stream()
                        .map(each -> each.name() + " " + each.datatype() + " " + each.shape())
                        .collect(Collectors.joining(", "));
    }
}
