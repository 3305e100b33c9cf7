package org.wattsplit.testbed.power;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches a meter's readings for what a device that runs doesn't give, and a meter that fails does: a single 0 W between
 * other powers, which is no reading, and one power without end, which is suspect. A meter that leaves the idle power out may
 * say both. For one thread at a time.
 */
final class ReadingWatch {
    /** So far from one step, in shares of it, a neighbour of 0 is no sum of rounding. */
    private static final double STEP_SHARE = 0.25;

    private final MeterInfo info;
    private final boolean watched;
    private double before;
    private double last = Double.NaN;
    private int same;
    private int dropped;
    private int most;
    private double mostValue;

    ReadingWatch(MeterInfo info) {
        this.info = info;
        this.watched = info.quantity() == Quantity.POWER_W && info.countsIdle();
    }

    /**
     * Adds a sample to those before it, and makes the 0 before it a fault where that is none that can be true.
     *
     * @param samples in the order of their times, changed at their end
     */
    void add(Sample sample, Deque<Sample> samples) {
        if (watched && sample.fault() == null) {
            double value = sample.value();
            if (last == 0 && isWrongBetween(before, value)) {
                dropLast(samples, "the meter read 0 W between " + before + " W and " + value + " W");
                last = before;
            }
            same = value == last ? same + 1 : 1;
            if (same > most) {
                most = same;
                mostValue = value;
            }
            before = last;
            last = value;
        }
        samples.addLast(sample);
    }

    /** Whether 0 W cannot be what the meter made, by its steps, of a power between these two. */
    private boolean isWrongBetween(double one, double other) {
        double lower = Math.min(one, other);
        return lower > 0 && Math.abs(lower / info.resolution() - 1) > STEP_SHARE;
    }

    private void dropLast(Deque<Sample> samples, String reason) {
        Deque<Sample> faults = new ArrayDeque<>();
        @Nullable Sample sample = samples.pollLast();
        while (sample != null && sample.fault() != null) {
            faults.addFirst(sample);
            sample = samples.pollLast();
        }
        if (sample != null) {
            samples.addLast(Sample.fault(sample.nanos(), reason));
            dropped++;
        }
        samples.addAll(faults);
    }

    /** What is suspect of the readings so far, a sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (dropped > 0) {
            notes.add("meter " + info.name() + " read 0 W between other powers " + dropped
                    + (dropped == 1 ? " time: that is no reading" : " times: these are no readings"));
        }
        if (most >= WindowIntegral.STALL_READINGS) {
            notes.add("meter " + info.name() + " read " + mostValue + " W " + most
                    + " times in a row: it is stuck, or its steps are too coarse to tell");
        }
        return notes;
    }
}
