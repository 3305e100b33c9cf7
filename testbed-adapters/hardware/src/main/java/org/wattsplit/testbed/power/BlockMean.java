package org.wattsplit.testbed.power;

import java.util.EnumSet;
import java.util.List;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.distribution.TDistribution;
import org.wattsplit.framework.check.Check;

/**
 * The mean of what several blocks say of one thing. Its error is that of their spread, as readings within a block depend on each
 * other. What the meter itself is wrong by is in none of it, and no number of blocks makes that less.
 *
 * @param mean the mean of the blocks
 * @param standardError of the mean; 0 for a single block, which tells none
 * @param blocks how many there are, at least 1
 */
public record BlockMean(double mean, double standardError, int blocks) {
    private static final double UPPER = 0.975;

    /** Of blocks, of which there is at least one. */
    public static BlockMean of(List<Double> values) {
        Check.notEmpty("the blocks", values);
        DoubleStatistics all = DoubleStatistics.of(
                EnumSet.of(Statistic.MEAN, Statistic.VARIANCE),
                values.stream().mapToDouble(value -> value).toArray());
        return new BlockMean(
                all.getAsDouble(Statistic.MEAN),
                values.size() == 1 ? 0 : Math.sqrt(all.getAsDouble(Statistic.VARIANCE) / values.size()),
                values.size());
    }

    /** Half the width of the 95 % interval of the mean, by Student's t; infinite for a single block. */
    public double halfWidth() {
        return blocks == 1
                ? Double.POSITIVE_INFINITY
                : TDistribution.of(blocks - 1.0).inverseCumulativeProbability(UPPER) * standardError;
    }

    /** Whether that is at most a share of the mean. */
    public boolean within(double share) {
        return halfWidth() <= share * Math.abs(mean);
    }
}
