package org.wattsplit.testbed.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.testbed.Dynamics;

final class StepSignalTest {
    private static final NetworkTrace TRACE =
            NetworkTrace.of("made", 100, new double[] {1, 0, 4}, new double[] {20, 30, 40});

    private static StepSignal signal() {
        return new StepSignal(Segments.rates(TRACE, 0));
    }

    @Test
    void theValueIsThatOfTheSegmentAndATraceBeginsAgain() {
        StepSignal signal = signal();
        assertThat(List.of(signal.at(0), signal.at(99.9), signal.at(100), signal.at(250), signal.at(300)))
                .containsExactly(1.0, 1.0, 0.0, 4.0, 1.0);
        assertThat(signal.at(50)).as("earlier again").isEqualTo(1);
        assertThat(new StepSignal(Segments.roundTrips(TRACE, 2)).at(100)).isEqualTo(20);
    }

    @Test
    void aTimeFarAheadCanBeAskedAtOnce() {
        assertThat(signal().at(100_050)).isZero();
        assertThat(signal().at(1_000_250)).isEqualTo(1);
    }

    @Test
    void theMeanIsTheIntegralOverTheSpan() {
        assertThat(signal().mean(50, 250)).isCloseTo((50 + 0 + 200) / 200.0, within(1e-12));
        assertThat(signal().mean(0, 600)).isCloseTo(5 / 3.0, within(1e-12));
    }

    @Test
    void gatheringWaitsWhereTheValueIsZero() {
        assertThat(signal().timeToGather(50, 50)).isCloseTo(50, within(1e-12));
        assertThat(signal().timeToGather(50, 90)).isCloseTo(50 + 100 + 10, within(1e-12));
        assertThat(signal().timeToGather(0, 1000)).as("two rounds").isCloseTo(600, within(1e-9));
        assertThat(signal().timeUntilPositive(150)).isEqualTo(50);
        assertThat(signal().timeUntilPositive(10)).isZero();
    }

    @Test
    void whatIsGatheredIsTheIntegral() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            StepSignal signal = new StepSignal(Segments.product(
                    Segments.levels(new Dynamics.Levels(List.of(0.0, 3.0, 8.0), 0.5), random.split()),
                    Segments.outages(new Dynamics.Outages(2, 0.3), random.split())));
            double from = random.nextDouble() * 5_000;
            double amount = 1 + random.nextDouble() * 20_000;
            double time = signal.timeToGather(from, amount);
            assertThat(signal.mean(from, from + time) * time).isCloseTo(amount, within(1e-6 * amount));
        }
    }

    @Test
    void levelsAndOutagesHoldAsLongAsTheyShould() {
        StepSignal up = new StepSignal(Segments.outages(new Dynamics.Outages(9, 1), new SplittableRandom(1)));
        assertThat(up.at(0)).as("begins in service").isEqualTo(1);
        // 20,000 cycles of 10 s: the share of time in service has a standard deviation of about 0.0009.
        assertThat(up.mean(0, 2e8)).isCloseTo(0.9, within(0.004));
        StepSignal level = new StepSignal(
                Segments.levels(new Dynamics.Levels(List.of(0.0, 1.0, 5.0), 2), new SplittableRandom(2)));
        assertThat(level.mean(0, 2e8)).isCloseTo(2, within(0.05));
    }
}
