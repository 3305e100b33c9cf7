package org.wattsplit.study.datasets;

import java.util.function.ToDoubleFunction;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;

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

    /** Both as a table for people; without energies where there are none. */
    public String text() {
        TextTable table = new TextTable("mean outcome", "least", "largest");
        row(table, "latency", Units.MILLIS, latencyMs);
        if (energyJ.largest() > 0) {
            row(table, "energy", Units.JOULES, energyJ);
        }
        return table.toString();
    }

    private static void row(TextTable table, String name, Units units, Range range) {
        UnitScale scale = units.of(range.least(), range.largest());
        table.row(name + ", " + scale.unit(), scale.cell(range.least()), scale.cell(range.largest()));
    }

    private static Range range(MeasurementTable table, ToDoubleFunction<Outcome> figure) {
        var all = table.means().stream()
                .mapToDouble(one -> figure.applyAsDouble(one.outcome()))
                .summaryStatistics();
        return new Range(all.getMin(), all.getMax());
    }
}
