package org.wattsplit.testbed.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.edge.TailRun;
import org.wattsplit.testbed.edge.TailRunner;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** When the guard keeps requests from a cloud that fails, and when it lets them through again. */
final class GuardedTailsTest {
    private static final Tensor TENSOR = Tensor.of(Shape.of(1, 2), 1, 2);
    private static final int MANY = 12;

    /** Opens at two failures of the last four calls; asks every millisecond, with so long for an answer; one at a time. */
    private static GuardOptions asking(double withinMillis) {
        return new GuardOptions(50, 4, 2, 1, withinMillis, 1);
    }

    /** A cloud that does as it is told. */
    private static final class Cloud implements TailRunner {
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private volatile Runnable does = () -> {};

        @Override
        public TailRun run(int cut, Codec codec, Tensor boundary, Duration deadline) {
            calls.incrementAndGet();
            does.run();
            return new TailRun(boundary, 0, 1, OptionalDouble.of(1), Optional.empty(), boundary.sizeBytes());
        }

        @Override
        public void load(int cut) {}

        @Override
        public void close() {
            closed.incrementAndGet();
        }

        private void fails(RuntimeException failure) {
            does = () -> {
                throw failure;
            };
        }
    }

    private static boolean neverBack(Duration within) {
        return false;
    }

    private static TailRun run(TailRunner tails) {
        return tails.run(1, Codecs.installed().get("float32"), TENSOR, Duration.ofSeconds(60));
    }

    private static void failTimes(int times, TailRunner tails) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> run(tails)).isInstanceOf(RuntimeException.class);
        }
    }

    private static TestbedException late() {
        return new TestbedException("cloud", true, "no answer in time");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void itOpensAfterFailuresAndThenMakesNoCall() {
        Cloud cloud = new Cloud();
        try (GuardedTails tails = GuardedTails.of(cloud, asking(1000), GuardedTailsTest::neverBack)) {
            run(tails);
            assertThat(tails.state()).isEqualTo("closed");
            cloud.fails(late());
            failTimes(1, tails);
            assertThat(tails.open()).isTrue();
            assertThat(tails.state()).isEqualTo("open");
            for (int i = 0; i < MANY; i++) {
                assertThatThrownBy(() -> run(tails))
                        .isInstanceOfSatisfying(
                                TestbedException.class,
                                refused -> assertThat(refused.retryCanHelp()).isTrue())
                        .hasMessage("cloud: the guard is open");
            }
            assertThat(cloud.calls).hasValue(2);
        }
    }

    @Test
    void fewerFailuresThanItsShareLeaveItClosed() {
        Cloud cloud = new Cloud();
        try (GuardedTails tails = GuardedTails.of(cloud, asking(1000), GuardedTailsTest::neverBack)) {
            for (int i = 0; i < MANY; i++) {
                cloud.does = () -> {};
                run(tails);
                run(tails);
                run(tails);
                cloud.fails(late());
                failTimes(1, tails);
            }
            assertThat(tails.open()).isFalse();
        }
    }

    @Test
    void aTryThatIsAnsweredClosesItWithoutARequest() throws InterruptedException {
        Cloud cloud = new Cloud();
        AtomicInteger tries = new AtomicInteger();
        AtomicBoolean back = new AtomicBoolean();
        Predicate<Duration> asked = within -> {
            tries.incrementAndGet();
            return back.get();
        };
        try (GuardedTails tails = GuardedTails.of(cloud, asking(60_000), asked)) {
            cloud.fails(late());
            failTimes(2, tails);
            await(() -> tries.get() >= 3);
            assertThat(tails.open()).isTrue();
            cloud.does = () -> {};
            back.set(true);
            await(() -> !tails.open());
            assertThat(cloud.calls).hasValue(2);
            assertThat(run(tails).output().toArray()).containsExactly(1, 2);
            // What failed before does not count any more: three calls, one of them failed.
            run(tails);
            cloud.fails(late());
            failTimes(1, tails);
            assertThat(tails.open()).isFalse();
        }
    }

    @Test
    void aTryThatIsAnsweredLateOrFailsDoesNot() throws InterruptedException {
        Cloud cloud = new Cloud();
        cloud.fails(late());
        AtomicInteger tries = new AtomicInteger();
        AtomicLong clock = new AtomicLong();
        AtomicLong overNanos = new AtomicLong(1);
        Predicate<Duration> slow = within -> {
            tries.incrementAndGet();
            clock.addAndGet(within.toNanos() + overNanos.get());
            return true;
        };
        try (GuardedTails tails = GuardedTails.of(cloud, asking(1), slow, clock::get)) {
            failTimes(2, tails);
            await(() -> tries.get() >= 3);
            assertThat(tails.open()).isTrue();
            overNanos.set(0);
            await(() -> !tails.open());
        }
        AtomicInteger failed = new AtomicInteger();
        Predicate<Duration> down = within -> {
            failed.incrementAndGet();
            throw late();
        };
        try (GuardedTails tails = GuardedTails.of(cloud, asking(1000), down)) {
            failTimes(2, tails);
            await(() -> failed.get() >= 3);
            assertThat(tails.open()).isTrue();
        }
    }

    @Test
    void whatARetryCannotHelpIsNotTheCloudsFault() {
        Cloud cloud = new Cloud();
        try (GuardedTails tails = GuardedTails.of(cloud, asking(1000), GuardedTailsTest::neverBack)) {
            cloud.fails(new TestbedException("cloud", false, "there is no such model"));
            failTimes(MANY, tails);
            cloud.fails(InputException.of("the tensor", "finite", "NaN"));
            failTimes(MANY, tails);
            assertThat(tails.open()).isFalse();
            assertThat(cloud.calls).hasValue(2 * MANY);
        }
    }

    @Test
    void moreCallsAtATimeThanAllowedAreRefusedAndCountForNothing() throws Exception {
        Cloud cloud = new Cloud();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        cloud.does = () -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (GuardedTails tails = GuardedTails.of(cloud, asking(1000), GuardedTailsTest::neverBack)) {
            Future<TailRun> first = other.submit(() -> run(tails));
            begun.await();
            for (int i = 0; i < MANY; i++) {
                assertThatThrownBy(() -> run(tails)).hasMessage("cloud: too many calls are under way");
            }
            assertThat(cloud.calls).hasValue(1);
            end.countDown();
            assertThat(first.get().output()).isSameAs(TENSOR);
            assertThat(tails.open()).isFalse();
            assertThat(run(tails).output()).isSameAs(TENSOR);
        } finally {
            end.countDown();
            other.shutdown();
        }
    }

    @Test
    void itClosesItsTails() {
        Cloud cloud = new Cloud();
        GuardedTails.of(cloud, GuardOptions.DEFAULT, GuardedTailsTest::neverBack)
                .close();
        assertThat(cloud.closed).hasValue(1);
    }
}
