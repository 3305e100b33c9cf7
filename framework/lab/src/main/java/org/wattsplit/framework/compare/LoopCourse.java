package org.wattsplit.framework.compare;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What requests cost by where they fall in a world that begins again, such as a trace of two minutes in a run of an hour. A
 * longer run meets the same course as often, so that it is no chance of the mean, and would make intervals too wide.
 */
public final class LoopCourse {
    /** With fewer passes the course is not told from chance. */
    private static final int LEAST_PASSES = 8;
    /** Requests by which the course of each piece of the loop is known, on average and at least. */
    private static final int REQUESTS_A_PIECE = 10;

    private LoopCourse() {}

    /**
     * Requests' values without the mean of their piece of the loop, about the mean of all; as wide as the chance around the
     * true course is, as far as that is known from so many passes. The values themselves where the run has less than
     * {@value #LEAST_PASSES} passes, or none.
     *
     * @param values one a request
     * @param arrivalMillis when each request arrived, ascending
     * @param loopMs length of the loop in milliseconds, above 0; null where the world does not begin again
     */
    public static double[] without(double[] values, double[] arrivalMillis, @Nullable Double loopMs) {
        if (loopMs == null || values.length == 0) {
            return values;
        }
        double passes = (arrivalMillis[values.length - 1] - arrivalMillis[0]) / loopMs;
        if (passes < LEAST_PASSES) {
            return values;
        }
        // As short as one request lies in each in a pass.
        int pieces = (int) Math.max(1, values.length / Math.max(passes, REQUESTS_A_PIECE));
        double[] sums = new double[pieces];
        int[] counts = new int[pieces];
        int[] at = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            double phase = arrivalMillis[i] / loopMs;
            at[i] = Math.min(pieces - 1, (int) ((phase - Math.floor(phase)) * pieces));
            sums[at[i]] += values[i];
            counts[at[i]]++;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        // A mean of n passes takes a share 1/n of the variance with it.
        double scale = Math.sqrt(passes / (passes - 1));
        double[] without = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            without[i] = mean + scale * (values[i] - sums[at[i]] / counts[at[i]]);
        }
        return without;
    }
}
