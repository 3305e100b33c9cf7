package org.wattsplit.testbed.model;

import java.util.Arrays;
import java.util.List;

/** How times vary that were measured more than once. */
final class Repeats {
    private Repeats() {}

    /**
     * Standard deviation of times' logarithms about their mean, pooled over what was measured.
     *
     * @param repeats the times of each thing that was measured; those that are 0 do not count
     * @return 0 where nothing was measured twice
     */
    static double deviation(List<double[]> repeats) {
        double squares = 0;
        int freedom = 0;
        for (double[] times : repeats) {
            double[] logs = Arrays.stream(times)
                    .filter(value -> value > 0)
                    .map(Math::log)
                    .toArray();
            double mean = Arrays.stream(logs).average().orElse(0);
            squares +=
                    Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
            freedom += Math.max(0, logs.length - 1);
        }
        return freedom == 0 ? 0 : Math.sqrt(squares / freedom);
    }
}
