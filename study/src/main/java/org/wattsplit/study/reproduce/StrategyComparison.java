package org.wattsplit.study.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.compare.MedianInterval;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.experiment.Experiment;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.experiment.Tasks;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.rollout.Moment;
import org.wattsplit.framework.runlog.RunListener;
import org.wattsplit.framework.search.FrontQuality;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.Repeats;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategyProvider;

/**
 * Compares search strategies at equal budgets over many seeds, on measurement tables: by hypervolume, by additive
 * epsilon, and by what the planner pays with what was found against what it pays with the whole table.
 */
public final class StrategyComparison {
    private static final String SCENARIO = "DynaSplit-v1";

    private StrategyComparison() {}

    /** The evaluations that a budget allows on a dataset. */
    @FunctionalInterface
    public interface Budget {
        int evaluations(Dataset dataset);
    }

    /**
     * A strategy at a budget, over the seeds. Intervals are of the median.
     *
     * @param strategy its name
     * @param hypervolumeRatio its front's hypervolume, 1 for the whole table's
     * @param p5 5th percentile of that
     * @param min least of that
     * @param epsilon additive epsilon, 0 for the whole table
     * @param plannerCostRatio the planner's cost with what was found, 1 for the whole table
     * @param behindFirst share of the seeds, 0 to 1, in which its hypervolume is below the first strategy's; null for
     *     the first
     */
    public record Row(
            String strategy,
            Interval hypervolumeRatio,
            double p5,
            double min,
            Interval epsilon,
            Interval plannerCostRatio,
            @Nullable Double behindFirst) {}

    private record Score(double ratio, double epsilon, double planner) {}

    /**
     * Runs every strategy under every seed.
     *
     * @param data the data of a seed
     * @param progress told how many searches have ended; from any thread
     */
    public static List<Row> run(
            LongFunction<Dataset> data,
            List<SearchStrategyProvider> strategies,
            Budget budget,
            List<Long> seeds,
            int threads,
            IntConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        List<Callable<List<Score>>> searches = new ArrayList<>();
        for (long seed : seeds) {
            searches.add(() ->
                    scores(data.apply(seed), strategies, budget, seed, () -> progress.accept(done.incrementAndGet())));
        }
        List<List<Score>> bySeed = Tasks.run(threads, searches);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < strategies.size(); i++) {
            int index = i;
            List<Score> scores = bySeed.stream().map(of -> of.get(index)).toList();
            Double behind = i == 0
                    ? null
                    : bySeed.stream()
                                    .filter(of ->
                                            of.get(index).ratio() < of.get(0).ratio())
                                    .count()
                            / (double) seeds.size();
            rows.add(row(strategies.get(i).name(), scores, behind));
        }
        return rows;
    }

    private static Row row(String strategy, List<Score> scores, @Nullable Double behind) {
        double[] ratios = values(scores, Score::ratio);
        double[] quantiles = Quantile.withDefaults()
                .withCopy(true)
                .with(Quantile.EstimationMethod.HF7)
                .evaluate(ratios, 0.05, 0.0);
        return new Row(
                strategy,
                MedianInterval.of(ratios),
                quantiles[0],
                quantiles[1],
                MedianInterval.of(values(scores, Score::epsilon)),
                MedianInterval.of(values(scores, Score::planner)),
                behind);
    }

    private static double[] values(List<Score> scores, ToDoubleFunction<Score> value) {
        return scores.stream().mapToDouble(value).toArray();
    }

    private static List<Score> scores(
            Dataset dataset, List<SearchStrategyProvider> strategies, Budget budget, long seed, Runnable ended) {
        MeasurementTable table = dataset.requireTable();
        List<Objective> objectives =
                Objective.of(table.means().stream().map(Evaluated::outcome).toList());
        FrontQuality judge = FrontQuality.against(objectives, table.means());
        double best = plannerCost(dataset, ParetoSet.of(table.measuredSpace(), objectives, table.means()));
        List<Score> scores = new ArrayList<>();
        for (SearchStrategyProvider strategy : strategies) {
            ParetoSet set = OfflineSearch.run(
                    new SearchProblem(table.measuredSpace(), objectives, RandomStreams.of(seed).stream("search"), 1),
                    strategy,
                    budget.evaluations(dataset),
                    Repeats.ONCE,
                    (configuration, before, times) -> table.outcomes(configuration),
                    soFar -> {});
            FrontQuality.Figures figures = judge.of(set);
            scores.add(new Score(figures.hypervolumeRatio(), figures.epsilon(), plannerCost(dataset, set) / best));
            ended.run();
        }
        return scores;
    }

    /** The planner's mean cost of a request of the largest workload, on the configurations that were evaluated. */
    private static double plannerCost(Dataset dataset, ParetoSet set) {
        Experiment experiment = new Experiment(
                ScenarioSetup.of(SCENARIO, dataset),
                dataset.largestWorkload(),
                set,
                List.of(AgentSpec.parse("planner")),
                Optional.empty(),
                List.of(1L));
        return new ExperimentRunner(Producer.thisProcess(), null)
                .run(experiment, 1, manifest -> new MeanCost(), complete -> {})
                .get(0)
                .mean();
    }

    private static final class MeanCost implements RunListener {
        private double sum;
        private int steps;

        @Override
        public void onOutcome(Moment moment) {
            sum -= moment.step().reward();
            steps++;
        }

        double mean() {
            return sum / steps;
        }

        @Override
        public void onComplete() {}

        @Override
        public void close() {}
    }
}
