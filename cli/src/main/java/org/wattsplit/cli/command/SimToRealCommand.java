package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.SimToRealResult;
import org.wattsplit.framework.compare.SimToRealResult.Comes;
import org.wattsplit.framework.compare.SimToRealResult.Misled;
import org.wattsplit.framework.compare.SimToRealResult.Pair;
import org.wattsplit.framework.compare.SimToRealResult.PerConfiguration;
import org.wattsplit.framework.report.FigureTable;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
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
        out.println();
        out.print(table(result.configurations()));
        out.println();
        TextTable errors = new TextTable(result.configurations().size() + " configurations", "MAPE %", "Spearman");
        UnitScale mape = Units.PERCENT.ofNumbers(
                Arrays.asList(result.latencyMapePercent(), result.energyMapePercent()), percent -> percent);
        errors.row("latency", mape.cell(result.latencyMapePercent()), Figures.two(result.latencySpearman()));
        errors.row("energy", mape.cell(result.energyMapePercent()), Figures.two(result.energySpearman()));
        out.print(errors);
        out.println("energy is compared by " + words(result.energyParts()) + "; the logs alone have "
                + words(result.partsOfLogsOnly()) + ", the testbed alone " + words(result.partsExpectedOnly()));
        if (result.choice() == null) {
            out.println("nothing is said of choices: not all configurations have energy by the same parts");
        } else {
            print(out, result.choice());
        }
    }

    private static TextTable table(List<PerConfiguration> configurations) {
        UnitScale times = Units.MILLIS.of(configurations.stream()
                .flatMapToDouble(one -> DoubleStream.of(one.liveMs(), one.expectedMs()))
                .toArray());
        UnitScale energies = Units.JOULES.ofNumbers(
                configurations.stream()
                        .flatMap(one -> Stream.of(one.liveJ(), one.expectedJ()))
                        .toList(),
                joules -> joules);
        UnitScale ofTime = Units.PERCENT.ofNumbers(configurations, PerConfiguration::latencyErrorPercent);
        UnitScale ofEnergy = Units.PERCENT.ofNumbers(configurations, PerConfiguration::energyErrorPercent);
        return new FigureTable<>(configurations)
                .words("configuration", PerConfiguration::configuration)
                .words("n", one -> String.valueOf(one.requests()))
                .words("fell back", one -> String.valueOf(one.fellBack()))
                .numbers("live", times, PerConfiguration::liveMs)
                .numbers("expected", times, PerConfiguration::expectedMs)
                .words("error %", one -> ofTime.signed(one.latencyErrorPercent()))
                .numbers("live", energies, PerConfiguration::liveJ)
                .numbers("expected", energies, PerConfiguration::expectedJ)
                .words("error %", one -> ofEnergy.signed(one.energyErrorPercent()))
                .table();
    }

    private static void print(PrintWriter out, Misled choice) {
        out.println();
        out.println("for " + Units.PERCENT.of(choice.otherPercent()).text(choice.otherPercent()) + " of "
                + choice.deadlines()
                + " deadlines the cheapest in time is another by what is expected than by the live means");
        Map<String, Comes> choices = new LinkedHashMap<>();
        choices.put("what is expected", choice.byExpectation());
        choices.put("live means", choice.byLiveMeans());
        out.print(new FigureTable<>(choices.entrySet())
                .words("chosen by, and told by live means", Map.Entry::getKey)
                .numbers("energy", Units.JOULES, entry -> entry.getValue().energyJ())
                .numbers("missed", Units.PERCENT, entry -> entry.getValue().missedPercent())
                .numbers("cost", Units.JOULES, entry -> entry.getValue().costJ())
                .table());
        if (!choice.pairs().isEmpty()) {
            List<Pair> shown =
                    choice.pairs().subList(0, Math.min(PAIRS, choice.pairs().size()));
            UnitScale more = Units.JOULES.ofNumbers(shown, Pair::costMoreJ);
            TextTable pairs = new FigureTable<>(shown)
                    .words("expected to be best", Pair::expected)
                    .words("best by live means", Pair::live)
                    .words("deadlines", pair -> String.valueOf(pair.deadlines()))
                    .words(more.heading("costs more,"), pair -> more.signed(pair.costMoreJ()))
                    .table();
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
}
