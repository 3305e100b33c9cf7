package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** Tails as models of their own. */
final class SplitTailsTest {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger loaded = new AtomicInteger();

    /** Three layers, each adds 1. */
    private final class Adding implements SplitModel {
        private boolean closed;

        Adding() {
            open.incrementAndGet();
        }

        @Override
        public String name() {
            return "adding";
        }

        @Override
        public Shape inputShape() {
            return Shape.of(1, 2);
        }

        @Override
        public Shape outputShape() {
            return Shape.of(1, 2);
        }

        @Override
        public List<CutPoint> cuts() {
            return IntStream.rangeClosed(0, 3)
                    .mapToObj(cut -> new CutPoint(cut, "t" + cut, Shape.of(1, 2), cut, 3 - cut, 0, 0))
                    .toList();
        }

        @Override
        public Tensor whole(Tensor input) {
            return tail(0, input);
        }

        @Override
        public Tensor head(int cut, Tensor input) {
            return added(input, cut);
        }

        @Override
        public Tensor tail(int cut, Tensor boundary) {
            return added(boundary, 3 - cut);
        }

        private Tensor added(Tensor tensor, int value) {
            float[] elements = tensor.toArray();
            return Tensor.of(tensor.shape(), elements[0] + value, elements[1] + value);
        }

        @Override
        public void load(int cut, Half half) {
            loaded.incrementAndGet();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }

    @Test
    void eachCutsTailIsAModelWithTheTensorThatCrossesAsItsInput() {
        SplitTails tails = SplitTails.of(Adding::new);
        assertThat(open).hasValue(0);
        assertThat(tails.names())
                .containsExactlyInAnyOrder(
                        "adding.tail.0", "adding.tail.1", "adding.tail.2", "adding.tail.3", "adding.whole");
        try (HostedModel tail = tails.open("adding.tail.2")) {
            assertThat(loaded).hasValue(1);
            assertThat(tail.inputs()).containsExactly(new TensorMetadata("t2", "FP32", List.of(1L, 2L)));
            assertThat(tail.outputs()).containsExactly(new TensorMetadata("t3", "FP32", List.of(1L, 2L)));
            assertThat(tail.infer(List.of(Tensor.of(Shape.of(1, 2), 0, 5)))
                            .get(0)
                            .toArray())
                    .containsExactly(1f, 6f);
        }
        assertThat(open).hasValue(0);
        assertThatThrownBy(() -> tails.open("adding.tail.4"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("adding.tail.4");
    }

    @Test
    void headHereAndTailThereIsTheWhole() {
        SplitTails tails = SplitTails.of(Adding::new);
        ModelRepository both = ModelRepository.of(List.of(tails, IdentityModel.repository()));
        try (Adding here = new Adding();
                CloudServer server = CloudServer.start(CloudServerOptions.loopback(0), both);
                CloudClient client =
                        CloudClient.of(CloudClientOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK)
                                .withDeadline(Duration.ofSeconds(60)))) {
            Tensor input = Tensor.of(Shape.of(1, 2), 1, 2);
            for (CutPoint cut : here.cuts()) {
                CloudAnswer answer = client.infer(
                        SplitTails.tailName("adding", cut.index()),
                        List.of(CloudInput.of(cut.tensor(), here.head(cut.index(), input))));
                assertThat(answer.output("t3").toArray()).containsExactly(4f, 5f);
            }
            CloudAnswer whole = client.infer(SplitTails.wholeName("adding"), List.of(CloudInput.of("t0", input)));
            assertThat(whole.output("t3").toArray()).containsExactly(4f, 5f);
            assertThat(open).hasValue(1 + CloudLimits.DEFAULT.loadedModels());
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void aNameOfTwoRepositoriesIsRefused() {
        assertThatThrownBy(() -> ModelRepository.of(List.of(IdentityModel.repository(), IdentityModel.repository())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given identity");
    }
}
