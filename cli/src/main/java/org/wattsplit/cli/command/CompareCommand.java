package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.cli.output.Figures;
import org.wattsplit.cli.output.Progress;
import org.wattsplit.cli.output.TextTable;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.PairedDifference;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunLogReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}. */
@Command(
        name = "compare",
        description = "Compare logged runs: figures, 95 %% intervals, paired differences.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Cost is energy plus the scenario's price of a missed deadline. Intervals come from a block bootstrap over",
            "requests; differences are paired request by request.",
            "",
            "Example:",
            "  wattsplit compare runs/r1 --baseline dynasplit --json comparison.json"
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders with runs in them.")
    private List<Path> folders = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "AGENT",
            description = "The agent that the others are compared with (default: the one of the least cost).")
    private @Nullable String baseline;

    @Option(names = "--bootstrap-seed", defaultValue = "1", description = "Seed of the resampling (default 1).")
    private long bootstrapSeed = 1;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        List<Path> paths = folders.stream()
                .flatMap(folder -> RunLogReader.find(folder).stream())
                .distinct()
                .toList();
        List<RunData> runs = new ArrayList<>();
        try (Progress progress = new Progress("reading", paths.size())) {
            for (Path path : paths) {
                runs.add(RunLogReader.read(path));
                progress.accept(runs.size());
            }
        }
        ComparisonResult result = Comparison.of(runs, baseline, bootstrapSeed);
        print(spec.commandLine().getOut(), result);
        json.write(result);
        return 0;
    }

    private static void print(PrintWriter out, ComparisonResult result) {
        out.println(result.scenario() + " on " + result.dataset() + ", workload " + result.workload() + ": "
                + result.requests() + " requests, seeds " + result.seeds());
        TextTable table = new TextTable(
                "agent",
                "cost J",
                "missed %",
                "energy J",
                "saved %",
                "median ms",
                "p95 ms",
                "p99 ms",
                "late by ms",
                "regret J",
                "edge/split/cloud %",
                "switches");
        for (Map.Entry<String, AgentFigures> entry : result.agents().entrySet()) {
            AgentFigures figures = entry.getValue();
            table.row(
                    entry.getKey() + (figures.role().equals("agent") ? "" : " (" + figures.role() + ")"),
                    Figures.interval(figures.costJ()),
                    Figures.interval(figures.missedPercent()),
                    Figures.interval(figures.meanEnergyJ()),
                    Figures.two(figures.energySavedPercent()),
                    Figures.two(figures.medianLatencyMs()),
                    Figures.two(figures.p95LatencyMs()),
                    Figures.two(figures.p99LatencyMs()),
                    Figures.two(figures.exceedanceMs()),
                    Figures.two(figures.regretJ()),
                    decisions(figures.decisions()),
                    String.format(Locale.ROOT, "%.0f", figures.switches()));
        }
        out.print(table);
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
            TextTable differences = new TextTable(
                    "minus " + result.differences().get(0).baseline(), "cost J", "missed %", "energy J", "latency ms");
            for (PairedDifference difference : result.differences()) {
                differences.row(
                        difference.agent(),
                        Figures.interval(difference.costJ()),
                        Figures.interval(difference.missedPercent()),
                        Figures.interval(difference.energyJ()),
                        Figures.interval(difference.latencyMs()));
            }
            out.println();
            out.print(differences);
        }
        out.println("least cost of the agents: " + winners(result) + "; intervals: 95 %, " + result.resamples()
                + " resamples of blocks of " + result.blockLength() + " requests");
    }

    /** Mean energy by part; the heading says where a part of the winner comes from. */
    private static TextTable energyByPart(ComparisonResult result, AgentFigures winner) {
        List<String> parts = List.copyOf(winner.energyPartsJ().keySet());
        List<String> heading = new ArrayList<>(List.of("energy by part, J"));
        parts.forEach(part -> heading.add(
                part.replace("_energy_j", "") + " (" + winner.energyProvenance().get(part) + ")"));
        TextTable table = new TextTable(heading.toArray(String[]::new));
        result.agents().forEach((agent, figures) -> {
            List<String> row = new ArrayList<>(List.of(agent));
            parts.forEach(part -> row.add(Figures.two(figures.energyPartsJ().get(part))));
            table.row(row.toArray(String[]::new));
        });
        return table;
    }

    /** The winner, and agents of exactly its cost. */
    private static String winners(ComparisonResult result) {
        double least = Objects.requireNonNull(result.agents().get(result.winner()))
                .costJ()
                .value();
        return result.agents().entrySet().stream()
                .filter(entry -> entry.getValue().role().equals("agent"))
                .filter(entry -> entry.getValue().costJ().value() == least)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" = "));
    }

    private static String decisions(Map<String, Double> shares) {
        return String.format(
                Locale.ROOT, "%.0f/%.0f/%.0f", shares.get("edge"), shares.get("split"), shares.get("cloud"));
    }
}
