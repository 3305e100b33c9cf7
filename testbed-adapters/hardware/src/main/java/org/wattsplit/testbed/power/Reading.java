package org.wattsplit.testbed.power;

import java.util.function.LongSupplier;

/**
 * What a meter said.
 *
 * @param nanos when, in nanoseconds of the clock that the meter was given, in the middle of the time that the reading took
 * @param value at least 0, in joules or watts, see {@link Quantity}
 */
public record Reading(long nanos, double value) {
    /** @throws MeterException for a value that no meter can mean: below 0, or no number */
    public Reading {
        if (!Double.isFinite(value) || value < 0) {
            throw Figures.expected("the reading", "a finite number of at least 0", value);
        }
    }

    /** A reading that began at a time and has just ended. */
    static Reading since(long beginNanos, LongSupplier nanoTime, double value) {
        return new Reading(beginNanos + (nanoTime.getAsLong() - beginNanos) / 2, value);
    }
}
