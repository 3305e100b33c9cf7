package org.wattsplit.study.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.compare.MedianInterval;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.search.Repeats;

/**
 * What searches found.
 *
 * @param strategy name of the strategy
 * @param dataset name of the dataset
 * @param model the network
 * @param testbed name of what measured
 * @param testbedOptions its options
 * @param budget evaluations of each search
 * @param repeats how often a configuration was measured
 * @param seeds root seed of each search
 * @param objectives what is minimised
 * @param quality judged against the whole table; null where there is none
 * @param evaluations evaluations of each search
 * @param distinct configurations of each search
 * @param measurements measurements of each search
 * @param frontPoints size of each search's front
 * @param sets what each search evaluated
 */
public record SearchResult(
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
        List<Integer> frontPoints,
        @JsonIgnore List<ParetoSet> sets) {
    /** What the search under the first seed evaluated. */
    @JsonIgnore
    public ParetoSet first() {
        return sets.get(0);
    }

    /** A figure over the seeds: its median with a 95 % interval, its 5th percentile and its least value. */
    public record Spread(double median, double low, double high, double p5, double min) {
        static <T> Spread of(List<T> values, ToDoubleFunction<T> value) {
            double[] array = values.stream().mapToDouble(value).toArray();
            Interval median = MedianInterval.of(array);
            double[] quantiles =
                    Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(array, 0.0, 0.05);
            return new Spread(median.value(), median.low(), median.high(), quantiles[1], quantiles[0]);
        }
    }

    /**
     * Judged against the front of a whole table.
     *
     * @param bounds between what objectives are scaled, in words
     * @param referenceFrontPoints size of that front
     * @param referenceHypervolume its hypervolume
     * @param hypervolumeRatio a search's hypervolume over that
     * @param epsilon additive epsilon
     * @param frontPointsFound points of that front that were evaluated
     */
    public record Quality(
            String bounds,
            int referenceFrontPoints,
            double referenceHypervolume,
            Spread hypervolumeRatio,
            Spread epsilon,
            Spread frontPointsFound) {}
}
