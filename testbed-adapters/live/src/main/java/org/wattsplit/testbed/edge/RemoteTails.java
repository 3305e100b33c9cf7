package org.wattsplit.testbed.edge;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudAnswer;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudInput;
import org.wattsplit.testbed.cloud.CloudTrace;
import org.wattsplit.testbed.cloud.ModelDescription;
import org.wattsplit.testbed.cloud.SplitTails;
import org.wattsplit.testbed.cloud.TensorMetadata;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/** Tails behind the Open Inference Protocol, each a model of its own, named as {@link SplitTails} names them. */
public final class RemoteTails implements TailRunner {
    private static final double NANOS_PER_MILLI = 1e6;

    private final CloudClient client;
    private final String[] models;
    private final List<CutPoint> cuts;
    private final String output;

    private RemoteTails(CloudClient client, SplitModel model) {
        this.client = client;
        cuts = model.cuts();
        models = cuts.stream()
                .map(cut -> SplitTails.tailName(model.name(), cut.index()))
                .toArray(String[]::new);
        output = cuts.get(cuts.size() - 1).tensor();
    }

    /**
     * The tails of a network at a server, which takes them by the network's name.
     *
     * @param client the connection, which is closed with this
     * @param model the network as it is cut here; the server must cut the same one
     */
    public static RemoteTails of(CloudClient client, SplitModel model) {
        return new RemoteTails(client, model);
    }

    @Override
    public TailRun run(int cut, Codec codec, Tensor boundary, Duration deadline) {
        String input = cuts.get(cut).tensor();
        long begun = System.nanoTime();
        // Plain floats need no word about their codec, so that servers of others take them.
        CloudInput encoded = codec.name().equals("float32")
                ? CloudInput.of(input, boundary)
                : CloudInput.encoded(input, boundary, codec);
        double encodeMillis = (System.nanoTime() - begun) / NANOS_PER_MILLI;
        CloudAnswer answer = client.infer(models[cut], List.of(encoded), deadline);
        requireSound(cut, answer.output(output), boundary);
        @Nullable CloudTrace trace = answer.trace().orElse(null);
        if (trace == null) {
            return new TailRun(
                    answer.output(output),
                    encodeMillis,
                    answer.millis(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    answer.bytesSent());
        }
        double cloudMillis = trace.queueMillis() + trace.decodeMillis() + trace.computeMillis();
        return new TailRun(
                answer.output(output),
                encodeMillis,
                Math.max(0, answer.millis() - cloudMillis),
                OptionalDouble.of(cloudMillis),
                trace.energy(),
                answer.bytesSent());
    }

    /** An answer of another shape, or with what is no number, is none. */
    private void requireSound(int cut, Tensor answer, Tensor boundary) {
        long[] expected = cuts.get(cuts.size() - 1).shape().toArray();
        long[] given = answer.shape().toArray();
        long[] sent = boundary.shape().toArray();
        if (expected.length > 0 && sent.length > 0 && given.length > 0 && given[0] == sent[0]) {
            // Of several inputs at once.
            expected[0] = sent[0];
        }
        if (!Arrays.equals(expected, given)) {
            throw new TestbedException(
                    "cloud",
                    false,
                    "Expected the output of " + models[cut] + " to be of shape " + Arrays.toString(expected)
                            + ", given " + Arrays.toString(given));
        }
        for (float value : answer.toArray()) {
            if (!Float.isFinite(value)) {
                throw new TestbedException(
                        "cloud", false, "Expected the output of " + models[cut] + " to be numbers, given " + value);
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws InputException when the server's tail takes another tensor than crosses here
     */
    @Override
    public void load(int cut) {
        ModelDescription description = client.model(models[cut]);
        CutPoint here = cuts.get(cut);
        List<String> inputs =
                description.inputs().stream().map(TensorMetadata::name).toList();
        if (!inputs.equals(List.of(here.tensor()))
                || !description.inputs().get(0).matches(here.shape())) {
            throw InputException.of(
                            "the input of the cloud's " + models[cut],
                            here.tensor() + " of shape "
                                    + Arrays.toString(here.shape().toArray()),
                            description.inputs())
                    .maybe("the cloud hosts another network under this name");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
