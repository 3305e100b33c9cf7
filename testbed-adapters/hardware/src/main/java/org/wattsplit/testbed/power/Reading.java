package org.wattsplit.testbed.power;

import java.util.function.LongSupplier;
import org.wattsplit.framework.check.Check;

/**
 * What a meter said.
 *
 * @param nanos when, in nanoseconds of the clock that the meter was given, in the middle of the time that the reading took
 * @param value at least 0, in joules or watts, see {@link Quantity}
 */
public record Reading(long nanos, double value) {
    public Reading {
        Check.nonNegative("the reading", value);
    }

    /** A reading that began at a time and has just ended. */
    static Reading since(long beginNanos, LongSupplier nanoTime, double value) {
        return new Reading(beginNanos + (nanoTime.getAsLong() - beginNanos) / 2, value);
    }
}
