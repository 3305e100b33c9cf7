package org.wattsplit.framework.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MedianIntervalTest {
    @Test
    void ranksAreThoseOfTheTables() {
        // Tabled ranks of the 95 % interval of a median: 6 values 1 and 6, 10 values 2 and 9, 50 values 18 and 33.
        assertThat(interval(6)).isEqualTo(new Interval(3.5, 1, 6));
        assertThat(interval(10)).isEqualTo(new Interval(5.5, 2, 9));
        assertThat(interval(50)).isEqualTo(new Interval(25.5, 18, 33));
        assertThat(interval(1)).isEqualTo(new Interval(1, 1, 1));
    }

    private static Interval interval(int count) {
        return MedianInterval.of(
                IntStream.rangeClosed(1, count).mapToDouble(i -> i).toArray());
    }

    @Test
    void itHoldsTheMedianAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(3);
        int covered = 0;
        int trials = 2_000;
        for (int trial = 0; trial < trials; trial++) {
            double[] sample = new double[20];
            Arrays.setAll(sample, i -> -Math.log(1 - random.nextDouble()));
            Interval interval = MedianInterval.of(sample);
            covered += interval.low() <= Math.log(2) && Math.log(2) <= interval.high() ? 1 : 0;
        }
        // The exact coverage for 20 values is 95.9 %; three standard deviations either way.
        assertThat(covered / (double) trials).isBetween(0.945, 0.973);
    }
}
