package org.wattsplit.testbed.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.edge.TailRun;
import org.wattsplit.testbed.edge.TailRunner;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Tails behind a circuit breaker and a bulkhead. While the breaker is open no call is made, and a thread of its own asks now
 * and then whether the cloud is back, so that no request is spent on finding out; then the breaker closes. A call that ends
 * after its deadline, or with a failure that is not the caller's fault, counts against the cloud.
 */
public final class GuardedTails implements TailRunner {
    /** Longer than any run: only the probe closes an open breaker. */
    private static final Duration NEVER = Duration.ofDays(365);

    private static final double NANOS_PER_MILLI = 1e6;

    private final TailRunner tails;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Thread probing;
    private final LongSupplier nanoTime;

    private GuardedTails(TailRunner tails, GuardOptions options, Predicate<Duration> back, LongSupplier nanoTime) {
        this.tails = tails;
        this.nanoTime = nanoTime;
        breaker = CircuitBreaker.of(
                "cloud",
                CircuitBreakerConfig.custom()
                        .failureRateThreshold((float) options.failuresPercent())
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(options.calls())
                        .minimumNumberOfCalls(options.leastCalls())
                        .waitDurationInOpenState(NEVER)
                        .build());
        bulkhead = Bulkhead.of(
                "cloud",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(options.concurrent())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        Duration within = Duration.ofNanos((long) (options.probeDeadlineMillis() * NANOS_PER_MILLI));
        long period = (long) (options.probeMillis() * NANOS_PER_MILLI);
        probing = new Thread(() -> probe(back, within, period), "cloud-probe");
        probing.setDaemon(true);
        probing.start();
    }

    /**
     * Guards tails, which are closed with the guard.
     *
     * @param back asks the cloud, within a time, whether it takes requests; a failure means that it does not, and so does a
     *     later answer
     */
    public static GuardedTails of(TailRunner tails, GuardOptions options, Predicate<Duration> back) {
        return of(tails, options, back, System::nanoTime);
    }

    /** The same, by a clock of the caller's; tries come by the machine's. */
    static GuardedTails of(TailRunner tails, GuardOptions options, Predicate<Duration> back, LongSupplier nanoTime) {
        return new GuardedTails(tails, options, back, nanoTime);
    }

    private void probe(Predicate<Duration> back, Duration within, long periodNanos) {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(periodNanos);
                if (open() && answers(back, within) && open()) {
                    breaker.transitionToClosedState();
                }
            }
        } catch (InterruptedException e) {
            // It was closed; nobody else knows this thread.
            return;
        }
    }

    private boolean answers(Predicate<Duration> back, Duration within) {
        long begun = nanoTime.getAsLong();
        try {
            return back.test(within) && nanoTime.getAsLong() - begun <= within.toNanos();
        } catch (RuntimeException e) {
            // Whatever it failed with: the cloud is not back.
            return false;
        }
    }

    /** Whether no call is made. */
    public boolean open() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** The state in a word: {@code closed} or {@code open}. */
    public String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@inheritDoc}
     *
     * @throws TestbedException also when the guard is open, or too many calls are under way; then at once
     */
    @Override
    public TailRun run(int cut, Codec codec, Tensor boundary, Duration deadline) {
        if (!breaker.tryAcquirePermission()) {
            throw new TestbedException("cloud", true, "the guard is open");
        }
        if (!bulkhead.tryAcquirePermission()) {
            breaker.releasePermission();
            throw new TestbedException("cloud", true, "too many calls are under way");
        }
        long begun = nanoTime.getAsLong();
        try {
            TailRun run = tails.run(cut, codec, boundary, deadline);
            breaker.onSuccess(nanoTime.getAsLong() - begun, TimeUnit.NANOSECONDS);
            return run;
        } catch (TestbedException e) {
            if (e.retryCanHelp()) {
                breaker.onError(nanoTime.getAsLong() - begun, TimeUnit.NANOSECONDS, e);
            } else {
                breaker.releasePermission();
            }
            throw e;
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        } finally {
            bulkhead.onComplete();
        }
    }

    @Override
    public void load(int cut) {
        tails.load(cut);
    }

    @Override
    public void close() {
        probing.interrupt();
        tails.close();
    }
}
