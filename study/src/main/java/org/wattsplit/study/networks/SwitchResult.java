package org.wattsplit.study.networks;

import org.wattsplit.framework.file.Producer;

/**
 * What it takes to run another member of a family for a picture than for the one before. All are medians, in milliseconds.
 *
 * @param producer the code and machine that measured
 * @param family the family
 * @param repeats how often each was measured
 * @param sameMs a picture after one that the same member read
 * @param otherMs a picture after one that another member read, which is loaded, too
 * @param loadMs a picture whose network is loaded for it, the one before having been closed for that
 */
public record SwitchResult(
        Producer producer, String family, int repeats, double sameMs, double otherMs, double loadMs) {
    /** What a change of the member takes; below 0 where it is lost in the noise. */
    public double changeMs() {
        return otherMs - sameMs;
    }

    /** What a load takes. */
    public double loadingMs() {
        return loadMs - sameMs;
    }
}
