package org.wattsplit.testbed.cloud.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.commons.statistics.descriptive.Quantile;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudInput;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.cloud.IdentityModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Times of transfers by one client over one connection: a tensor to the endpoint, the same bytes over plain TCP, a small
 * tensor alone, and a small one between large ones. Rounds of all four follow each other, so that what else the machine does
 * meets all alike.
 */
public final class TransferBench {
    /** Sends of one kind in a row. */
    private static final int RUN = 5;

    private TransferBench() {}

    /**
     * Times of one kind of transfer, from the call to the answer.
     *
     * @param medianMs the median
     * @param p95Ms what 95 of 100 are within
     */
    public record Times(double medianMs, double p95Ms) {
        /** Of those milliseconds, at least one. */
        public static Times of(double... millis) {
            double[] both = Quantile.withDefaults()
                    .with(Quantile.EstimationMethod.HF7)
                    .withCopy(true)
                    .evaluate(millis, 0.5, 0.95);
            return new Times(both[0], both[1]);
        }
    }

    /**
     * What was measured.
     *
     * @param tensorBytes bytes of the large tensor
     * @param smallBytes bytes of the small one
     * @param samples times of each kind
     * @param endpoint the large tensor to the endpoint
     * @param plain the same bytes over plain TCP
     * @param ratio the median of the first over that of the second
     * @param small the small tensor, after others of its size
     * @param smallBetween the small tensor, each right after a large one
     */
    public record Result(
            int tensorBytes,
            int smallBytes,
            int samples,
            Times endpoint,
            Times plain,
            double ratio,
            Times small,
            Times smallBetween) {}

    /**
     * Measures.
     *
     * @param tensorBytes bytes of the large tensor, a multiple of 4
     * @param smallBytes those of the small one
     * @param repeats times of each kind, rounded up to whole rounds
     * @param warmUp time before those that count, for the compiler, the buffers and the connection
     */
    public static Result run(BenchPeer.Ports ports, int tensorBytes, int smallBytes, int repeats, Duration warmUp) {
        Check.that(repeats >= 1, "the repeats", "at least 1", repeats);
        Tensor large = tensor(tensorBytes);
        Tensor small = tensor(smallBytes);
        int rounds = (repeats + RUN - 1) / RUN;
        int samples = rounds * RUN;
        double[] endpoint = new double[samples];
        double[] plain = new double[samples];
        double[] alone = new double[samples];
        double[] between = new double[samples];
        ByteBuffer bytes = large.bytes();
        try (CloudClient client = client(ports.endpoint());
                PlainSink.Sender sender = new PlainSink.Sender(ports.plain())) {
            long counts = System.nanoTime() + warmUp.toNanos();
            int round = 0;
            while (round < rounds) {
                int from = round * RUN;
                for (int i = from; i < from + RUN; i++) {
                    endpoint[i] = infer(client, large);
                    between[i] = infer(client, small);
                }
                for (int i = from; i < from + RUN; i++) {
                    long begin = System.nanoTime();
                    sender.send(bytes);
                    plain[i] = millisSince(begin);
                }
                infer(client, small);
                for (int i = from; i < from + RUN; i++) {
                    alone[i] = infer(client, small);
                }
                if (System.nanoTime() > counts) {
                    round++;
                }
            }
        }
        Times toEndpoint = Times.of(endpoint);
        Times overPlain = Times.of(plain);
        return new Result(
                tensorBytes,
                smallBytes,
                samples,
                toEndpoint,
                overPlain,
                toEndpoint.medianMs() / overPlain.medianMs(),
                Times.of(alone),
                Times.of(between));
    }

    static CloudClient client(int port) {
        return CloudClient.of(CloudClientOptions.of("127.0.0.1", port, CloudSecurity.LOOPBACK));
    }

    /** A tensor of so many bytes. */
    static Tensor tensor(int bytes) {
        Check.that(bytes >= Float.BYTES && bytes % Float.BYTES == 0, "a tensor's bytes", "a multiple of 4", bytes);
        float[] elements = new float[bytes / Float.BYTES];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = i;
        }
        return Tensor.of(Shape.of(elements.length), elements);
    }

    private static double infer(CloudClient client, Tensor tensor) {
        List<CloudInput> inputs = List.of(CloudInput.of(IdentityModel.INPUT, tensor));
        long begin = System.nanoTime();
        float answer = client.infer(IdentityModel.NAME, inputs)
                .output(IdentityModel.OUTPUT)
                .floats()
                .get(0);
        double millis = millisSince(begin);
        requireElements(tensor, answer);
        return millis;
    }

    /** Throws when an answer is not the number of the tensor's elements. */
    static void requireElements(Tensor tensor, float answer) {
        if (answer != (float) tensor.shape().elements()) {
            throw new TestbedException(
                    "cloud",
                    false,
                    "Expected the answer to be " + tensor.shape().elements() + ", given " + answer);
        }
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
