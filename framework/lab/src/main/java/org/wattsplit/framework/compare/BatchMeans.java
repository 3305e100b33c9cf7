package org.wattsplit.framework.compare;

import java.util.Arrays;
import org.wattsplit.framework.check.Check;

/**
 * How far the mean of a sequence of dependent values is from the mean that it would have in the long run: the sequence is
 * cut into batches so long that their means hardly depend on each other (batch means; Law, Simulation Modeling and Analysis,
 * section 9.5). A batch has {@value #TIMES} times the integrated autocorrelation time of the sequence, as Geyer's initial
 * positive sequence estimates it (Practical Markov chain Monte Carlo, Statistical Science 1992), so that what is left of
 * the dependence makes an interval about an eightieth too short.
 */
final class BatchMeans {
    /** Autocorrelation times in a batch. */
    private static final int TIMES = 40;
    /** Batches, where there are as many values: with fewer, Student's distribution has longer tails than are of use. */
    private static final int LEAST_BATCHES = 8;

    private BatchMeans() {}

    /** The number of batches for a sequence. */
    static int batches(double[] values) {
        int most = Math.max(1, values.length / LEAST_BATCHES);
        int length = (int) Math.max(1, Math.min(most, Math.ceil(TIMES * autocorrelationTime(values, most))));
        return Math.max(1, values.length / length);
    }

    /**
     * The sum of all autocorrelations of a sequence, 1 for independent values and at least that.
     *
     * @param mostLag the largest lag that is looked at
     */
    static double autocorrelationTime(double[] values, int mostLag) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = covariance(values, mean, 0);
        if (variance <= 0) {
            return 1;
        }
        double sum = -variance;
        for (int lag = 0; lag + 1 <= mostLag; lag += 2) {
            double pair = covariance(values, mean, lag) + covariance(values, mean, lag + 1);
            if (pair <= 0) {
                break;
            }
            sum += 2 * pair;
        }
        return Math.max(1, sum / variance);
    }

    private static double covariance(double[] values, double mean, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < values.length; i++) {
            sum += (values[i] - mean) * (values[i + lag] - mean);
        }
        return sum / values.length;
    }

    /** The means of so many batches, as equal in length as they can be. */
    static double[] means(double[] values, int batches) {
        Check.range("the batches", 1, values.length, batches);
        double[] means = new double[batches];
        for (int batch = 0; batch < batches; batch++) {
            int from = (int) ((long) batch * values.length / batches);
            int to = (int) ((batch + 1L) * values.length / batches);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += values[i];
            }
            means[batch] = sum / (to - from);
        }
        return means;
    }
}
