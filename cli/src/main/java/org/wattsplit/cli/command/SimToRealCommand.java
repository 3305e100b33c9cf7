package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.SimToRealResult;
import org.wattsplit.framework.compare.SimToRealResult.Misled;
import org.wattsplit.framework.compare.SimToRealResult.Pair;
import org.wattsplit.framework.compare.SimToRealResult.PerConfiguration;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.simtoreal.SimToRealJob;
import org.wattsplit.study.simtoreal.SimToRealPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runs sim-to-real}. */
@Command(
        name = "sim-to-real",
        description = "Compare what requests took in logged runs with what a replay or a model expects of them.",
        footer = {
            "",
            "For each configuration of the logs: mean latency and energy, what the testbed expects, the error. Then, for the",
            "logs' deadlines, how often the expectation prefers another configuration than the logged means do, and what",
            "that costs. Requests that fell back to the device are counted apart.",
            "",
            "Examples:",
            "  wattsplit runs sim-to-real runs/live --data data/device",
            "  wattsplit runs sim-to-real runs/live --data data/device --testbed replay --json gap.json"
        })
final class SimToRealCommand extends JsonCommand {
    /** Pairs that are printed. */
    private static final int PAIRS = 10;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders with runs in them.")
    private List<Path> folders = List.of();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private TestbedOptions testbeds = new TestbedOptions();

    @Override
    public Integer call() {
        Data opened = data.open();
        TestbedChoice testbed = testbeds.choice();
        SimToRealJob.Compared compared = SimToRealJob.run(new SimToRealPlan(folders, opened, testbed), context());
        print(
                out(),
                compared.comparison(),
                Words.counted(compared.requests(), "request") + " of " + Words.counted(compared.runs(), "run")
                        + ", against testbed " + testbed.name(opened.dataset()) + " of "
                        + opened.dataset().name());
        writeJson(compared.comparison());
        return 0;
    }

    private static void print(PrintWriter out, SimToRealResult result, String what) {
        if (result.configurations().isEmpty()) {
            throw InputException.of(
                    "the runs",
                    "with a request that ran as chosen, in a configuration that the testbed can execute",
                    result.fellBack() + " that fell back, " + result.unexpected() + " in others");
        }
        out.println(what);
        if (result.fellBack() > 0) {
            out.println(result.fellBack() + " of them fell back, and are in no mean");
        }
        if (result.unexpected() > 0) {
            out.println(result.unexpected() + " of them have a configuration that the testbed cannot execute");
        }
        TextTable table = new TextTable(
                "configuration",
                "n",
                "fell back",
                "live ms",
                "expected ms",
                "error %",
                "live J",
                "expected J",
                "error %");
        for (PerConfiguration one : result.configurations()) {
            table.row(
                    one.configuration(),
                    String.valueOf(one.requests()),
                    String.valueOf(one.fellBack()),
                    Figures.two(one.liveMs()),
                    Figures.two(one.expectedMs()),
                    signed(one.latencyErrorPercent()),
                    Figures.two(one.liveJ()),
                    Figures.two(one.expectedJ()),
                    signed(one.energyErrorPercent()));
        }
        out.println();
        out.print(table);
        out.println();
        TextTable errors = new TextTable(result.configurations().size() + " configurations", "MAPE %", "Spearman");
        errors.row("latency", Figures.two(result.latencyMapePercent()), Figures.two(result.latencySpearman()));
        errors.row("energy", Figures.two(result.energyMapePercent()), Figures.two(result.energySpearman()));
        out.print(errors);
        out.println("energy is compared by " + words(result.energyParts()) + "; the logs alone have "
                + words(result.partsOfLogsOnly()) + ", the testbed alone " + words(result.partsExpectedOnly()));
        if (result.choice() == null) {
            out.println("nothing is said of choices: not all configurations have energy by the same parts");
        } else {
            print(out, result.choice());
        }
    }

    private static void print(PrintWriter out, Misled choice) {
        out.println();
        out.println("for " + Figures.two(choice.otherPercent()) + " % of " + choice.deadlines()
                + " deadlines the cheapest in time is another by what is expected than by the live means");
        TextTable comes = new TextTable("chosen by, and told by live means", "energy J", "missed %", "cost J");
        comes.row(
                "what is expected",
                Figures.two(choice.byExpectation().energyJ()),
                Figures.two(choice.byExpectation().missedPercent()),
                Figures.two(choice.byExpectation().costJ()));
        comes.row(
                "live means",
                Figures.two(choice.byLiveMeans().energyJ()),
                Figures.two(choice.byLiveMeans().missedPercent()),
                Figures.two(choice.byLiveMeans().costJ()));
        out.print(comes);
        if (!choice.pairs().isEmpty()) {
            TextTable pairs = new TextTable("expected to be best", "best by live means", "deadlines", "costs more, J");
            for (Pair pair :
                    choice.pairs().subList(0, Math.min(PAIRS, choice.pairs().size()))) {
                pairs.row(
                        pair.expected(),
                        pair.live(),
                        String.valueOf(pair.deadlines()),
                        String.format(Locale.ROOT, "%+.2f", pair.costMoreJ()));
            }
            out.println();
            out.print(pairs);
            if (choice.pairs().size() > PAIRS) {
                out.println(
                        "and " + (choice.pairs().size() - PAIRS) + " more, for fewer deadlines each; --json has all");
            }
        }
    }

    private static String words(List<String> parts) {
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static String signed(@Nullable Double percent) {
        return percent == null ? "-" : String.format(Locale.ROOT, "%+.2f", percent);
    }
}
