package org.wattsplit.framework.request;

import java.util.Arrays;
import java.util.List;
import org.wattsplit.framework.check.Check;

/** The empirical distribution of deadlines, in milliseconds. Immutable. */
public final class DeadlineDistribution {
    private final double[] sorted;

    /** The sum of the deadlines before each position. */
    private final double[] sums;

    private DeadlineDistribution(double[] sorted) {
        this.sorted = sorted;
        sums = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            sums[i + 1] = sums[i] + sorted[i];
        }
    }

    /** The distribution of those requests' deadlines, at least one. */
    public static DeadlineDistribution of(List<Request> requests) {
        Check.notEmpty("the requests", requests);
        return new DeadlineDistribution(
                requests.stream().mapToDouble(Request::deadlineMillis).sorted().toArray());
    }

    /** The share of deadlines, 0 to 1, that a latency misses: those below it. Logarithmic time. */
    public double missedShare(double latencyMillis) {
        return (double) below(latencyMillis) / sorted.length;
    }

    /**
     * How late an answer of a latency is, in milliseconds, summed over the deadlines below another time and divided by the number
     * of all. With the latency itself for that time it is the expected lateness. Logarithmic time.
     *
     * @param below at most the latency
     */
    public double lateness(double latencyMillis, double below) {
        int count = below(below);
        return (count * latencyMillis - sums[count]) / sorted.length;
    }

    private int below(double latencyMillis) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < latencyMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The largest deadline. */
    public double max() {
        return sorted[sorted.length - 1];
    }

    /** The deadlines in ascending order, a copy. */
    public double[] toArray() {
        return Arrays.copyOf(sorted, sorted.length);
    }
}
