package org.wattsplit.agents.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class EstimateTest {
    private static final int HALF_LIFE = 10;

    private final Estimate estimate = new Estimate(new Fading(HALF_LIFE), 20, 4);

    @Test
    void withoutObservationsItIsWhatWasExpected() {
        assertThat(estimate.latencyMillis(0.9, 0)).isEqualTo(20);
        assertThat(estimate.energyJoules(0)).isEqualTo(4);
    }

    @Test
    void theExpectationCountsAsOneObservation() {
        estimate.observe(30, 10, 0);
        assertThat(estimate.energyJoules(0)).isEqualTo(7);
        assertThat(estimate.latencyMillis(0.4, 0)).isEqualTo(20);
        assertThat(estimate.latencyMillis(0.6, 0)).isEqualTo(30);
    }

    @Test
    void anObservationCountsHalfAfterAHalfLifeAndNothingAfterTen() {
        estimate.observe(30, 10, 0);
        assertThat(estimate.energyJoules(HALF_LIFE)).isCloseTo((4 + 0.5 * 10) / 1.5, within(1e-12));
        assertThat(estimate.energyJoules(10 * HALF_LIFE)).isEqualTo(4);
        // A weight of a ninth of the expectation's is no more than a tenth of all: 3.17 half-lives.
        assertThat(estimate.latencyMillis(0.9, 31)).isEqualTo(30);
        assertThat(estimate.latencyMillis(0.9, 32)).isEqualTo(20);
    }

    @Test
    void theQuantileIsThatOfAllWeights() {
        for (int latency : new int[] {7, 3, 9, 1, 5, 8, 2, 6, 4}) {
            estimate.observe(latency, 0, 0);
        }
        // Ten values: 1 to 9, and the expected 20.
        assertThat(estimate.latencyMillis(0.95, 0)).isEqualTo(20);
        assertThat(estimate.latencyMillis(0.85, 0)).isEqualTo(9);
        assertThat(estimate.latencyMillis(0.55, 0)).isEqualTo(6);
        assertThat(estimate.latencyMillis(0, 0)).isEqualTo(1);
    }
}
