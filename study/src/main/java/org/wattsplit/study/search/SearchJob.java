package org.wattsplit.study.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.search.FrontQuality;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.Repeats;
import org.wattsplit.framework.search.SearchCheckpoint;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Measurer;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;

/**
 * Searches a configuration space offline. With a file to write, each evaluation is first kept beside it in a checkpoint,
 * so that a search that was cut off goes on and ends in the same file.
 */
public final class SearchJob {
    private static final int NOISY = 3;

    private final SearchPlan plan;
    private final JobContext context;
    private final Dataset dataset;
    private final SearchStrategyProvider strategy;
    private final Capabilities testbed;
    private final ConfigurationSpace space;
    private final List<Objective> objectives;
    private final int evaluations;
    private final Repeats repeats;

    private SearchJob(SearchPlan plan, JobContext context, Capabilities testbed) {
        this.plan = plan;
        this.context = context;
        this.testbed = testbed;
        dataset = plan.data().dataset();
        space = testbed.space().holding(plan.held());
        strategy = context.registry()
                .of("the strategy", SearchStrategyProvider.class)
                .get(plan.strategy());
        objectives = Objective.of(!testbed.energyParts().isEmpty(), testbed.accuracy());
        evaluations = strategy.exhaustive()
                ? Math.toIntExact(space.size())
                : plan.budget().evaluations(dataset.space().holding(plan.held()));
        repeats = repeats(plan, !testbed.deterministic());
    }

    private static Repeats repeats(SearchPlan plan, boolean noisy) {
        int first = plan.measurements() == null ? (noisy ? NOISY : 1) : plan.measurements();
        int most = plan.mostMeasurements() == null ? (noisy ? NOISY * first : first) : plan.mostMeasurements();
        if (first < 1 || most < first) {
            throw InputException.of(
                    "the first and the most measurements",
                    "at least 1, the second at least the first",
                    first + " and " + most);
        }
        return new Repeats(first, most, plan.quantile());
    }

    /**
     * Runs a plan.
     *
     * @throws InputException where the plan or what it names breaks a rule
     */
    public static SearchResult run(SearchPlan plan, JobContext context) {
        Path out = plan.out();
        try (WriteLock mine = WriteLock.of(out == null ? List.of() : List.of(out))) {
            if (out != null) {
                plan.existing().require(out);
            }
            return runAlone(plan, context);
        }
    }

    private static SearchResult runAlone(SearchPlan plan, JobContext context) {
        try (SimulatedTestbed testbed = plan.testbed()
                .testbeds(plan.data().dataset(), context.registry())
                .openSimulated(0)) {
            return new SearchJob(plan, context, testbed.capabilities()).run(testbed);
        }
    }

    private SearchResult run(SimulatedTestbed opened) {
        Measurer measurer = measurer(opened);
        List<ParetoSet> sets = new ArrayList<>();
        List<Long> seeds = LongStream.range(plan.seed(), plan.seed() + plan.seeds())
                .boxed()
                .toList();
        try (SearchProgress progress =
                new SearchProgress(context.display(), objectives, judge(), evaluations, plan.seeds())) {
            for (long seed : seeds) {
                Path out = plan.out();
                sets.add(out == null ? search(seed, measurer, progress) : searchInto(out, measurer, progress));
            }
        }
        if (sets.get(0).front().size() == 1) {
            context.notes()
                    .accept("the front has one configuration, so that agents have nothing to choose among: "
                            + whyOne(sets.get(0)));
        }
        return result(seeds, sets);
    }

    private String whyOne(ParetoSet set) {
        FrontQuality judge = judge();
        if (judge != null && judge.frontPoints() == 1) {
            return "none of the table is a trade-off against its best one";
        }
        return set.evaluated().size() < space.size()
                ? "a larger budget may find others"
                : "none of the space is a trade-off against another";
    }

