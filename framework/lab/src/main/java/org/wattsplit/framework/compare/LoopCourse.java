package org.wattsplit.framework.compare;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where requests fall in a world that begins again, such as a trace of two minutes in a run of an hour. A longer run meets the
 * same course as often, so that what it costs is no chance of the mean, and would make intervals too wide.
 *
 * @param pieces by request, the number of the piece of the loop that it fell into
 * @param count the number of pieces
 */
public record LoopCourse(int[] pieces, int count) {
    /** With fewer passes the course is not told from chance. */
    private static final int LEAST_PASSES = 8;
    /** Requests by which the course of each piece of the loop is known, on average. */
    private static final int REQUESTS_A_PIECE = 40;
    /** Two courses at once are found by turns, which come to rest soon. */
    private static final int TURNS = 5;

    /**
     * Where requests fall; null where the world does not begin again, or not {@value #LEAST_PASSES} times.
     *
     * @param arrivalMillis when each request arrived, ascending
     * @param loopMs length of the loop in milliseconds, above 0; null where the world does not begin again
     */
    public static @Nullable LoopCourse of(double[] arrivalMillis, @Nullable Double loopMs) {
        int requests = arrivalMillis.length;
        if (loopMs == null
                || requests < 2 * REQUESTS_A_PIECE
                || (arrivalMillis[requests - 1] - arrivalMillis[0]) / loopMs < LEAST_PASSES) {
            return null;
        }
        int count = requests / REQUESTS_A_PIECE;
        int[] pieces = new int[requests];
        for (int i = 0; i < requests; i++) {
            double phase = arrivalMillis[i] / loopMs;
            pieces[i] = Math.min(count - 1, (int) ((phase - Math.floor(phase)) * count));
        }
        return new LoopCourse(pieces, count);
    }

    /**
     * Values about their mean without what courses explain of them, additively, and as wide as the chance around the true courses
     * is: each piece takes a degree of freedom.
     */
    static double[] without(double[] values, List<LoopCourse> courses) {
        if (courses.isEmpty()) {
            return values;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double[] rest = Arrays.stream(values).map(value -> value - mean).toArray();
        // What one run explains, the other may explain, too: taking it out once each would take it out twice.
        for (int turn = 0; turn < (courses.size() == 1 ? 1 : TURNS); turn++) {
            for (LoopCourse course : courses) {
                course.takeFrom(rest);
            }
        }
        int pieces = courses.stream().mapToInt(LoopCourse::count).sum();
        double scale = Math.sqrt(values.length / Math.max(1.0, values.length - pieces));
        return Arrays.stream(rest).map(value -> mean + scale * value).toArray();
    }

    private void takeFrom(double[] values) {
        double[] sums = new double[count];
        int[] counts = new int[count];
        for (int i = 0; i < values.length; i++) {
            sums[pieces[i]] += values[i];
            counts[pieces[i]]++;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= sums[pieces[i]] / counts[pieces[i]];
        }
    }
}
