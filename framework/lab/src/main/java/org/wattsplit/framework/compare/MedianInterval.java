package org.wattsplit.framework.compare;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.framework.check.Check;

/**
 * The median of a sample with a 95 % interval from its order statistics, whatever the distribution (David and Nagaraja,
 * Order Statistics, 2003, section 7.1).
 */
public final class MedianInterval {
    private static final double TAIL = 0.025;

    private MedianInterval() {}

    /**
     * The interval between the k-th least and the k-th largest value, with the largest k that leaves at most 2.5 % below
     * and above. Below six values no interval reaches 95 %; it then spans all of them.
     *
     * @param values at least one
     */
    public static Interval of(double[] values) {
        Check.that(values.length > 0, "the values", "at least one", values.length);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        // Chance of fewer than k values below the median: binomial with a half.
        double probability = StrictMath.pow(0.5, n);
        double cumulative = 0;
        int k = 0;
        while (cumulative + probability <= TAIL) {
            cumulative += probability;
            probability *= (double) (n - k) / (k + 1);
            k++;
        }
        int rank = Math.max(k, 1);
        return new Interval(Median.withDefaults().withCopy(true).evaluate(sorted), sorted[rank - 1], sorted[n - rank]);
    }
}
