package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.PairedDifference;
import org.wattsplit.framework.report.FigureTable;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.CompareResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}. */
@Command(
        name = "compare",
        description = "Compare logged runs: figures, 95 %% intervals, paired differences.",
        footer = {
            "",
            "Cost is energy plus the scenario's price of a missed deadline. Intervals are Student's:",
            "over seeds, and over batches of the requests that seeds share; of one seed they say nothing of another",
            "training. Differences are paired request by request. The report is one HTML file that opens offline.",
            "",
            "Examples:",
            "  wattsplit compare runs/first --pareto pareto.json",
            "  wattsplit compare runs/r1 --baseline dynasplit --json comparison.json"
        })
final class CompareCommand extends JsonCommand {

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders with runs in them.")
    private List<Path> folders = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "AGENT",
            description = "The agent that the others are compared with (default: the one of the least cost).")
    private @Nullable String baseline;

    @Option(
            names = "--pareto",
            paramLabel = "FILE",
            description = "The Pareto set that the runs' actions come from, for the report.")
    private @Nullable Path pareto;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the report goes (default: report.html in the first folder; one that is there stays).")
    private @Nullable Path report;

    @Option(names = "--overwrite", description = "Replace an existing report.")
    private boolean overwrite;

    @Option(
            names = "--allow-different",
            paramLabel = "FIELD",
            split = ",",
            description =
                    "Compare though runs differ in this field of what they depend on, or in those that begin so:"
                            + " scenario.weights, dataset, trace, testbed or pareto_set. No agent may be there twice under a seed.")
    private List<String> allowed = List.of();

    @Override
    public Integer call() {
        CompareResult result =
                CompareJob.run(new ComparePlan(folders, baseline, pareto, report, overwrite, allowed), context());
        print(out(), result);
        writeJson(result.comparison());
        return 0;
    }

    static void print(PrintWriter out, CompareResult result) {
        print(out, result.comparison());
        out.println(
                result.kept()
                        ? "kept " + result.report() + ", which was there (--overwrite replaces it)"
                        : "wrote " + result.report());
    }

    private static void print(PrintWriter out, ComparisonResult result) {
        out.println(result.scenario() + " on " + result.dataset() + ", workload " + result.workload() + ": "
                + Words.counted(result.requests(), "request") + ", seeds " + result.seeds());
        result.caveats().forEach(caveat -> out.println("note: " + caveat));
        out.print(figures(result));
        AgentFigures winner = Objects.requireNonNull(result.agents().get(result.winner()));
        if (winner.energyPartial()) {
            List<String> absent = winner.energyProvenance().entrySet().stream()
                    .filter(entry -> entry.getValue().equals("absent"))
                    .map(Map.Entry::getKey)
                    .toList();
            out.println("energy is partial, without " + String.join(", ", absent));
        }
        out.println();
        out.print(energyByPart(result, winner));
        if (!result.differences().isEmpty()) {
            out.println();
            out.print(differences(result.differences()));
        }
        if (result.agents().values().stream()
                .anyMatch(figures -> !figures.endSettings().isEmpty())) {
            TextTable ends = new TextTable("agent", "ends at (used most in the last tenth of the requests)");
            result.agents().forEach((agent, figures) -> ends.row(agent, Figures.ends(figures.endSettings())));
            out.println();
            out.print(ends.leftAligned());
        }
        out.println("least cost of the agents: " + String.join(" = ", result.winners()) + "; intervals: "
                + result.intervals().words());
    }

    /** What each agent reaches. */
    private static TextTable figures(ComparisonResult result) {
        FigureTable<Map.Entry<String, AgentFigures>> table = new FigureTable<>(
                        result.agents().entrySet())
                .words(
                        "agent",
                        entry -> entry.getKey()
                                + (entry.getValue().role().equals("agent")
                                        ? ""
                                        : " (" + entry.getValue().role() + ")"));
        return table.intervals("cost", Units.JOULES, entry -> entry.getValue().costJ())
                .intervals("missed", Units.PERCENT, entry -> entry.getValue().missedPercent())
                .intervals("energy", Units.JOULES, entry -> entry.getValue().meanEnergyJ())
                .numbers("saved", Units.PERCENT, entry -> entry.getValue().energySavedPercent())
                .numbers("median", Units.MILLIS, entry -> entry.getValue().medianLatencyMs())
                .numbers("p95", Units.MILLIS, entry -> entry.getValue().p95LatencyMs())
                .numbers("p99", Units.MILLIS, entry -> entry.getValue().p99LatencyMs())
                .numbers("late by", Units.MILLIS, entry -> entry.getValue().exceedanceMs())
                .numbers("regret", Units.JOULES, entry -> entry.getValue().regretJ())
                .words("edge/split/cloud %", entry -> decisions(entry.getValue().decisions()))
                .words(
                        "switches",
                        entry -> String.format(
                                Locale.ROOT, "%.0f", entry.getValue().switches()))
                .table();
    }

    /** Mean energy by part; the heading says where a part of the winner comes from. */
    private static TextTable energyByPart(ComparisonResult result, AgentFigures winner) {
        UnitScale scale = Units.JOULES.of(result.agents().values().stream()
                .flatMap(figures -> figures.energyPartsJ().values().stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
        FigureTable<Map.Entry<String, AgentFigures>> table = new FigureTable<>(
                        result.agents().entrySet())
                .words("energy by part, " + scale.unit(), Map.Entry::getKey);
        winner.energyPartsJ()
                .keySet()
                .forEach(part -> table.words(
                        part.replace("_energy_j", "") + " ("
                                + winner.energyProvenance().get(part) + ")",
                        entry -> scale.cell(entry.getValue().energyPartsJ().get(part))));
        return table.table();
    }

    /** What each agent's requests cost less those of the baseline. */
    private static TextTable differences(List<PairedDifference> differences) {
        return new FigureTable<>(differences)
                .words("minus " + differences.get(0).baseline(), PairedDifference::agent)
                .intervals("cost", Units.JOULES, PairedDifference::costJ)
                .intervals("missed", Units.PERCENT, PairedDifference::missedPercent)
                .intervals("energy", Units.JOULES, PairedDifference::energyJ)
                .intervals("latency", Units.MILLIS, PairedDifference::latencyMs)
                .table();
    }

    private static String decisions(Map<String, Double> shares) {
        return String.format(
                Locale.ROOT, "%.0f/%.0f/%.0f", shares.get("edge"), shares.get("split"), shares.get("cloud"));
    }
}
