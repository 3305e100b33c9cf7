package org.wattsplit.framework.objective;

import org.wattsplit.framework.check.Check;

/**
 * The cost of one request in joules: its energy, and so much for a missed deadline.
 *
 * @param joulesPerMiss price of a missed deadline, at least 0
 */
public record CostWeights(double joulesPerMiss) {
    /** The weights of reference benchmark R1: 100 J for a missed deadline. */
    public static final CostWeights R1 = new CostWeights(100);

    public CostWeights {
        Check.nonNegative("joules_per_miss", joulesPerMiss);
    }

    /** The cost of that energy, missed or not. */
    public double cost(double energyJoules, boolean missed) {
        return missed ? energyJoules + joulesPerMiss : energyJoules;
    }
}
