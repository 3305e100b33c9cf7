package org.wattsplit.agents.online;

import org.wattsplit.framework.check.Check;

/** How much an observation counts by its age in requests: half as much after each half-life, nothing after ten. Immutable. */
final class Fading {
    private static final int HALF_LIVES = 10;

    private final double[] weights;

    /** Of a half-life of at least 1 request. */
    Fading(int halfLife) {
        Check.that(halfLife >= 1, "the half-life", "at least 1", halfLife);
        weights = new double[HALF_LIVES * halfLife];
        for (int age = 0; age < weights.length; age++) {
            weights[age] = StrictMath.pow(2, -age / (double) halfLife);
        }
    }

    /** The weight of an observation of that age; 0 where it no longer counts. */
    double weight(long age) {
        return age < weights.length ? weights[(int) age] : 0;
    }
}
