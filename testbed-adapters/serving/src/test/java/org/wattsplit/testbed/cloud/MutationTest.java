package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.wattsplit.testbed.protocol.ModelInferRequest;

/** Valid requests with some bytes changed; {@code -Dwattsplit.mutations=10000} for more than a build's. */
final class MutationTest {
    private static final int COUNT = Integer.getInteger("wattsplit.mutations", 300);
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    @Test
    void mutatedRequestsAreAnsweredAndValidOnesBetweenThemToo() {
        GRPC.setLevel(Level.SEVERE);
        SplittableRandom random = new SplittableRandom(7);
        byte[] valid = Requests.valid().build().toByteArray();
        byte[] rich = Requests.valid()
                .putParameters("codec", Requests.text("int8"))
                .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                        .setName("all"))
                .build()
                .toByteArray();
        Map<Status.Code, Integer> ends = new EnumMap<>(Status.Code.class);
        FakeModels models = new FakeModels();
        CloudLimits limits = CloudLimits.DEFAULT.toBuilder()
                .messageBytes(1 << 16)
                .tensors(4, 1000)
                .build();
        long begin = System.nanoTime();
        try (CloudServer server =
                        CloudServer.start(CloudServerOptions.loopback(0).withLimits(limits), models);
                Requests requests = new Requests(server.port())) {
            byte[] answer = requests.send(valid);
            for (int i = 0; i < COUNT; i++) {
                byte[] mutated = mutated(random.nextBoolean() ? valid : rich, random);
                Status.Code code = Status.Code.OK;
                try {
                    requests.send(mutated);
                } catch (StatusRuntimeException e) {
                    code = e.getStatus().getCode();
                }
                ends.merge(code, 1, Integer::sum);
                assertThat(requests.send(valid)).hasSize(answer.length);
            }
        }
        System.out.printf(
                "figure: %d mutated requests in %.1f s: %s%n", COUNT, (System.nanoTime() - begin) / 1e9, ends);
        assertThat(ends.keySet())
                .isSubsetOf(
                        Status.Code.OK,
                        Status.Code.INVALID_ARGUMENT,
                        Status.Code.NOT_FOUND,
                        Status.Code.RESOURCE_EXHAUSTED);
        assertThat(ends.get(Status.Code.INVALID_ARGUMENT)).isGreaterThan(COUNT / 4);
    }

    private static byte[] mutated(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[place] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, place));
                case 3 -> bytes[place] = (byte) 0xFF;
                case 4 -> bytes = doubled(bytes, place, random.nextInt(bytes.length));
                default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
            }
        }
        return bytes;
    }

    /** The bytes with a stretch of them once more. */
    private static byte[] doubled(byte[] bytes, int from, int to) {
        int begin = Math.min(from, to);
        int end = Math.max(from, to);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + end - begin);
        System.arraycopy(bytes, begin, longer, end, bytes.length - begin);
        return longer;
    }
}
