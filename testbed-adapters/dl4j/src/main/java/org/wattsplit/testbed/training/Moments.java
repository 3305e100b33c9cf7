package org.wattsplit.testbed.training;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Means and variances of channels, by the name of the normalisation that needs them. */
final class Moments {
    private static final class Sums {
        private final double[] sum;
        private final double[] squares;
        private long count;

        Sums(int channels) {
            sum = new double[channels];
            squares = new double[channels];
        }
    }

    private final Map<String, Sums> byName = new TreeMap<>();

    /**
     * Adds what a convolution gave for a batch.
     *
     * @param given batch, channels, pixels
     */
    void add(String name, float[] given, int channels, int pixels) {
        Sums sums = byName.computeIfAbsent(name, key -> new Sums(channels));
        for (int i = 0; i < given.length; i++) {
            int channel = i / pixels % channels;
            sums.sum[channel] += given[i];
            sums.squares[channel] += (double) given[i] * given[i];
        }
        sums.count += given.length / channels;
    }

    private Sums get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    double mean(String name, int channel) {
        Sums sums = get(name);
        return sums.sum[channel] / sums.count;
    }

    double variance(String name, int channel) {
        Sums sums = get(name);
        double mean = mean(name, channel);
        return Math.max(0, sums.squares[channel] / sums.count - mean * mean);
    }
}
