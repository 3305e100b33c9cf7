package org.wattsplit.datasets.workload;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;
import org.wattsplit.framework.check.Check;

/** How deadlines are drawn. */
public sealed interface Deadlines {
    /** So many deadlines, in milliseconds. */
    double[] draw(int count, RandomGenerator random);

    /**
     * As DynaSplit published its requests: a Weibull sample of shape 1, rescaled so that its least and its largest
     * value hit the bounds. So the mean falls as the sample grows, since larger samples have a longer tail.
     *
     * @param minMs least deadline, above 0
     * @param maxMs largest deadline, above {@code minMs}
     */
    record PublishedWeibull(double minMs, double maxMs) implements Deadlines {
        public PublishedWeibull {
            bounds(minMs, maxMs);
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            double[] sample = sample(WeibullDistribution.of(1, 1), count, random);
            double least = Arrays.stream(sample).min().orElseThrow();
            double largest = Arrays.stream(sample).max().orElseThrow();
            if (largest == least) {
                Arrays.fill(sample, minMs);
                return sample;
            }
            Arrays.setAll(sample, i -> minMs + (sample[i] - least) / (largest - least) * (maxMs - minMs));
            return sample;
        }
    }

    /**
     * A least deadline and an exponential tail, cut at a largest one: whatever the number of requests, the
     * distribution is the same.
     *
     * @param minMs least deadline, above 0
     * @param meanMs mean before the cut, above {@code minMs}
     * @param maxMs largest deadline, at least {@code meanMs}
     */
    record ShiftedExponential(double minMs, double meanMs, double maxMs) implements Deadlines {
        public ShiftedExponential {
            bounds(minMs, maxMs);
            Check.that(
                    meanMs > minMs && meanMs <= maxMs, "the mean deadline", "above the least, to the largest", meanMs);
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            double[] sample = sample(ExponentialDistribution.of(meanMs - minMs), count, random);
            Arrays.setAll(sample, i -> Math.min(maxMs, minMs + sample[i]));
            return sample;
        }
    }

    /**
     * Every deadline between two bounds as likely as any other.
     *
     * @param minMs least deadline, above 0
     * @param maxMs largest deadline, above {@code minMs}
     */
    record Uniform(double minMs, double maxMs) implements Deadlines {
        public Uniform {
            bounds(minMs, maxMs);
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            return sample(UniformContinuousDistribution.of(minMs, maxMs), count, random);
        }
    }

    /**
     * Given deadlines in their order, begun again at the end.
     *
     * @param deadlinesMs at least one, each above 0
     */
    record Trace(List<Double> deadlinesMs) implements Deadlines {
        public Trace {
            deadlinesMs = List.copyOf(Check.notEmpty("the deadlines", deadlinesMs));
            deadlinesMs.forEach(deadline -> Check.positive("deadline_ms", deadline));
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            double[] drawn = new double[count];
            Arrays.setAll(drawn, i -> deadlinesMs.get(i % deadlinesMs.size()));
            return drawn;
        }
    }

    private static void bounds(double minMs, double maxMs) {
        Check.positive("the least deadline", minMs);
        Check.finite("the largest deadline", maxMs);
        Check.that(maxMs > minMs, "the largest deadline", "above the least, " + minMs + " ms", maxMs);
    }

    private static double[] sample(ContinuousDistribution distribution, int count, RandomGenerator random) {
        return distribution.createSampler(random::nextLong).samples(count).toArray();
    }
}
