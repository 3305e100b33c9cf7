package org.wattsplit.envs.scheduling;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.wattsplit.framework.request.Request;

/** When the requests of an episode arrive, drawn as far as anybody asks. Not thread-safe. */
final class Queue {
    private final int first;
    private final int count;
    private final DoubleSupplier times;
    private double[] arrivals = new double[64];
    private int drawn;
    private int arrived;

    /**
     * Arrivals of the requests from {@code first} on to below {@code end}.
     *
     * @param times arrival times in milliseconds, ascending from the episode's start
     */
    Queue(int first, int end, DoubleSupplier times) {
        this.first = first;
        count = end - first;
        this.times = times;
    }

    /** Arrivals at the requests' own times, the first of them at 0 unless it is the workload's first. */
    static Queue ofWorkload(List<Request> requests, int first) {
        double start = first == 0 ? 0 : requests.get(first).arrivalMillis();
        int[] next = {first};
        return new Queue(first, requests.size(), () -> requests.get(next[0]++).arrivalMillis() - start);
    }

    /** When the request at a position of the workload arrives, in milliseconds since the episode's start. */
    double arrival(int position) {
        int index = position - first;
        while (drawn <= index) {
            if (drawn == arrivals.length) {
                arrivals = Arrays.copyOf(arrivals, 2 * drawn);
            }
            arrivals[drawn++] = times.getAsDouble();
        }
        return arrivals[index];
    }

    /** How many requests behind that one have arrived at a time; times must not descend. */
    int behind(int position, double nowMillis) {
        arrived = Math.max(arrived, position - first + 1);
        while (arrived < count && arrival(first + arrived) <= nowMillis) {
            arrived++;
        }
        return arrived - (position - first + 1);
    }
}
