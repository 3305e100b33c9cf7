package org.wattsplit.datasets.workload;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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

    /**
     * Other deadlines, each so many times as long.
     *
     * @param factor above 0
     */
    record Scaled(Deadlines deadlines, double factor) implements Deadlines {
        public Scaled {
            Check.positive("the scale of the deadlines", factor);
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            double[] drawn = deadlines.draw(count, random);
            Arrays.setAll(drawn, i -> factor * drawn[i]);
            return drawn;
        }
    }

    /**
     * Some of several deadlines.
     *
     * @param weight of {@link Classes} its share of the requests, by the sum of all; of {@link Phases} the mean number of requests
     *     until it ends; above 0
     */
    record Part(double weight, Deadlines deadlines) {
        public Part {
            Check.positive("the weight of a part of the deadlines", weight);
        }
    }

    /**
     * Classes of requests, whose deadlines are drawn apart: the class of each request is drawn by its share, independently of all
     * else.
     *
     * @param parts at least one
     */
    record Classes(List<Part> parts) implements Deadlines {
        public Classes {
            parts = List.copyOf(Check.notEmpty("the classes of deadlines", parts));
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            int[] part = new int[count];
            Arrays.setAll(part, i -> byWeight(parts, random));
            return mixed(part, parts, random);
        }
    }

    /**
     * Phases (a Markov-modulated process): each lasts for a geometric number of requests, then any other follows with equal
     * chance. So a phase has a share of the requests in proportion to how long it lasts.
     *
     * @param parts at least two, each with a mean of at least one request
     */
    record Phases(List<Part> parts) implements Deadlines {
        public Phases {
            parts = List.copyOf(parts);
            Check.that(parts.size() > 1, "the phases of deadlines", "at least two", parts.size());
            parts.forEach(part -> Check.that(
                    part.weight() >= 1, "the mean length of a phase", "at least one request", part.weight()));
        }

        @Override
        public double[] draw(int count, RandomGenerator random) {
            int[] part = new int[count];
            part[0] = byWeight(parts, random);
            for (int i = 1; i < count; i++) {
                boolean ends = random.nextDouble() * parts.get(part[i - 1]).weight() < 1;
                part[i] = ends ? (part[i - 1] + 1 + random.nextInt(parts.size() - 1)) % parts.size() : part[i - 1];
            }
            return mixed(part, parts, random);
        }
    }

    /** The position of a part, each as likely as it weighs. */
    private static int byWeight(List<Part> parts, RandomGenerator random) {
        double left =
                random.nextDouble() * parts.stream().mapToDouble(Part::weight).sum();
        int chosen = 0;
        while (chosen < parts.size() - 1 && left >= parts.get(chosen).weight()) {
            left -= parts.get(chosen).weight();
            chosen++;
        }
        return chosen;
    }

    /** For each request a deadline of its part. */
    private static double[] mixed(int[] part, List<Part> parts, RandomGenerator random) {
        double[] drawn = new double[part.length];
        for (int p = 0; p < parts.size(); p++) {
            int here = p;
            int[] places =
                    IntStream.range(0, part.length).filter(i -> part[i] == here).toArray();
            double[] own = places.length == 0
                    ? new double[0]
                    : parts.get(p).deadlines().draw(places.length, random);
            for (int i = 0; i < places.length; i++) {
                drawn[places[i]] = own[i];
            }
        }
        return drawn;
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
