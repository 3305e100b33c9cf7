package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.Units;
import org.wattsplit.framework.report.Words;
import org.wattsplit.framework.runlog.LiveFigures;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.study.runs.RunEntry;
import org.wattsplit.study.runs.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
            footer = {"", "Examples:", "  wattsplit runs list", "  wattsplit runs list runs/r1 --json runs.json"})
    static final class ListRuns extends JsonCommand {
        @Parameters(paramLabel = "DIR", arity = "0..1", description = "The folder (default runs).")
        private Path folder = Path.of("runs");

        @Override
        public Integer call() {
            List<RunEntry> entries = RunEntry.list(folder);
            TextTable table = new TextTable("run", "scenario", "data", "agent", "seed", "requests", "");
            for (RunEntry run : entries) {
                table.row(
                        run.folder(),
                        run.scenario(),
                        run.dataset(),
                        run.agent(),
                        String.valueOf(run.seed()),
                        String.valueOf(run.requests()),
                        run.complete() ? "complete" : "cut off");
            }
            out().print(table.leftAligned());
            writeJson(Map.of("runs", entries));
            return 0;
        }
    }

    /** {@code runs show}. */
    @Command(
            name = "show",
            description = "Show what a run was and what it came to.",
            footer = {"", "Example:", "  wattsplit runs show runs/quickstart/runs/planner/seed-1"})
    static final class Show extends JsonCommand {
        @Parameters(paramLabel = "DIR", description = "The folder of the run.")
        private Path folder = Path.of("");

        @Override
        public Integer call() {
            RunSummary run = RunSummary.of(folder);
            print(out(), run.manifest());
            AgentFigures figures = run.figures();
            if (!run.manifest().complete()) {
                out().println("cut off; wattsplit evaluate … --resume finishes it");
            } else if (figures == null) {
                out().println("no figures, as all requests are void");
            } else {
                out().println(words(figures));
                run.byNetwork().forEach((network, its) -> out().println("  network " + network + ": " + words(its)));
            }
            LiveFigures live = run.live();
            if (live != null) {
                out().printf(
                                Locale.ROOT,
                                "on hardware: %s did not run as chosen, %d have an absent part, overhead beyond"
                                        + " inference and transfer %.3f ms (median)%n",
                                Words.counted(live.fallbacks(), "request"),
                                live.absences(),
                                live.medianOverheadMillis());
                if (live.voided() > 0) {
                    out().println("void, and in no figure: "
                            + Words.counted(live.voided(), "request")
                            + ", as the hardware was not as it was set; the first: " + live.firstDisturbance());
                }
            }
            writeJson(run);
            return 0;
        }

        private static String words(AgentFigures figures) {
            return "cost " + Units.JOULES.of(figures.costJ()).text(figures.costJ())
                    + " a request, missed "
                    + Units.PERCENT.of(figures.missedPercent()).text(figures.missedPercent())
                    + ", energy "
                    + Units.JOULES.of(figures.meanEnergyJ()).text(figures.meanEnergyJ())
                    + ", median latency "
                    + Units.MILLIS.of(figures.medianLatencyMs()).text(figures.medianLatencyMs())
                    + ", hardware switches " + Figures.two(figures.switches());
        }

        private static void print(PrintWriter out, RunManifest manifest) {
            Producer producer = manifest.header().producer();
            out.println(manifest.named() + " (" + manifest.role().name().toLowerCase(Locale.ROOT) + ") on "
                    + manifest.scenario() + ", data " + manifest.dataset() + ", workload " + manifest.workload());
            out.println("seed " + manifest.header().seed() + ", " + Words.counted(manifest.requests(), "request") + ", "
                    + Words.counted(manifest.actions(), "action") + " (" + manifest.actionSet() + ")");
            out.println("made by: " + manifest.header().command());
            out.println("with: Wattsplit " + producer.code() + ", Java " + producer.java() + ", " + producer.os());
        }
    }
}
