package org.wattsplit.testbed.cloud.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudAnswer;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudInput;
import org.wattsplit.testbed.cloud.CloudTrace;
import org.wattsplit.testbed.cloud.ModelDescription;
import org.wattsplit.testbed.cloud.ServerDescription;
import org.wattsplit.testbed.cloud.TensorMetadata;
import org.wattsplit.testbed.cloud.bench.PingResult.Output;
import org.wattsplit.testbed.cloud.bench.PingResult.Parts;
import org.wattsplit.testbed.cloud.bench.PingResult.Run;
import org.wattsplit.testbed.cloud.bench.TransferBench.Times;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** Asks a server of the Open Inference Protocol, ours or another, what it is, and how long an answer takes. */
public final class Ping {
    private Ping() {}

    /**
     * What is asked.
     *
     * @param model a model to ask for and to run, with tensors of ones; null for none
     * @param repeats requests after the first one
     */
    public record Plan(@Nullable String model, int repeats) {
        public Plan {
            InputException.require(repeats >= 1, "the repeats", "at least 1", repeats);
        }
    }

    /**
     * Asks.
     *
     * @throws TestbedException where the server does not answer, or the model takes what is no 32-bit float
     */
    public static PingResult run(Plan plan, CloudClient client) {
        boolean live = client.live();
        boolean ready = client.ready();
        ServerDescription server = client.server();
        @Nullable String model = plan.model();
        if (model == null) {
            return new PingResult(server, live, ready, null, null, null);
        }
        if (!client.ready(model)) {
            return new PingResult(server, live, ready, false, null, null);
        }
        ModelDescription description = client.model(model);
        Run run = description.inputs().isEmpty() ? null : run(client, description, plan.repeats());
        return new PingResult(server, live, ready, true, description, run);
    }

    private static Run run(CloudClient client, ModelDescription description, int repeats) {
        List<CloudInput> inputs = description.inputs().stream().map(Ping::ones).toList();
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
}
