package org.wattsplit.framework.compare;

import java.util.EnumSet;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.distribution.TDistribution;
import org.wattsplit.framework.check.Check;

/** The mean of independent values, such as one for each seed, with Student's 95 % interval. */
public final class MeanInterval {
    private static final double UPPER = 0.975;

    private MeanInterval() {}

    /**
     * The mean and its interval.
     *
     * @param values at least two
     */
    public static Interval of(double[] values) {
        Check.that(values.length > 1, "the values", "at least two", values.length);
        DoubleStatistics statistics =
                DoubleStatistics.of(EnumSet.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION), values);
        double mean = statistics.getAsDouble(Statistic.MEAN);
        double half = TDistribution.of(values.length - 1).inverseCumulativeProbability(UPPER)
                * statistics.getAsDouble(Statistic.STANDARD_DEVIATION)
                / Math.sqrt(values.length);
        return new Interval(mean, mean - half, mean + half);
    }
}
