package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.Totals;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.framework.report.Words;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.search.SearchResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code search}. */
@Command(
        name = "search",
        description = "Search a configuration space offline for its Pareto set.",
        footer = {
            "",
            "Configurations are measured on a testbed. With --out, each evaluation is first written to OUT.checkpoint:",
            "a search that was cut off goes on with --resume and ends in the same file.",
            "Where the data is a table, the result is judged against the front of all of it: the ratio of hypervolumes,",
            "the additive epsilon, and how many points of that front were evaluated.",
            "To measure with a program of your own, see 'wattsplit suggest'.",
            "",
            "Examples:",
            "  wattsplit search --data pi4-coral-gpu --budget 20%% --out pareto.json",
            "  wattsplit search --data data/vgg16 --strategy exhaustive --out pareto.json",
            "  wattsplit search --data data/vgg16 --strategy nsga3 --budget 184 --seeds 10 --json quality.json",
            "  wattsplit search --data pi4-coral-gpu --testbed-option noise=repeats --measurements 3 \\",
            "      --most-measurements 9 --judged-by 0.9 --out noisy.json"
        })
final class SearchCommand extends JsonCommand {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private HeldOptions held = new HeldOptions();

    @Mixin
    private TestbedOptions testbeds = new TestbedOptions();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "surrogate (default), nsga2, nsga3, random or exhaustive.")
    private String strategy = "surrogate";

    @Option(
            names = "--budget",
            paramLabel = "N|N%",
            description =
                    "Evaluations, or a percentage of the feasible space, rounded up and at least 16 (default 20%%).")
    private String budget = "20%";

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Configurations suggested at a time, for testbeds that measure in parallel (default 1).")
    private int batch = 1;

    @Option(
            names = "--measurements",
            paramLabel = "N",
            description = "Measurements of each new configuration (default 1; 3 on a testbed with noise).")
    private @Nullable Integer measurements;

    @Option(
            names = "--most-measurements",
            paramLabel = "N",
            description = "Measurements of configurations on the front or next to it (default: three times as many"
                    + " on a testbed with noise).")
    private @Nullable Integer mostMeasurements;

    @Option(
            names = "--judged-by",
            paramLabel = "mean|Q",
            description = "What of its measurements a configuration is judged by: their mean (default), or a quantile"
                    + " of latency and of energy, for example 0.9.")
    private String judgedBy = "mean";

    @Option(names = "--seed", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", description = "Searches under as many seeds in a row (default 1).")
    private int seeds = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the Pareto set, with every evaluated configuration; one seed only.")
    private @Nullable Path out;

    @Option(names = "--resume", description = "Go on with the search that was cut off while it wrote --out.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace an existing --out file, and begin anew.")
    private boolean overwrite;

    @Override
    public Integer call() {
        SearchResult result = SearchJob.run(plan(), context());
        print(out(), result);
        if (out != null) {
            out().println("wrote " + out);
        }
        writeJson(result);
        return 0;
    }

    private SearchPlan plan() {
        return SearchPlan.of(data.open())
                .withHeld(held.values())
                .withTestbed(testbeds.choice())
                .withStrategy(strategy)
                .withBudget(Budget.parse(budget))
                .withBatch(batch)
                .withMeasurements(measurements, mostMeasurements)
                .withQuantile(quantile())
                .withSeeds(seed, seeds)
                .into(out, Jobs.existing(resume, overwrite))
                .build();
    }

    private @Nullable Double quantile() {
        if (judgedBy.equals("mean")) {
            return null;
        }
        try {
            return Double.valueOf(judgedBy);
        } catch (NumberFormatException e) {
            throw InputException.of("--judged-by", "mean, or a quantile above 0 and below 1", judgedBy);
        }
    }

    static void print(PrintWriter out, SearchResult result) {
        ParetoSet first = result.first();
        out.println(result.strategy() + " on " + result.dataset() + " (" + result.testbed() + "): "
                + Words.counted(result.evaluations().get(0), "evaluation") + " ("
                + Words.counted(result.measurements().get(0), "measurement") + "), front of "
                + Words.counted(first.front().size(), "configuration"));
        SearchResult.Quality quality = result.quality();
        if (quality == null) {
            out.println(extremes(first));
            return;
        }
        out.println(quality.bounds());
        out.println("against the front of the whole table " + held(first) + "("
                + Words.counted(quality.referenceFrontPoints(), "point") + ", hypervolume "
                + String.format(Locale.ROOT, "%.5f", quality.referenceHypervolume())
                + "):");
        boolean one = result.seeds().size() == 1;
        String over = one ? "" : " median of " + result.seeds().size() + " seeds";
        SearchResult.Spread ratio = quality.hypervolumeRatio();
        out.println("  hypervolume ratio " + Figures.four(ratio.median()) + over
                + (one
                        ? ""
                        : " [" + Figures.four(ratio.low()) + ", " + Figures.four(ratio.high()) + "], 5th percentile "
                                + Figures.four(ratio.p5()) + ", least " + Figures.four(ratio.min())));
        out.println("  additive epsilon  " + Figures.four(quality.epsilon().median()) + over);
        out.println(
                "  front points found " + Figures.two(quality.frontPointsFound().median()) + over);
    }

    /** What of a table a front is of, a space behind it. */
    private static String held(ParetoSet set) {
        Map<String, String> held = set.space().held();
        return held.isEmpty()
                ? ""
                : held.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" ", "with ", " "));
    }

    /** The fastest and the cheapest of a front. */
    private static String extremes(ParetoSet set) {
        Evaluated fastest = least(set, Totals::latencyMs);
        if (!set.objectives().contains(Objective.ENERGY)) {
            double millis = fastest.judgedBy().latencyMs();
            return "fastest " + Units.MILLIS.roughly(millis).text(millis) + ": " + fastest.configuration();
        }
        Evaluated cheapest = least(set, Totals::energyJ);
        UnitScale times = Units.MILLIS.roughly(
                fastest.judgedBy().latencyMs(), cheapest.judgedBy().latencyMs());
        UnitScale energies = Units.JOULES.of(
                fastest.judgedBy().energyJ(), cheapest.judgedBy().energyJ());
        return "fastest " + words(fastest, times, energies) + System.lineSeparator() + "cheapest "
                + words(cheapest, times, energies);
    }

    private static Evaluated least(ParetoSet set, ToDoubleFunction<Totals> figure) {
        return set.front().stream()
                .min(Comparator.comparingDouble(one -> figure.applyAsDouble(one.judgedBy())))
                .orElseThrow();
    }

    private static String words(Evaluated one, UnitScale times, UnitScale energies) {
        return times.text(one.judgedBy().latencyMs()) + ", "
                + energies.text(one.judgedBy().energyJ()) + ": " + one.configuration();
    }
}
