package org.wattsplit.framework.pareto;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Configuration;

/**
 * One evaluated configuration.
 *
 * @param configuration what was evaluated
 * @param outcome the mean outcome of its measurements
 * @param measurements how many there were, above 0
 * @param judgedBy what it is judged by: the totals of the mean, or a quantile over the measurements
 */
public record Evaluated(Configuration configuration, Outcome outcome, int measurements, Totals judgedBy) {
    public Evaluated {
        Check.that(measurements > 0, "measurements", "above 0", measurements);
    }

    /** A configuration that is judged by its mean outcome. */
    public Evaluated(Configuration configuration, Outcome outcome, int measurements) {
        this(configuration, outcome, measurements, Totals.of(outcome));
    }

    /**
     * A configuration with its measurements.
     *
     * @param measured at least one outcome
     * @param quantile the quantile, above 0 and below 1, of latency and of energy that it is judged by; null for the
     *     mean
     */
    public static Evaluated of(Configuration configuration, List<Outcome> measured, @Nullable Double quantile) {
        Outcome mean = Outcome.mean(measured);
        Totals judgedBy = quantile == null
                ? Totals.of(mean)
                : new Totals(
                        quantile(measured, Outcome::latencyMillis, quantile),
                        quantile(measured, Outcome::energyJoules, quantile));
        return new Evaluated(configuration, mean, measured.size(), judgedBy);
    }

    private static double quantile(List<Outcome> measured, ToDoubleFunction<Outcome> value, double quantile) {
        return Quantile.withDefaults()
                .with(Quantile.EstimationMethod.HF7)
                .evaluate(measured.stream().mapToDouble(value).toArray(), quantile);
    }

    /** The numbers to minimise, one for each objective: milliseconds, joules, minus the accuracy, which must be there. */
    public double[] vector(List<Objective> objectives) {
        double[] vector = new double[objectives.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = switch (objectives.get(i)) {
                case LATENCY -> judgedBy.latencyMs();
                case ENERGY -> judgedBy.energyJ();
                case ACCURACY -> -outcome.accuracy().orElseThrow();
            };
        }
        return vector;
    }
}
