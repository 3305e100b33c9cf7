package org.wattsplit.study.datasets;

import java.util.function.ToDoubleFunction;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.outcome.Outcome;

/**
 * Between what the mean outcomes of a table's configurations lie.
 *
 * @param latencyMs their latencies
 * @param energyJ their energies
 */
public record MeanOutcomes(Range latencyMs, Range energyJ) {
    /**
     * From the least to the largest.
     *
     * @param least the least
     * @param largest the largest
     */
    public record Range(double least, double largest) {}

    /** Those of a table. */
    public static MeanOutcomes of(MeasurementTable table) {
        return new MeanOutcomes(range(table, Outcome::latencyMillis), range(table, Outcome::energyJoules));
    }

    private static Range range(MeasurementTable table, ToDoubleFunction<Outcome> figure) {
        var all = table.means().stream()
                .mapToDouble(one -> figure.applyAsDouble(one.outcome()))
                .summaryStatistics();
        return new Range(all.getMin(), all.getMax());
    }
}
