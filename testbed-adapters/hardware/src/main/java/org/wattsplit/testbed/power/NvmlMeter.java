package org.wattsplit.testbed.power;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The mean power of an NVIDIA accelerator between two steps of its energy counter, which is NVML's
 * {@code nvmlDeviceGetTotalEnergyConsumption}.
 *
 * <p>The counter shows millijoules but has a new value only every 20 to 100 ms, so that a request between two of them would
 * seem to draw nothing. Hence a reading waits for the counter's next step, whose time is known, and tells the mean since an
 * earlier one. It holds two in a row from the reading before, so that there is one whose mean is of no more than a period:
 * what {@link WindowIntegral} takes a power for.
 */
final class NvmlMeter implements PowerMeter {
    /** A counter without a new value for so long stands still. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private static final long POLL_NANOS = 2_000_000;
    /** Into how many parts of itself a period is known by the times of the two steps that it is between. */
    private static final int TIMED_PARTS = 20;

    private final MeterInfo info;
    private final EnergySource source;
    private final LongConsumer pause;
    private final LongSupplier nanoTime;
    private Step earlier;
    private Step later;

    /**
     * @param source the counter, which it owns
     * @param pause lets nanoseconds pass
     * @throws MeterException when the counter can't be read or stands still; the source is then closed
     */
    NvmlMeter(MeterSpec.Nvidia spec, EnergySource source, LongConsumer pause, LongSupplier nanoTime) {
        this.info = MeterInfo.ofPower(
                "nvidia",
                "accelerator " + spec.gpu() + " with its memory, by its energy counter",
                0.01,
                spec.periodMs());
        this.source = source;
        this.pause = pause;
        this.nanoTime = nanoTime;
        try {
            this.earlier = nextStep();
            this.later = nextStep();
        } catch (MeterException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public MeterInfo info() {
        return info;
    }

    @Override
    public Reading read() {
        Step end = nextStep();
        Step next = nextStep();
        Step begin = isWithinPeriod(earlier, end) ? earlier : later;
        earlier = end;
        later = next;
        // After a pause only what is counted from now on is of no more than a period.
        return isWithinPeriod(begin, end) ? mean(begin, end) : mean(end, next);
    }

    private Reading mean(Step begin, Step end) {
        if (!isWithinPeriod(begin, end)) {
            throw new MeterException("the steps of the energy counter of meter nvidia that were seen are "
                    + (end.nanos - begin.nanos) / 1_000_000 + " ms apart, and period_ms is "
                    + info.period().toMillis() + System.lineSeparator() + "Maybe choose a longer period_ms");
        }
        double watts = (end.millijoules - begin.millijoules) / 1e3 / ((end.nanos - begin.nanos) / 1e9);
        return new Reading(end.nanos, Figures.watts("the mean power by the energy counter of meter nvidia", watts));
    }

    private boolean isWithinPeriod(Step begin, Step end) {
        return end.nanos - begin.nanos <= info.period().toNanos();
    }

    /** Waits for the counter's next value whose time is known, as it isn't where this thread was kept waiting. */
    private Step nextStep() {
        long widest = Math.max(info.period().toNanos() / TIMED_PARTS, 2 * POLL_NANOS);
        long begun = nanoTime.getAsLong();
        long before = begun;
        long from = source.millijoules();
        while (true) {
            pause.accept(POLL_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new MeterException("interrupted");
            }
            long asked = nanoTime.getAsLong();
            long millijoules = source.millijoules();
            long now = nanoTime.getAsLong();
            if (millijoules < from) {
                throw new MeterException("the energy counter of meter nvidia went from " + from + " to " + millijoules
                        + " mJ: it was reset");
            }
            if (millijoules > from && now - before <= widest) {
                return new Step(before + (now - before) / 2, millijoules);
            }
            if (now - begun > LONGEST_STEP.toNanos()) {
                throw new MeterException("the energy counter of meter nvidia stood still at " + from
                        + " mJ, or nobody was there to see its steps, for " + (now - begun) / 1_000_000 + " ms");
            }
            from = millijoules;
            before = asked;
        }
    }

    @Override
    public void close() {
        source.close();
    }

    /** A new value of the counter, and when it was there. */
    private record Step(long nanos, long millijoules) {}

    /** A counter of millijoules that only grows. */
    interface EnergySource extends AutoCloseable {
        /**
         * What was counted.
         *
         * @throws MeterException when it can't be read
         */
        long millijoules();

        @Override
        void close();
    }
}
