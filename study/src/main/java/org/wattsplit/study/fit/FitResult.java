package org.wattsplit.study.fit;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.wattsplit.framework.report.FigureTable;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.testbed.model.FitReport;

/**
 * How well a model fits.
 *
 * @param droppedRows rows that were left out, as they were probably measured at the wrong clock
 * @param fit errors of times and energies
 * @param agents by agent, what it costs in benchmark R1 on the measurements and on the model
 * @param sameRanking whether no two agents change places
 */
public record FitResult(int droppedRows, FitReport fit, Map<String, Cost> agents, boolean sameRanking) {
    public FitResult {
        agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    }

    /** What an agent costs on the measurements and on the model, in joules. */
    public record Cost(double measured, double modelled) {}

    /** It as tables for people. */
    public String text() {
        TextTable errors = new TextTable(
                "configurations", "latency MAPE %", "energy MAPE %", "latency Spearman", "energy Spearman");
        row(errors, "fitted", fit.fitted());
        row(errors, "held out", fit.heldOut());
        UnitScale costs = Units.JOULES.of(agents.values().stream()
                .flatMapToDouble(both -> DoubleStream.of(both.measured(), both.modelled()))
                .toArray());
        TextTable both = new FigureTable<>(agents.entrySet().stream()
                        .sorted(Comparator.comparingDouble(
                                entry -> entry.getValue().measured()))
                        .toList())
                .words("R1, reconfiguration charged", Map.Entry::getKey)
                .numbers("measured", costs, entry -> entry.getValue().measured())
                .numbers("modelled", costs, entry -> entry.getValue().modelled())
                .table();
        String line = System.lineSeparator();
        return "fitted to " + fit.rows() + " rows of " + fit.fitted().configurations() + " configurations, "
                + droppedRows + " rows dropped; " + fit.heldOut().configurations() + " configurations held out" + line
                + errors + line + both + (sameRanking ? "same ranking on both" : "the rankings differ") + line;
    }

    private static void row(TextTable table, String name, FitReport.Errors errors) {
        table.row(
                name + " " + errors.configurations(),
                Figures.two(errors.latencyMapePercent()),
                Figures.two(errors.energyMapePercent()),
                String.format(Locale.ROOT, "%.4f", errors.latencySpearman()),
                String.format(Locale.ROOT, "%.4f", errors.energySpearman()));
    }
}
