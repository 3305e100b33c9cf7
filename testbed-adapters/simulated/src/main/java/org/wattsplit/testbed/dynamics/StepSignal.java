package org.wattsplit.testbed.dynamics;

import java.util.Arrays;

/**
 * A number over time that is constant within segments, made as far as it is asked for. Asking is cheapest when times
 * ascend. Not thread-safe.
 */
final class StepSignal {
    private final Segments source;
    /** Where each segment ends, in milliseconds. */
    private double[] ends = new double[64];

    private double[] values = new double[64];
    /** The signal's integral from 0 to each segment's end, in value milliseconds. */
    private double[] sums = new double[64];

    private int count;
    private int cursor;

    StepSignal(Segments source) {
        this.source = source;
    }

    /** The value at a time of at least 0. */
    double at(double millis) {
        int segment = segment(millis); // May replace the array.
        return values[segment];
    }

    /** The mean between two times, the first below the second. */
    double mean(double from, double to) {
        return (integral(to) - integral(from)) / (to - from);
    }

    /** How long after a time the integral from there reaches an amount, in milliseconds. */
    double timeToGather(double from, double amount) {
        if (amount <= 0) {
            return 0;
        }
        int segment = segment(from);
        double now = from;
        double left = amount;
        while (true) {
            double span = ends[segment] - now;
            double gathered = span * values[segment];
            if (gathered >= left) {
                return now + left / values[segment] - from;
            }
            left -= gathered;
            now = ends[segment];
            segment++;
            if (segment == count) {
                extend();
            }
        }
    }

    /** How long after a time the value is above 0; 0 where it is then. */
    double timeUntilPositive(double from) {
        int segment = segment(from);
        double now = from;
        while (values[segment] <= 0) {
            now = ends[segment];
            segment++;
            if (segment == count) {
                extend();
            }
        }
        return now - from;
    }

    private double integral(double millis) {
        int segment = segment(millis);
        return sums[segment] - (ends[segment] - millis) * values[segment];
    }

    private int segment(double millis) {
        while (count == 0 || ends[count - 1] <= millis) {
            extend();
        }
        int segment = Math.min(cursor, count - 1);
        while (ends[segment] <= millis) {
            segment++;
        }
        while (segment > 0 && ends[segment - 1] > millis) {
            segment--;
        }
        cursor = segment;
        return segment;
    }

    private void extend() {
        source.next();
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
            sums = Arrays.copyOf(sums, 2 * count);
        }
        double start = count == 0 ? 0 : ends[count - 1];
        double before = count == 0 ? 0 : sums[count - 1];
        ends[count] = start + source.millis();
        values[count] = source.value();
        sums[count] = before + (ends[count] - start) * values[count];
        count++;
    }
}
