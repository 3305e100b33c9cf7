package org.wattsplit.framework.compare;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.descriptive.Quantile;
import org.wattsplit.framework.check.Check;

/**
 * The circular block bootstrap of means over a sequence (Politis and Romano, "A circular block-resampling procedure for
 * stationary data", 1992): blocks of neighbours keep the dependence between a request and the next. All series are
 * resampled with the same blocks, so that differences between series are paired.
 */
final class BlockBootstrap {
    private final double[][] prefix;
    private final int length;
    private final int blockLength;
    private final int[][] starts;

    /**
     * Draws the blocks.
     *
     * @param series shape (series, length), all of the same length
     */
    BlockBootstrap(double[][] series, int blockLength, int resamples, RandomGenerator random) {
        this.length = series[0].length;
        this.blockLength = Check.range("the block length", 1, length, blockLength);
        prefix = Arrays.stream(series).map(BlockBootstrap::prefix).toArray(double[][]::new);
        int blocks = (length + blockLength - 1) / blockLength;
        starts = new int[resamples][blocks];
        for (int[] resample : starts) {
            for (int i = 0; i < blocks; i++) {
                resample[i] = random.nextInt(length);
            }
        }
    }

    /** Blocks of about the cube root of the length, the order of growth that is best for a mean. */
    static int defaultBlockLength(int length) {
        return Math.max(1, (int) Math.round(Math.cbrt(length)));
    }

    private static double[] prefix(double[] values) {
        double[] prefix = new double[values.length * 2 + 1];
        for (int i = 0; i < values.length * 2; i++) {
            prefix[i + 1] = prefix[i] + values[i % values.length];
        }
        return prefix;
    }

    /** The mean of a series in every resample. */
    double[] means(int series) {
        double[] means = new double[starts.length];
        double[] sums = prefix[series];
        for (int r = 0; r < means.length; r++) {
            double sum = 0;
            int left = length;
            for (int start : starts[r]) {
                int take = Math.min(blockLength, left);
                sum += sums[start + take] - sums[start];
                left -= take;
            }
            means[r] = sum / length;
        }
        return means;
    }

    /** The 2.5 and 97.5 percentiles of resampled values, around an estimate. */
    static Interval interval(double estimate, double[] resampled) {
        // A copy: the estimator sorts its input, and resamples must stay aligned between series.
        double[] ends = Quantile.withDefaults().withCopy(true).evaluate(resampled, 0.025, 0.975);
        return new Interval(estimate, ends[0], ends[1]);
    }
}
