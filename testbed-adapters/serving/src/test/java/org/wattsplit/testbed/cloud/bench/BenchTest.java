package org.wattsplit.testbed.cloud.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** What is measured, in this process, with few and small transfers. */
final class BenchTest {
    private final BenchPeer peer = BenchPeer.start();

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void timesAreOfAllFourKindsAndTheRatioIsOfMedians() {
        TransferBench.Result result = TransferBench.run(peer.ports(), 40_000, 64, 7, Duration.ZERO);
        assertThat(result.samples()).isEqualTo(10);
        assertThat(result.tensorBytes()).isEqualTo(40_000);
        for (TransferBench.Times times :
                new TransferBench.Times[] {result.endpoint(), result.plain(), result.small(), result.smallBetween()}) {
            assertThat(times.medianMs()).isPositive();
            assertThat(times.p95Ms()).isGreaterThanOrEqualTo(times.medianMs());
        }
        assertThat(result.ratio())
                .isEqualTo(result.endpoint().medianMs() / result.plain().medianMs());
    }

    @Test
    void timesAreAMedianAndWhat95Of100AreWithin() {
        double[] millis = new double[101];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = i;
        }
        assertThat(TransferBench.Times.of(millis)).isEqualTo(new TransferBench.Times(50, 95));
    }

    @Test
    void everyRequestOfALoadIsCountedAndAnswered() throws InterruptedException {
        AtomicInteger last = new AtomicInteger();
        LoadBench.Result result = LoadBench.run(peer.ports().endpoint(), 4, 60, 1, last::set);
        assertThat(result.errors()).isZero();
        assertThat(result.kinds()).isEmpty();
        assertThat(result.requests()).isEqualTo(60);
        assertThat(last).hasValue(60);
        assertThat(result.requestsPerSecond() * result.seconds()).isBetween(59.9, 60.1);
    }

    @Test
    void requestsThatAreNotAnsweredAreErrors() throws InterruptedException {
        int port = peer.ports().endpoint();
        peer.close();
        LoadBench.Result result = LoadBench.run(port, 2, 3, 1, done -> {});
        assertThat(result.errors()).isEqualTo(3);
        assertThat(result.kinds().keySet()).allMatch(message -> message.startsWith("transfer: "));
        assertThat(result.megabytesPerSecond()).isZero();
    }

    @Test
    void aWrongAnswerIsAnError() {
        Tensor tensor = Tensor.of(Shape.of(2), 1, 2);
        assertThatThrownBy(() -> TransferBench.requireElements(tensor, 3))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("given 3.0");
    }

    @Test
    void memoryIsWithinItsBounds() {
        Memory memory = new Memory.Watch().seen();
        assertThat(memory.seenHeapMb()).isBetween(1L, memory.mostHeapMb());
        assertThat(memory.seenDirectMb()).isBetween(0L, memory.mostDirectMb());
    }
}
