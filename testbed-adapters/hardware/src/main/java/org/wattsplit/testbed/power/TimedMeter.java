package org.wattsplit.testbed.power;

import java.util.function.LongSupplier;

/** A meter that holds nothing between readings. The time of one is the middle of what it took. */
abstract class TimedMeter implements PowerMeter {
    private final MeterInfo info;
    private final LongSupplier nanoTime;

    TimedMeter(MeterInfo info, LongSupplier nanoTime) {
        this.info = info;
        this.nanoTime = nanoTime;
    }

    @Override
    public final MeterInfo info() {
        return info;
    }

    @Override
    public final Reading read() {
        long begin = nanoTime.getAsLong();
        return Reading.since(begin, nanoTime, value(begin));
    }

    /**
     * The value of a reading, see {@link Reading#value}.
     *
     * @param beginNanos when the reading began
     * @throws MeterException when there is none
     */
    abstract double value(long beginNanos);

    @Override
    public final void close() {}
}
