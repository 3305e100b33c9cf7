package org.wattsplit.testbed.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;

/**
 * A straight line through points of which some are far off: the median of the slopes between all pairs, and the median
 * of what is left (Theil 1950; Sen, Journal of the American Statistical Association 63, 1968).
 *
 * @param slope change of y by x
 * @param intercept y at x = 0
 */
record RobustLine(double slope, double intercept) {
    /** The line through those points; empty where all x are the same. Quadratic time. */
    static Optional<RobustLine> through(double[] x, double[] y) {
        double[] slopes = IntStream.range(0, x.length)
                .boxed()
                .flatMapToDouble(i ->
                        IntStream.range(0, i).filter(j -> x[i] != x[j]).mapToDouble(j -> (y[i] - y[j]) / (x[i] - x[j])))
                .toArray();
        if (slopes.length == 0) {
            return Optional.empty();
        }
        double slope = median(slopes);
        double[] rest = new double[x.length];
        Arrays.setAll(rest, i -> y[i] - slope * x[i]);
        return Optional.of(new RobustLine(slope, median(rest)));
    }

    double at(double x) {
        return intercept + slope * x;
    }

    static double median(double[] values) {
        return Median.withDefaults().withCopy(true).evaluate(values);
    }
}
