package org.wattsplit.framework.pareto;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Configuration;

/**
 * One evaluated configuration.
 *
 * @param configuration what was evaluated
 * @param outcome the mean outcome of its measurements
 * @param measurements how many there were, above 0
 */
public record Evaluated(Configuration configuration, Outcome outcome, int measurements) {
    public Evaluated {
        Check.that(measurements > 0, "measurements", "above 0", measurements);
    }
}
