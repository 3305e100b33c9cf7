package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.runlog.LiveFigures;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs}. */
@Command(
        name = "runs",
        description = "Logged runs: list them, show one, compare them with what was expected.",
        mixinStandardHelpOptions = true,
        subcommands = {RunsCommand.ListRuns.class, RunsCommand.Show.class, SimToRealCommand.class})
final class RunsCommand {
    private RunsCommand() {}

    /** {@code runs list}. */
    @Command(
            name = "list",
            description = "List the runs in a folder and in the folders below it.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  wattsplit runs list", "  wattsplit runs list runs/r1 --json runs.json"})
    static final class ListRuns implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "DIR",
                arity = "0..1",
                defaultValue = "runs",
                description = "The folder (default runs).")
        private Path folder = Path.of("runs");

        @Mixin
        private JsonOption json = new JsonOption();

        /** One run. */
        record Entry(
                String folder,
                String scenario,
                String dataset,
                String agent,
                @Nullable Long seed,
                int requests,
                boolean complete) {}

        @Override
        public Integer call() {
            List<Entry> entries = new ArrayList<>();
            TextTable table = new TextTable("run", "scenario", "data", "agent", "seed", "requests", "");
            Path base = folder.toAbsolutePath();
            for (Path run : RunLogReader.find(folder)) {
                RunManifest manifest = RunLogReader.manifest(run);
                String name = folder.resolve(base.relativize(run)).toString();
                entries.add(new Entry(
                        name,
                        manifest.scenario(),
                        manifest.dataset(),
                        manifest.agent(),
                        manifest.header().seed(),
                        manifest.requests(),
                        manifest.complete()));
                table.row(
                        name,
                        manifest.scenario(),
                        manifest.dataset(),
                        manifest.agent(),
                        String.valueOf(manifest.header().seed()),
                        String.valueOf(manifest.requests()),
                        manifest.complete() ? "complete" : "cut off");
            }
            spec.commandLine().getOut().print(table.leftAligned());
            json.write(Map.of("runs", entries));
            return 0;
        }
    }

    /** {@code runs show}. */
    @Command(
            name = "show",
            description = "Show what a run was and what it came to.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  wattsplit runs show runs/quickstart/runs/planner/seed-1"})
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The folder of the run.")
        private Path folder = Path.of("");

        @Mixin
        private JsonOption json = new JsonOption();

        /** A run; figures of complete ones only. */
        record Result(
                RunManifest manifest,
                @Nullable AgentFigures figures,
                @Nullable LiveFigures live) {}

        @Override
        public Integer call() {
            RunManifest manifest = RunLogReader.manifest(folder);
            PrintWriter out = spec.commandLine().getOut();
            out.println(manifest.agent() + " (" + manifest.role().name().toLowerCase(Locale.ROOT) + ") on "
                    + manifest.scenario() + ", data " + manifest.dataset() + ", workload " + manifest.workload());
            out.println("seed " + manifest.header().seed() + ", " + manifest.requests() + " requests, "
                    + manifest.actions() + " actions (" + manifest.actionSet() + ")");
            out.println("made by: " + manifest.header().command());
            out.println("with: Wattsplit " + manifest.header().producer().code() + ", Java "
                    + manifest.header().producer().java() + ", "
                    + manifest.header().producer().os());
            @Nullable AgentFigures figures = null;
            @Nullable LiveFigures live = null;
            if (manifest.complete()) {
                figures = Objects.requireNonNull(Comparison.of(List.of(RunLogReader.read(folder)), null, 1)
                        .agents()
                        .get(manifest.agent()));
                out.println("cost " + Figures.interval(figures.costJ()) + " J a request, missed "
                        + Figures.interval(figures.missedPercent()) + " %, energy "
                        + Figures.interval(figures.meanEnergyJ()) + " J, median latency "
                        + Figures.two(figures.medianLatencyMs()) + " ms, hardware switches "
                        + Figures.two(figures.switches()));
                live = LiveFigures.of(folder, manifest).orElse(null);
                if (live != null) {
                    out.printf(
                            Locale.ROOT,
                            "on hardware: %d requests did not run as chosen, %d have an absent part, overhead beyond"
                                    + " inference and transfer %.3f ms (median)%n",
                            live.fallbacks(),
                            live.absences(),
                            live.medianOverheadMillis());
                }
            } else {
                out.println("cut off; wattsplit evaluate … --resume finishes it");
            }
            json.write(new Result(manifest, figures, live));
            return 0;
        }
    }
}
