package org.wattsplit.framework.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.wattsplit.framework.compare.SimToRealResult;
import org.wattsplit.framework.compare.SimToRealResult.Comes;
import org.wattsplit.framework.compare.SimToRealResult.Misled;
import org.wattsplit.framework.compare.SimToRealResult.Pair;
import org.wattsplit.framework.compare.SimToRealResult.PerConfiguration;

/** A comparison of runs on hardware with what was expected, as text for a terminal. */
public final class SimToRealText {
    /** Pairs that are printed. */
    private static final int PAIRS = 10;

    private SimToRealText() {}

    /** The text of a comparison that has a configuration, with an end of line at its end. */
    public static String of(SimToRealResult result) {
        StringWriter text = new StringWriter();
        print(new PrintWriter(text), result);
        return text.toString();
    }

    private static void print(PrintWriter out, SimToRealResult result) {
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
            out.println(
                    "nothing is said of choices: not all configurations have energy by the same parts, and an accuracy"
                            + " where wrong answers have a price");
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
                out.println("and " + (choice.pairs().size() - PAIRS) + " more, for fewer deadlines each");
            }
        }
    }

    private static String words(List<String> parts) {
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }
}
