package org.wattsplit.framework.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeanIntervalTest {
    @Test
    void isStudentsIntervalOfATextbookSample() {
        // Mean 5, standard deviation 2.582, n = 4: half-width 3.182 x 2.582 / 2.
        Interval interval = MeanInterval.of(new double[] {2, 4, 6, 8});
        assertThat(interval.value()).isEqualTo(5);
        assertThat(interval.low()).isCloseTo(5 - 4.1085, within(1e-3));
        assertThat(interval.high()).isCloseTo(5 + 4.1085, within(1e-3));
    }

    @Test
    void holdsTheMeanInNineteenOfTwentySamples() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        for (int i = 0; i < 4_000; i++) {
            double[] sample = new double[10];
            for (int j = 0; j < sample.length; j++) {
                sample[j] = random.nextGaussian();
            }
            Interval interval = MeanInterval.of(sample);
            held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        assertThat(held / 4_000.0).isCloseTo(0.95, within(0.015));
    }

    @Test
    void oneValueHasNoInterval() {
        assertThatThrownBy(() -> MeanInterval.of(new double[] {1})).hasMessageContaining("at least two");
    }

    /** How often the interval of a mean of 0 holds it: requests that depend on each other, and effects of seeds. */
    private static double coverage(int seeds, double dependence, double ofSeeds, boolean shared) {
        SplittableRandom random = new SplittableRandom(seeds);
        int held = 0;
        for (int repeat = 0; repeat < 1_000; repeat++) {
            double[] common = requests(random, dependence);
            double[][] bySeed = new double[seeds][];
            for (int seed = 0; seed < seeds; seed++) {
                double[] own = requests(random, 0);
                double effect = ofSeeds * random.nextGaussian();
                bySeed[seed] = new double[own.length];
                for (int i = 0; i < own.length; i++) {
                    bySeed[seed][i] = (shared ? common[i] : 0) + own[i] + effect;
                }
            }
            Interval interval = MeanInterval.of(Sample.of(bySeed), shared, new int[seeds]);
            held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        return held / 1_000.0;
    }

    /** A first-order autoregression of variance 1. */
    private static double[] requests(SplittableRandom random, double dependence) {
        double[] values = new double[2_000];
        double value = random.nextGaussian();
        for (int i = 0; i < values.length; i++) {
            values[i] = value;
            value = dependence * value + Math.sqrt(1 - dependence * dependence) * random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0",
        "1, 0.9, 0",
        "5, 0, 0",
        "5, 0.9, 0",
        "5, 0.9, 0.02",
        "5, 0.9, 1",
        "20, 0.9, 0.02",
        "20, 0, 0.1"
    })
    void holdsTheMeanOfSharedRequestsAsOftenAsItSays(int seeds, double dependence, double ofSeeds) {
        assertThat(coverage(seeds, dependence, ofSeeds, true)).isBetween(0.925, 0.975);
    }

    @Test
    void holdsTheMeanOfSeedsWithRequestsOfTheirOwnAsOftenAsItSays() {
        assertThat(coverage(5, 0, 0.1, false)).isBetween(0.93, 0.97);
    }

    @ParameterizedTest
    @CsvSource({"5, true", "5, false"})
    void seedsOfAFewWorldsHoldTheMeanOfTheseWorldsInTheirShares(int seeds, boolean shared) {
        SplittableRandom random = new SplittableRandom(seeds);
        double[] ofWorlds = {-1, 0.2, 5};
        int held = 0;
        int heldWithoutWorlds = 0;
        for (int repeat = 0; repeat < 2_000; repeat++) {
            double[] common = requests(random, 0.9);
            double[][] bySeed = new double[seeds][];
            int[] worlds = new int[seeds];
            double truth = 0;
            for (int seed = 0; seed < seeds; seed++) {
                worlds[seed] = random.nextInt(3);
                truth += ofWorlds[worlds[seed]] / seeds;
                double[] own = requests(random, 0);
                double effect = ofWorlds[worlds[seed]] + 0.1 * random.nextGaussian();
                bySeed[seed] = new double[own.length];
                for (int i = 0; i < own.length; i++) {
                    bySeed[seed][i] = (shared ? common[i] : 0) + own[i] + effect;
                }
            }
            held += holds(MeanInterval.of(Sample.of(bySeed), shared, worlds), truth) ? 1 : 0;
            // What the worlds are on average is another question, which so few seeds cannot answer.
            heldWithoutWorlds += holds(MeanInterval.of(Sample.of(bySeed), shared, new int[seeds]), 1.4) ? 1 : 0;
        }
        assertThat(held / 2_000.0).isBetween(0.93, 0.97);
        assertThat(heldWithoutWorlds / 2_000.0).isLessThan(0.93);
    }

    private static boolean holds(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high();
    }

    /** Ten passes of a loop that costs 10 in its first half and 0 in its second, from a place in it that chance chooses. */
    @Test
    void whatALoopRepeatsIsNoChance() {
        SplittableRandom random = new SplittableRandom(6);
        int held = 0;
        int heldWithCourse = 0;
        for (int repeat = 0; repeat < 2_000; repeat++) {
            double[] values = requests(random, 0.5);
            double[] arrivals = new double[values.length];
            double start = 200 * random.nextDouble();
            for (int i = 0; i < values.length; i++) {
                arrivals[i] = i;
                values[i] += (start + i) % 200 < 100 ? 10 : 0;
            }
            double[][] bySeed = {values};
            Sample sample = Sample.of(bySeed, Collections.singletonList(LoopCourse.of(arrivals, 200.0)));
            held += holds(MeanInterval.of(sample, true, new int[1]), 5) ? 1 : 0;
            heldWithCourse += holds(MeanInterval.of(Sample.of(bySeed), true, new int[1]), 5) ? 1 : 0;
        }
        assertThat(held / 2_000.0).isBetween(0.93, 0.97);
        assertThat(heldWithCourse / 2_000.0).isGreaterThan(0.99);
    }

    /** Two runs on the same requests that pass the loop at different speeds, whose requests cost much alike. */
    @Test
    void differencesOfRunsAlikeHaveNoChanceThatTheyHaveNot() {
        SplittableRandom random = new SplittableRandom(8);
        int held = 0;
        for (int repeat = 0; repeat < 1_000; repeat++) {
            double[] common = requests(random, 0);
            Sample[] runs = new Sample[2];
            for (int run = 0; run < 2; run++) {
                double[] own = requests(random, 0);
                double[] arrivals = new double[own.length];
                double start = 200 * random.nextDouble();
                for (int i = 0; i < own.length; i++) {
                    arrivals[i] = (1 + 0.3 * run) * i;
                    own[i] = 3 * common[i] + own[i] + ((start + arrivals[i]) % 200 < 100 ? 10 : 0);
                }
                runs[run] = Sample.of(new double[][] {own}, Collections.singletonList(LoopCourse.of(arrivals, 200.0)));
            }
            held += holds(MeanInterval.of(runs[0].minus(runs[1]), true, new int[1]), 0) ? 1 : 0;
        }
        assertThat(held / 1_000.0).isBetween(0.925, 0.975);
    }

    @Test
    void aCourseThatWasNotPassedOftenCountsAsChance() {
        double[] arrivals = new double[2_000];
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i] = i;
        }
        assertThat(LoopCourse.of(arrivals, 500.0)).isNull();
        assertThat(LoopCourse.of(arrivals, null)).isNull();
    }

    @Test
    void seedsThatAreEachInAWorldOfTheirOwnCountAsChance() {
        double[][] bySeed = {{1, 1}, {2, 2}, {6, 6}};
        assertThat(MeanInterval.of(Sample.of(bySeed), false, new int[] {0, 1, 2}))
                .isEqualTo(MeanInterval.of(new double[] {1, 2, 6}));
    }

    @Test
    void aWorldWithTwoSeedsTellsTheChanceWithinAllOfThem() {
        // Variance within: (0.5 + 0) / (3 - 2); of the mean: a third of it; t(1) = 12.706.
        Interval interval = MeanInterval.of(Sample.of(new double[][] {{1}, {2}, {60}}), false, new int[] {0, 0, 1});
        assertThat(interval.value()).isEqualTo(21);
        assertThat(interval.high() - interval.value()).isCloseTo(12.706 * Math.sqrt(0.5 / 3), within(1e-3));
    }

    @Test
    void moreSeedsOnTheSameRequestsDoNotNarrowAnInterval() {
        double[] requests = requests(new SplittableRandom(4), 0.5);
        Interval one = MeanInterval.of(Sample.of(new double[][] {requests}), true, new int[1]);
        Interval three = MeanInterval.of(Sample.of(new double[][] {requests, requests, requests}), true, new int[3]);
        assertThat(three.low()).isCloseTo(one.low(), within(1e-9));
        assertThat(three.high()).isCloseTo(one.high(), within(1e-9));
    }

    @Test
    void theAutocorrelationTimeIsThatOfTheProcess() {
        double[] values = new double[200_000];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 1; i < values.length; i++) {
            values[i] = 0.9 * values[i - 1] + random.nextGaussian();
        }
        // (1 + 0.9) / (1 - 0.9).
        assertThat(BatchMeans.autocorrelationTime(values, 20_000)).isCloseTo(19, within(2.0));
        assertThat(BatchMeans.batches(values)).isBetween(225, 300);
    }
}
