package org.wattsplit.framework.request;

import java.util.Arrays;
import java.util.List;
import org.wattsplit.framework.check.Check;

/** The empirical distribution of deadlines, in milliseconds. Immutable. */
public final class DeadlineDistribution {
    private final double[] sorted;

    private DeadlineDistribution(double[] sorted) {
        this.sorted = sorted;
    }

    /** The distribution of those requests' deadlines, at least one. */
    public static DeadlineDistribution of(List<Request> requests) {
        Check.notEmpty("the requests", requests);
        return new DeadlineDistribution(
                requests.stream().mapToDouble(Request::deadlineMillis).sorted().toArray());
    }

    /** The share of deadlines, 0 to 1, that a latency misses: those below it. Logarithmic time. */
    public double missedShare(double latencyMillis) {
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
        return (double) low / sorted.length;
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
