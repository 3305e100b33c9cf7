package org.wattsplit.framework.compare;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.distribution.TDistribution;
import org.wattsplit.framework.check.Check;

/**
 * The mean of what requests cost, with Student's 95 % interval: for other requests, and other worlds and trainings, as far
 * as the runs tell of them.
 *
 * <ul>
 *   <li>Seeds with requests of their own: the means of the seeds are independent values.
 *   <li>Seeds that share their requests: the variance of the seeds' means says nothing of the requests, whose variance is
 *       added once. It is what the batch means of different seeds have in common; the degrees of freedom are
 *       Satterthwaite's (An approximate distribution of estimates of variance components, Biometrics Bulletin 1946).
 *   <li>Seeds whose worlds are a few, such as those that follow one of three traces each: the interval is about these worlds
 *       in these shares. Their differences are no chance then, so that the variance of the seeds is that within worlds, and
 *       each world takes a degree of freedom. Where no world has two seeds, nothing is known of that, and seeds count as
 *       if their worlds were chance.
 *   <li>One seed: {@link BatchMeans} of its requests. That says nothing of another training.
 *   <li>What a world repeats that begins again is no chance of requests: {@link LoopCourse}.
 * </ul>
 */
public final class MeanInterval {
    private static final double UPPER = 0.975;

    private MeanInterval() {}

    /**
     * The mean of independent values and its interval.
     *
     * @param values at least two
     */
    public static Interval of(double[] values) {
        Check.that(values.length > 1, "the values", "at least two", values.length);
        return interval(mean(values), variance(values) / values.length, values.length - 1);
    }

    /**
     * The mean of requests' values under one or more seeds.
     *
     * @param sample as many values under each seed
     * @param shared whether all seeds served the same requests
     * @param worlds by seed, the number of the world that it was in; all the same where there are not a few of them
     */
    public static Interval of(Sample sample, boolean shared, int[] worlds) {
        double[][] bySeed = sample.bySeed();
        int seeds = bySeed.length;
        Check.that(worlds.length == seeds, "the worlds", "one for each of " + seeds + " seeds", worlds.length);
        double[] means = Arrays.stream(bySeed).mapToDouble(MeanInterval::mean).toArray();
        Seeds ofSeeds = Seeds.of(means, worlds);
        if (seeds > 1 && !shared) {
            return interval(mean(means), ofSeeds.variance(), ofSeeds.freedom());
        }
        double[][] chance = sample.chance();
        double[] overSeeds = overSeeds(chance);
        int batches = BatchMeans.batches(overSeeds);
        if (batches < 2) {
            return new Interval(mean(means), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double ofMean = variance(BatchMeans.means(overSeeds, batches)) / batches;
        if (seeds == 1) {
            return interval(means[0], ofMean, batches - 1);
        }
        double ofEach = 0;
        for (double[] values : chance) {
            ofEach += variance(BatchMeans.means(values, batches)) / batches;
        }
        // The mean of the covariances of two seeds' means: what they have in common are the requests.
        double ofRequests = Math.max(0, (seeds * seeds * ofMean - ofEach) / (seeds * (seeds - 1.0)));
        double sum = ofRequests + ofSeeds.variance();
        double freedom = sum
                * sum
                / (ofRequests * ofRequests / (batches - 1)
                        + ofSeeds.variance() * ofSeeds.variance() / ofSeeds.freedom());
        return interval(mean(means), sum, freedom);
    }

    /**
     * What chance of the seeds there is in their mean.
     *
     * @param variance of the mean
     * @param freedom its degrees of freedom; 0 with one seed, whose variance is not known and said to be 0
     */
    private record Seeds(double variance, int freedom) {
        static Seeds of(double[] means, int[] worlds) {
            int seeds = means.length;
            int[] distinct = Arrays.stream(worlds).distinct().toArray();
            if (distinct.length == seeds) {
                return new Seeds(seeds == 1 ? 0 : MeanInterval.variance(means) / seeds, seeds - 1);
            }
            double squares = 0;
            for (int world : distinct) {
                double[] within = IntStream.range(0, seeds)
                        .filter(seed -> worlds[seed] == world)
                        .mapToDouble(seed -> means[seed])
                        .toArray();
                squares += within.length == 1 ? 0 : MeanInterval.variance(within) * (within.length - 1);
            }
            int freedom = seeds - distinct.length;
            return new Seeds(squares / freedom / seeds, freedom);
        }
    }

    private static double[] overSeeds(double[][] bySeed) {
        double[] sums = new double[bySeed[0].length];
        for (double[] values : bySeed) {
            Check.that(values.length == sums.length, "the requests", "as many under every seed", values.length);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i] / bySeed.length;
            }
        }
        return sums;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        return DoubleStatistics.of(EnumSet.of(Statistic.VARIANCE), values).getAsDouble(Statistic.VARIANCE);
    }

    private static Interval interval(double mean, double variance, double freedom) {
        if (variance == 0) {
            return new Interval(mean, mean, mean);
        }
        double half = TDistribution.of(freedom).inverseCumulativeProbability(UPPER) * Math.sqrt(variance);
        return new Interval(mean, mean - half, mean + half);
    }
}
