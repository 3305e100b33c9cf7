package org.wattsplit.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.study.Host;
import org.wattsplit.cli.output.SearchProgress;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.compare.MedianInterval;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.search.FrontQuality;
import org.wattsplit.framework.testbed.Measurer;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.Repeats;
import org.wattsplit.framework.search.SearchCheckpoint;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Testbed;
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
final class SearchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private TestbedOptions testbeds = new TestbedOptions();

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

    @Option(
            names = "--batch",
            defaultValue = "1",
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
            defaultValue = "mean",
            paramLabel = "mean|Q",
            description = "What of its measurements a configuration is judged by: their mean (default), or a quantile"
                    + " of latency and of energy, for example 0.9.")
    private String judgedBy = "mean";

    @Option(names = "--seed", defaultValue = "1", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", defaultValue = "1", description = "Searches under as many seeds in a row (default 1).")
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

    @Mixin
    private JsonOption json = new JsonOption();

    /** A figure over the seeds: its median with a 95 % interval, its 5th percentile and its least value. */
    record Spread(double median, double low, double high, double p5, double min) {
        private static <T> Spread of(List<T> values, ToDoubleFunction<T> value) {
            double[] array = values.stream().mapToDouble(value).toArray();
            Interval median = MedianInterval.of(array);
            double[] quantiles =
                    Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(array, 0.0, 0.05);
            return new Spread(median.value(), median.low(), median.high(), quantiles[1], quantiles[0]);
        }
    }

    /** Judged against the front of a whole table. */
    record Quality(
            String bounds,
            int referenceFrontPoints,
            double referenceHypervolume,
            Spread hypervolumeRatio,
            Spread epsilon,
            Spread frontPointsFound) {}

    /** The result as JSON. */
    record Result(
            String strategy,
            String dataset,
            String model,
            String testbed,
            Map<String, String> testbedOptions,
            int budget,
            Repeats repeats,
            List<Long> seeds,
            List<Objective> objectives,
            @Nullable Quality quality,
            List<Integer> evaluations,
            List<Integer> distinct,
            List<Integer> measurements,
            List<Integer> frontPoints) {}

    /** What is searched, and how it is measured. */
    private record Task(
            Dataset dataset,
            ConfigurationSpace space,
            List<Objective> objectives,
            SearchStrategyProvider provider,
            int evaluations,
            Repeats repeats,
            Measurer measurer) {}

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw InputException.of("--seeds", "at least 1", seeds);
        }
        if (batch < 1) {
            throw InputException.of("--batch", "at least 1", batch);
        }
        if (out != null && seeds > 1) {
            throw InputException.of("--seeds", "1 when --out names a file", seeds);
        }
        if (resume && out == null) {
            throw InputException.of("--out", "the file that the search was writing when --resume is given", "none");
        }
        if (out != null && !resume) {
            AtomicFile.requireAbsent(out, overwrite);
        }
        Dataset dataset = data.open();
        try (Testbed testbed = testbeds.open(dataset)) {
            Task task = task(dataset, testbed);
            List<ParetoSet> sets = new ArrayList<>();
            List<Long> seedList = new ArrayList<>();
            try (SearchProgress progress = new SearchProgress(task.objectives(), task.evaluations(), seeds)) {
                for (int i = 0; i < seeds; i++) {
                    seedList.add(seed + i);
                    sets.add(
                            out == null
                                    ? search(task, seed + i, task.measurer(), progress)
                                    : searchInto(task, out, progress));
                }
            }
            Result result = result(task, testbed, seedList, sets);
            print(spec.commandLine().getOut(), result, sets.get(0));
            if (out != null) {
                spec.commandLine().getOut().println("wrote " + out);
            }
            json.write(result);
        }
        return 0;
    }

    private Task task(Dataset dataset, Testbed testbed) {
        SearchStrategyProvider provider =
                Providers.load("the strategy", SearchStrategyProvider.class).get(strategy);
        boolean wholeTable = testbeds.name(dataset).equals("replay")
                && testbed.capabilities().deterministic();
        ConfigurationSpace space = testbed.capabilities().space();
        int evaluations = provider.exhaustive()
                ? Math.toIntExact(space.size())
                : Budget.parse(budget).evaluations(dataset.space());
        boolean noisy = !testbed.capabilities().deterministic();
        int first = measurements == null ? (noisy ? 3 : 1) : measurements;
        int most = mostMeasurements == null ? (noisy ? 3 * first : first) : mostMeasurements;
        if (first < 1 || most < first) {
            throw InputException.of(
                    "--measurements and --most-measurements",
                    "at least 1, the second at least the first",
                    first + " and " + most);
        }
        Measurer measurer;
        if (wholeTable) {
            MeasurementTable table = dataset.requireTable();
            measurer = (configuration, before, times) -> table.outcomes(configuration);
        } else {
            measurer = onTestbed(dataset, testbed);
        }
        return new Task(
                dataset,
                space,
                testbed.capabilities().accuracy() ? Objective.THREE : Objective.TWO,
                provider,
                evaluations,
                new Repeats(first, most, quantile()),
                measurer);
    }

    /** Every measurement has a chance of its own, so that neither their order nor a resumption changes any. */
    private Measurer onTestbed(Dataset dataset, Testbed testbed) {
        RandomStreams streams = RandomStreams.of(seed);
        Request request = new Request(0, dataset.model(), 0, Double.MAX_VALUE);
        return (configuration, before, times) -> {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = before; i < before + times; i++) {
                testbed.reset(streams.seed("measurement " + i + " of " + configuration));
                outcomes.add(testbed.execute(request, configuration));
            }
            return outcomes;
        };
    }

    private @Nullable Double quantile() {
        if (judgedBy.equals("mean")) {
            return null;
        }
        double quantile;
        try {
            quantile = Double.parseDouble(judgedBy);
        } catch (NumberFormatException e) {
            quantile = Double.NaN;
        }
        if (!(quantile > 0 && quantile < 1)) {
            throw InputException.of("--judged-by", "mean, or a quantile above 0 and below 1", judgedBy);
        }
        return quantile;
    }

    private ParetoSet search(Task task, long root, Measurer measurer, SearchProgress progress) {
        ParetoSet set = OfflineSearch.run(
                new SearchProblem(task.space(), task.objectives(), RandomStreams.of(root).stream("search"), batch),
                task.provider(),
                task.evaluations(),
                task.repeats(),
                measurer,
                progress);
        progress.finished();
        return set;
    }

    private ParetoSet searchInto(Task task, Path file, SearchProgress progress) {
        Path path = file.resolveSibling(file.getFileName() + ".checkpoint");
        Map<String, String> settings = settings(task);
        String hash = Checksum.ofText(settings.toString());
        if (resume && Files.exists(file)) {
            return complete(file, path, hash);
        }
        if (Files.exists(path) && !resume && !overwrite) {
            throw InputException.of(
                            "the checkpoint", "a path where nothing is", path + ", of a search that was cut off")
                    .maybe("add --resume to go on with it, or --overwrite to begin anew");
        }
        SearchCheckpoint checkpoint = resume && Files.exists(path)
                ? SearchCheckpoint.resume(path, settings, Host.producer(), task.measurer())
                : SearchCheckpoint.begin(path, settings, Host.producer(), task.measurer());
        try (checkpoint) {
            ParetoSet set = search(task, seed, checkpoint, progress);
            FileHeader header = new FileHeader(
                    ParetoSetFile.FORMAT,
                    ParetoSetFile.VERSION,
                    task.provider().exhaustive() ? null : seed,
                    hash,
                    task.dataset().inputs(),
                    Words.withoutAsides(spec),
                    Host.producer());
            ParetoSetFile.write(file, header, strategy, task.repeats().quantile(), set);
            checkpoint.discard();
            return set;
        }
    }

    /** The result of a search that was cut off, if at all, after it was written. */
    private static ParetoSet complete(Path file, Path checkpoint, String hash) {
        ParetoSetFile written = ParetoSetFile.read(file);
        if (!hash.equals(written.header().configurationHash())) {
            throw InputException.of("the search", "the one that is resumed", "another, by its configuration_hash")
                    .at(file.toString(), 0, 0)
                    .maybe("resume with the options, data and seed that it was begun with, or add --overwrite");
        }
        try {
            Files.deleteIfExists(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + checkpoint + ": " + e.getMessage(), e);
        }
        return written.toParetoSet();
    }

    /** All that decides the course of a search. */
    private Map<String, String> settings(Task task) {
        Map<String, String> settings = new TreeMap<>();
        testbeds.options().forEach((option, value) -> settings.put("testbed option " + option, value));
        task.dataset().inputs().forEach((name, sum) -> settings.put("input " + name, sum));
        settings.put("strategy", strategy);
        settings.put("budget", String.valueOf(task.evaluations()));
        settings.put("seed", String.valueOf(seed));
        settings.put("batch", String.valueOf(batch));
        settings.put(
                "measurements", task.repeats().first() + " to " + task.repeats().most());
        settings.put("judged by", judgedBy);
        settings.put("objectives", task.objectives().toString());
        settings.put("data", task.dataset().name());
        settings.put("space", Checksum.ofText(Documents.toJsonLine(task.space().spec())));
        settings.put("testbed", testbeds.name(task.dataset()));
        return settings;
    }

    private Result result(Task task, Testbed testbed, List<Long> seedList, List<ParetoSet> sets) {
        MeasurementTable table = task.dataset().table();
        Quality quality = null;
        if (table != null && testbed.capabilities().deterministic()) {
            FrontQuality judge = FrontQuality.against(task.objectives(), table.means());
            List<FrontQuality.Figures> figures = sets.stream().map(judge::of).toList();
            quality = new Quality(
                    judge.bounds().toString(),
                    judge.frontPoints(),
                    judge.hypervolume(),
                    Spread.of(figures, FrontQuality.Figures::hypervolumeRatio),
                    Spread.of(figures, FrontQuality.Figures::epsilon),
                    Spread.of(figures, FrontQuality.Figures::frontPointsFound));
        }
        return new Result(
                strategy,
                task.dataset().name(),
                task.dataset().model(),
                testbeds.name(task.dataset()),
                testbeds.options(),
                task.evaluations(),
                task.repeats(),
                seedList,
                task.objectives(),
                quality,
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
                        .toList(),
                sets.stream().map(set -> set.front().size()).toList());
    }

    private static void print(PrintWriter out, Result result, ParetoSet first) {
        out.println(result.strategy() + " on " + result.dataset() + " (" + result.testbed() + "): "
                + result.evaluations().get(0)
                + " evaluations (" + result.measurements().get(0) + " measurements), front of "
                + first.front().size() + " configurations");
        Quality quality = result.quality();
        if (quality == null) {
            out.println(
                    "fastest " + extreme(first, true) + System.lineSeparator() + "cheapest " + extreme(first, false));
            return;
        }
        out.println(quality.bounds());
        out.println("against the front of the whole table (" + quality.referenceFrontPoints()
                + " points, hypervolume " + String.format(Locale.ROOT, "%.5f", quality.referenceHypervolume())
                + "):");
        boolean one = result.seeds().size() == 1;
        String over = one ? "" : " median of " + result.seeds().size() + " seeds";
        Spread ratio = quality.hypervolumeRatio();
        out.println("  hypervolume ratio " + Figures.four(ratio.median()) + over
                + (one
                        ? ""
                        : " [" + Figures.four(ratio.low()) + ", " + Figures.four(ratio.high()) + "], 5th percentile "
                                + Figures.four(ratio.p5()) + ", least " + Figures.four(ratio.min())));
        out.println("  additive epsilon  " + Figures.four(quality.epsilon().median()) + over);
        out.println(
                "  front points found " + Figures.two(quality.frontPointsFound().median()) + over);
    }

    private static String extreme(ParetoSet set, boolean latency) {
        Evaluated best = set.front().stream()
                .min(Comparator.comparingDouble(one ->
                        latency ? one.judgedBy().latencyMs() : one.judgedBy().energyJ()))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%.1f ms, %.2f J: %s",
                best.judgedBy().latencyMs(),
                best.judgedBy().energyJ(),
                best.configuration());
    }
}
