package org.wattsplit.testbed.power;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/**
 * The mean power of the part of a window that a meter's readings tell of: all of it for a counter, else from the beginning of
 * the period of the first reading that lies in it as a whole to the last reading. How far a mean of powers is from the truth
 * between two readings nobody knows: the spread of several windows tells it.
 *
 * @param watts at least 0
 * @param fromNanos where that part begins, on the recorder's clock
 * @param toNanos where it ends, after its beginning
 * @param readings how many of the meter's it is of, at least 1
 * @param provenance measured or modelled
 */
public record MeanPower(double watts, long fromNanos, long toNanos, int readings, Provenance provenance) {
    public MeanPower {
        Check.nonNegative("the mean power in watts", watts);
        Check.that(readings >= 1, "the readings of a mean power", "at least 1", readings);
    }
}
