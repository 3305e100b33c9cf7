package org.wattsplit.framework.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
}
