package org.wattsplit.framework.pareto;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Outcome;

/**
 * The latency and energy that a configuration is judged by.
 *
 * @param latencyMs milliseconds, at least 0
 * @param energyJ joules, at least 0
 */
public record Totals(double latencyMs, double energyJ) {
    public Totals {
        Check.nonNegative("latency_ms", latencyMs);
        Check.nonNegative("energy_j", energyJ);
    }

    /** The totals of an outcome. */
    public static Totals of(Outcome outcome) {
        return new Totals(outcome.latencyMillis(), outcome.energyJoules());
    }
}
