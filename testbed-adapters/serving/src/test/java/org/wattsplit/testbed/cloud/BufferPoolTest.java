package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** Buffers that are used again, and only when nothing refers to them. */
final class BufferPoolTest {
    @Test
    void aBufferThatWasGivenBackIsUsedAgainForSizesLikeIts() {
        BufferPool pool = new BufferPool(1 << 20);
        ByteBuffer first = pool.take(100_000);
        assertThat(first.isDirect()).isTrue();
        assertThat(first.remaining()).isEqualTo(100_000);
        assertThat(pool.take(100_000)).isNotSameAs(first);
        first.position(7);
        pool.giveBack(first);
        ByteBuffer again = pool.take(100_001);
        assertThat(again).isSameAs(first);
        assertThat(again.position()).isZero();
        assertThat(again.remaining()).isEqualTo(100_001);
        assertThat(pool.take(100_001)).isNotSameAs(first);
    }

    @Test
    void aBufferHasAtMostAnEighthMoreThanIsAskedFor() {
        BufferPool pool = new BufferPool(1 << 30);
        for (int bytes : new int[] {8192, 8193, 16_383, 65_537, 6_422_528}) {
            assertThat(pool.take(bytes).capacity()).isBetween(bytes, bytes + bytes / 8);
        }
        assertThat(pool.take(0).capacity()).isZero();
        assertThat(pool.take(8191).capacity()).isEqualTo(8191);
    }

    @Test
    void noMoreIsKeptThanIsAllowedAndTheLargestGoFirst() {
        BufferPool pool = new BufferPool(100_000);
        ByteBuffer large = pool.take(65_536);
        ByteBuffer small = pool.take(32_768);
        ByteBuffer other = pool.take(32_768);
        ByteBuffer tooLarge = pool.take(200_000);
        List.of(large, small, other, tooLarge).forEach(pool::giveBack);
        assertThat(pool.take(65_536)).isNotSameAs(large);
        assertThat(pool.take(200_000)).isNotSameAs(tooLarge);
        assertThat(pool.take(32_768)).isSameAs(other);
        assertThat(pool.take(32_768)).isSameAs(small);
    }

    @Test
    void aPoolOfNothingKeepsNothing() {
        BufferPool pool = new BufferPool(0);
        ByteBuffer buffer = pool.take(65_536);
        pool.giveBack(buffer);
        assertThat(buffer.capacity()).isEqualTo(65_536);
        assertThat(pool.take(65_536)).isNotSameAs(buffer);
    }

    /** Answers its input itself, uncopied. */
    private record Echo() implements HostedModel {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public List<TensorMetadata> inputs() {
            return List.of(new TensorMetadata("x", "FP32", List.of(TensorMetadata.ANY)));
        }

        @Override
        public List<TensorMetadata> outputs() {
            return inputs();
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs) {
            return inputs;
        }

        @Override
        public void close() {}
    }

    private static final ModelRepository REPOSITORY = new ModelRepository() {
        @Override
        public Set<String> names() {
            return Set.of("echo");
        }

        @Override
        public HostedModel open(String name) {
            if (!name.equals("echo")) {
                throw InputException.unknown("the model", name, names());
            }
            return new Echo();
        }
    };

    @Test
    void anAnswerMadeOfTheRequestsMemoryIsWholeHoweverManyRequestsFollow() {
        try (CloudServer server = CloudServer.start(CloudServerOptions.loopback(0), REPOSITORY)) {
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                clients.add(CompletableFuture.runAsync(() -> echo(server.port(), number)));
            }
            CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
        }
    }

    private static void echo(int port, int client) {
        try (CloudClient own = CloudClient.of(CloudClientOptions.of("127.0.0.1", port, CloudSecurity.LOOPBACK))) {
            for (int i = 0; i < 12; i++) {
                float[] elements = new float[50_000];
                for (int k = 0; k < elements.length; k++) {
                    elements[k] = client * 1000 + i + k % 7 * 0.125f;
                }
                Tensor tensor = Tensor.of(Shape.of(elements.length), elements);
                assertThat(own.infer("echo", List.of(CloudInput.of("x", tensor)))
                                .output("x")
                                .toArray())
                        .isEqualTo(elements);
            }
        }
    }
}