    private Measurer measurer(SimulatedTestbed opened) {
        if (plan.testbed().name(dataset).equals("replay") && testbed.deterministic()) {
            MeasurementTable table = dataset.requireTable();
            return (configuration, before, times) -> table.outcomes(configuration);
        }
        // Every measurement has a chance of its own, so that neither their order nor a resumption changes any.
        RandomStreams streams = RandomStreams.of(plan.seed());
        Request request = new Request(0, dataset.model(), 0, Double.MAX_VALUE);
        return (configuration, before, times) -> {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = before; i < before + times; i++) {
                opened.reset(streams.seed("measurement " + i + " of " + configuration));
                outcomes.add(opened.execute(request, configuration));
            }
            return outcomes;
        };
    }

    private ParetoSet search(long seed, Measurer measurer, SearchProgress progress) {
        ParetoSet set = OfflineSearch.run(
                new SearchProblem(space, objectives, RandomStreams.of(seed).stream("search"), plan.batch()),
                strategy,
                evaluations,
                repeats,
                measurer,
                progress);
        progress.finished();
        return set;
    }

    private ParetoSet searchInto(Path file, Measurer measurer, SearchProgress progress) {
        Path path = file.resolveSibling(file.getFileName() + ".checkpoint");
        Map<String, String> settings = settings();
        String hash = Checksum.ofText(settings.toString());
        boolean resume = plan.existing() == Existing.RESUME;
        if (resume && Files.exists(file)) {
            return complete(file, path, hash);
        }
        if (Files.exists(path) && plan.existing() == Existing.REFUSE) {
            throw InputException.exists(path + ", of a search that was cut off,")
                    .maybe("resume it, or replace it to begin anew");
        }
        SearchCheckpoint checkpoint = resume && Files.exists(path)
                ? SearchCheckpoint.resume(path, settings, context.producer(), measurer)
                : SearchCheckpoint.begin(path, settings, context.producer(), measurer);
        try (checkpoint) {
            ParetoSet set = search(plan.seed(), checkpoint, progress);
            FileHeader header = new FileHeader(
                    ParetoSetFile.FORMAT,
                    ParetoSetFile.VERSION,
                    strategy.exhaustive() ? null : plan.seed(),
                    hash,
                    inputs(),
                    plan.command(),
                    context.producer());
            ParetoSetFile.write(file, header, plan.strategy(), repeats.quantile(), searchedOn(), set);
            checkpoint.discard();
            return set;
        }
    }

    private ParetoSetFile.SearchedOn searchedOn() {
        return Actions.searchedOn(plan.testbed(), dataset);
    }

    /** The result of a search that was cut off, if at all, after it was written. */
    private static ParetoSet complete(Path file, Path checkpoint, String hash) {
        ParetoSetFile written = ParetoSetFile.read(file);
        if (!hash.equals(written.header().configurationHash())) {
            throw InputException.of("the search", "the one that is resumed", "another, by its configuration_hash")
                    .at(file.toString(), 0, 0)
                    .maybe("resume with the options, data and seed that it was begun with, or replace it");
        }
        try {
            Files.deleteIfExists(checkpoint);
        } catch (IOException e) {
            throw Failures.of("remove " + checkpoint, e);
        }
        return written.toParetoSet();
    }

    /** The files of the data, what it holds where it came from none, and what the testbed is made from beside it. */
    private Map<String, String> inputs() {
        Map<String, String> inputs = new TreeMap<>(dataset.inputs());
        inputs.putAll(dataset.contents());
        inputs.putAll(madeFrom());
        return inputs;
    }

    private Map<String, String> madeFrom() {
        return Actions.inputs(
                plan.testbed().testbeds(dataset, context.registry()),
                plan.testbed().name(dataset),
                plan.testbed().options(),
                dataset);
    }

    /** All that decides the course of a search. */
    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        plan.testbed().options().forEach((option, value) -> settings.put("testbed option " + option, value));
        dataset.inputs().forEach((name, sum) -> settings.put("input " + name, sum));
        madeFrom().forEach((name, sum) -> settings.put(SearchCheckpoint.MADE_FROM + name, sum));
        settings.put("strategy", plan.strategy());
        settings.put("budget", String.valueOf(evaluations));
        settings.put("seed", String.valueOf(plan.seed()));
        settings.put("batch", String.valueOf(plan.batch()));
        settings.put("measurements", repeats.first() + " to " + repeats.most());
        settings.put("judged by", plan.judgedBy());
        settings.put("objectives", objectives.toString());
        settings.put("data", dataset.name());
        settings.put(
                "space", Checksum.ofText(Documents.toJsonLine(testbed.space().spec())));
        settings.put("testbed", plan.testbed().name(dataset));
        plan.held().forEach((knob, value) -> settings.put("held " + knob, value));
        return settings;
    }

    private SearchResult result(List<Long> seeds, List<ParetoSet> sets) {
        return new SearchResult(
                plan.strategy(),
                dataset.name(),
                dataset.model(),
                plan.testbed().name(dataset),
                plan.testbed().sorted(),
                evaluations,
                repeats,
                seeds,
                objectives,
                quality(sets),
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
                sets.stream().map(set -> set.front().size()).toList(),
                sets);
    }

    /** Who knows the true front; null where no table says all. */
    private @Nullable FrontQuality judge() {
        MeasurementTable table = dataset.table();
        return table == null || !testbed.deterministic()
                ? null
                : FrontQuality.against(
                        objectives,
                        table.means().stream()
                                .filter(one -> space.contains(one.configuration()))
                                .toList());
    }

    private SearchResult.@Nullable Quality quality(List<ParetoSet> sets) {
        FrontQuality judge = judge();
        if (judge == null) {
            return null;
        }
        List<FrontQuality.Figures> figures = sets.stream().map(judge::of).toList();
        return new SearchResult.Quality(
                judge.bounds().toString(),
                judge.frontPoints(),
                judge.hypervolume(),
                SearchResult.Spread.of(figures, FrontQuality.Figures::hypervolumeRatio),
                SearchResult.Spread.of(figures, FrontQuality.Figures::epsilon),
                SearchResult.Spread.of(figures, FrontQuality.Figures::frontPointsFound));
    }
}
