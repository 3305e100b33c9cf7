package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.wattsplit.cli.output.Figures;
import org.wattsplit.cli.output.Host;
import org.wattsplit.cli.output.Progress;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.AdditiveEpsilon;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ObjectiveBounds;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code search}. */
@Command(
        name = "search",
        description = "Search a configuration space offline for its Pareto set.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The search runs on the configurations of the table. Its quality is judged against the front of all of them:",
            "the ratio of hypervolumes, the additive epsilon, and how many points of that front were evaluated.",
            "",
            "Examples:",
            "  wattsplit search --data data/vgg16 --strategy exhaustive --out pareto.json",
            "  wattsplit search --data data/vgg16 --budget 20%% --out pareto.json",
            "  wattsplit search --data data/vgg16 --strategy nsga3 --budget 184 --seeds 10 --json quality.json"
        })
final class SearchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--strategy",
            defaultValue = "surrogate",
            paramLabel = "NAME",
            description = "surrogate (default), nsga2, nsga3, random or exhaustive.")
    private String strategy = "surrogate";

    @Option(
            names = "--budget",
            defaultValue = "20%",
            paramLabel = "N|N%",
            description = "Evaluations, or a percentage of the feasible space, rounded up (default 20%%).")
    private String budget = "20%";

    @Option(names = "--seed", defaultValue = "1", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", defaultValue = "1", description = "Searches under as many seeds in a row (default 1).")
    private int seeds = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the Pareto set, with every evaluated configuration; one seed only.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace an existing --out file.")
    private boolean overwrite;

    @Mixin
    private JsonOption json = new JsonOption();

    /** A figure over the seeds. */
    record Spread(double median, double min, double p5) {
        private static Spread of(List<Double> values) {
            double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
            double[] quantiles =
                    Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(array, 0.5, 0.0, 0.05);
            return new Spread(quantiles[0], quantiles[1], quantiles[2]);
        }
    }

    /** The result as JSON. */
    record Result(
            String strategy,
            String dataset,
            String model,
            int budget,
            List<Long> seeds,
            List<Objective> objectives,
            String bounds,
            int referenceFrontPoints,
            double referenceHypervolume,
            Spread hypervolumeRatio,
            Spread epsilon,
            Spread frontPointsFound,
            List<Integer> evaluations,
            List<Integer> distinct,
            List<Integer> measurements) {}

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw InputException.of("--seeds", "at least 1", seeds);
        }
        if (out != null && seeds > 1) {
            throw InputException.of("--seeds", "1 when --out names a file", seeds);
        }
        if (out != null) {
            AtomicFile.requireAbsent(out, overwrite);
        }
        Dataset dataset = data.open();
        MeasurementTable table = dataset.requireTable();
        ConfigurationSpace measured = table.measuredSpace();
        SearchStrategyProvider provider =
                Providers.load("the strategy", SearchStrategyProvider.class).get(strategy);
        int evaluations = provider.exhaustive() ? table.means().size() : evaluations(dataset.space());
        List<Objective> objectives =
                Objective.of(table.means().stream().map(Evaluated::outcome).toList());

        double[][] all = ParetoSet.vectors(objectives, table.means());
        ObjectiveBounds bounds = ObjectiveBounds.of(objectives, all);
        List<Evaluated> reference = ParetoSet.front(objectives, table.means());
        double[][] referenceVectors = ParetoSet.vectors(objectives, reference);
        double referenceVolume = bounds.hypervolume(referenceVectors);

        List<ParetoSet> sets = new ArrayList<>();
        List<Long> seedList = new ArrayList<>();
        try (Progress progress = new Progress("searching", (long) evaluations * seeds)) {
            for (int i = 0; i < seeds; i++) {
                int before = i * evaluations;
                seedList.add(seed + i);
                SearchProblem problem =
                        new SearchProblem(measured, objectives, RandomStreams.of(seed + i).stream("search"));
                sets.add(OfflineSearch.run(
                        problem, provider, evaluations, table::requireMean, done -> progress.accept(before + done)));
            }
        }
        List<Double> ratios = new ArrayList<>();
        List<Double> epsilons = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        for (ParetoSet set : sets) {
            double[][] front = ParetoSet.vectors(objectives, set.front());
            ratios.add(bounds.hypervolume(front) / referenceVolume);
            epsilons.add(AdditiveEpsilon.of(bounds.scale(front), bounds.scale(referenceVectors)));
            Set<Configuration> seen = new HashSet<>();
            set.evaluated().forEach(one -> seen.add(one.configuration()));
            found.add((double) reference.stream()
                    .filter(one -> seen.contains(one.configuration()))
                    .count());
        }
        Result result = new Result(
                strategy,
                dataset.name(),
                dataset.model(),
                evaluations,
                seedList,
                objectives,
                bounds.toString(),
                reference.size(),
                referenceVolume,
                Spread.of(ratios),
                Spread.of(epsilons),
                Spread.of(found),
                sets.stream().map(set -> set.evaluated().size()).toList(),
                sets.stream()
                        .map(set -> (int) set.evaluated().stream()
                                .map(Evaluated::configuration)
                                .distinct()
                                .count())
                        .toList(),
                sets.stream()
                        .map(set -> set.evaluated().stream()
                                .mapToInt(Evaluated::measurements)
                                .sum())
                        .toList());
        print(spec.commandLine().getOut(), result, sets.get(0));
        if (out != null) {
            FileHeader header = new FileHeader(
                    ParetoSetFile.FORMAT,
                    ParetoSetFile.VERSION,
                    provider.exhaustive() ? null : seed,
                    null,
                    dataset.inputs(),
                    Host.producer());
            ParetoSetFile.write(out, header, strategy, sets.get(0));
            spec.commandLine().getOut().println("wrote " + out);
        }
        json.write(result);
        return 0;
    }

    private int evaluations(ConfigurationSpace space) {
        boolean percent = budget.endsWith("%");
        double number;
        try {
            number = Double.parseDouble(percent ? budget.substring(0, budget.length() - 1) : budget);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        boolean valid = percent ? number > 0 && number <= 100 : number >= 1 && number == Math.rint(number);
        if (!valid || number > Integer.MAX_VALUE) {
            throw InputException.of("--budget", "a whole number of at least 1, or a percentage up to 100%", budget);
        }
        return (int) Math.ceil(percent ? number * space.size() / 100 : number);
    }

    private static void print(PrintWriter out, Result result, ParetoSet first) {
        out.println(result.strategy() + " on " + result.dataset() + ": "
                + result.evaluations().get(0)
                + " evaluations (" + result.measurements().get(0) + " rows), front of "
                + first.front().size() + " configurations");
        out.println(result.bounds());
        out.println("against the front of the whole table (" + result.referenceFrontPoints()
                + " points, hypervolume " + String.format(java.util.Locale.ROOT, "%.5f", result.referenceHypervolume())
                + "):");
        String over =
                result.seeds().size() == 1 ? "" : " median of " + result.seeds().size() + " seeds";
        out.println(
                "  hypervolume ratio " + Figures.four(result.hypervolumeRatio().median()) + over
                        + (over.isEmpty()
                                ? ""
                                : ", 5th percentile "
                                        + Figures.four(result.hypervolumeRatio().p5()) + ", least "
                                        + Figures.four(result.hypervolumeRatio().min())));
        out.println("  additive epsilon  " + Figures.four(result.epsilon().median()) + over);
        out.println(
                "  front points found " + Figures.two(result.frontPointsFound().median()) + over);
    }
}
