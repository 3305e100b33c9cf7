package org.wattsplit.testbed.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.framework.testbed.Thermal;

final class WorldTest {
    private static final Dynamics.Outages OUTAGES = new Dynamics.Outages(10, 2);
    private static final Dynamics.CloudLoad LOAD =
            new Dynamics.CloudLoad(new Dynamics.Levels(List.of(0.0, 0.5, 0.9), 3));
    private static final Dynamics.Link LEVELS =
            new Dynamics.Link(40, List.of(), List.of(), new Dynamics.Levels(List.of(2.0, 8.0, 32.0), 4));
    private static final Thermal THERMAL = new Thermal(40, 10, 60, 80, 85, 0.4);
    private static final Dynamics.Battery BATTERY = new Dynamics.Battery(100, 0.5, 2, 0.3);

    private static Dynamics link(Dynamics.Link link, Dynamics.@Nullable Estimates estimates) {
        return new Dynamics(link, null, null, null, null, null, estimates, 0, 0, List.of());
    }

    private static World world(Dynamics dynamics, NetworkTrace... traces) {
        return new World(dynamics, List.of(traces), 100, 2);
    }

    @Test
    void aWorldThatStandsStillIsTheNominalOne() {
        World world = world(Dynamics.NONE);
        // 1 Mbit at 100 Mbit/s takes 10 ms.
        assertThat(world.transferMillis(5, 125_000)).isCloseTo(12, within(1e-9));
        assertThat(world.tailMillis(5, 30)).isEqualTo(30);
        assertThat(world.clockShare(0)).isEqualTo(1);
        assertThat(world.darkMillis(0)).isZero();
        assertThat(world.estimate(70)).isEqualTo(new World.Estimate(100, 2, 0, 0));
    }

    @Test
    void aTransferFollowsTheTraceFromWhereItBegins() {
        NetworkTrace trace = NetworkTrace.of("made", 100, new double[] {8, 0.8, 8, 0.8}, null);
        World world = world(link(new Dynamics.Link(40, List.of("made"), List.of("other"), null), null), trace);
        double first = world.estimate(0).mbps();
        // 100,000 bytes are 0.8 Mbit: at 8 and 0.8 Mbit/s in turn one bin of each does it, whichever comes first.
        double moved = first == 8 ? 100 : 100 + 90;
        assertThat(world.transferMillis(0, 100_000)).isCloseTo(40 + moved, within(1e-6));
        NetworkTrace pinged = NetworkTrace.of("pinged", 100, new double[] {8, 8}, new double[] {11, 11});
        assertThat(world(link(new Dynamics.Link(40, List.of("pinged"), List.of("other"), null), null), pinged)
                        .transferMillis(0, 100_000))
                .as("the trace's own round trip")
                .isCloseTo(11 + 100, within(1e-6));
    }

    @Test
    void errorsOfEstimatesHaveNothingInCommonWithTheNextOnes() {
        World world = world(link(
                new Dynamics.Link(40, List.of(), List.of(), new Dynamics.Levels(List.of(8.0), 1)),
                new Dynamics.Estimates(100, 0, 0.2)));
        int count = 5_000;
        double[] rates = new double[count];
        double[] roundTrips = new double[count];
        for (int i = 0; i < count; i++) {
            World.Estimate estimate = world.estimate(100 * (i + 1) + 50);
            rates[i] = Math.log(estimate.mbps() / 8) / 0.2;
            roundTrips[i] = Math.log(estimate.rttMillis() / 40) / 0.2;
        }
        assertThat(product(rates, rates, 0)).isCloseTo(1, within(0.1));
        for (int lag = 0; lag < 4; lag++) {
            assertThat(product(roundTrips, rates, lag)).as("lag " + lag).isCloseTo(0, within(0.06));
            assertThat(product(rates, roundTrips, lag)).as("lag " + lag).isCloseTo(0, within(0.06));
        }
        assertThat(product(rates, rates, 1)).isCloseTo(0, within(0.06));
    }

    private static double product(double[] first, double[] later, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < first.length; i++) {
            sum += first[i] * later[i + lag];
        }
        return sum / (first.length - lag);
    }

    @Test
    void nothingToSendTakesNoTimeDuringAnOutageEither() {
        World world = world(new Dynamics(null, OUTAGES, null, null, null, null, null, 0, 0, List.of()));
        for (int i = 0; i < 500; i++) {
            assertThat(world.transferMillis(97.0 * i, 0)).isEqualTo(2);
        }
    }

    @Test
    void aTailSharesTheCloudAndWaitsWhileItIsOut() {
        World world = world(new Dynamics(null, null, LOAD, OUTAGES, null, null, null, 0, 0, List.of()));
        boolean waited = false;
        for (int i = 0; i < 2_000; i++) {
            double start = 100.0 * i;
            World.Estimate known = world.estimate(start);
            double tail = world.tailMillis(start, 30);
            if (known.load() < 1) {
                assertThat(tail).isCloseTo(30 / (1 - known.load()), within(1e-9));
            } else {
                waited = true;
                assertThat(tail).isGreaterThan(30);
            }
        }
        assertThat(waited).isTrue();
    }

    @Test
    void theLoadOfTheDeviceMovesByItself() {
        Dynamics.EdgeLoad load = new Dynamics.EdgeLoad(new Dynamics.Levels(List.of(0.0, 0.5), 0, List.of(3.0, 1.0)));
        World world = world(link(LEVELS, null).withEdgeLoad(load));
        World without = world(link(LEVELS, null));
        double sum = 0;
        for (int i = 0; i < 200_000; i++) {
            sum += world.edgeLoad(100.0 * i);
            assertThat(world.estimate(100.0 * i)).isEqualTo(without.estimate(100.0 * i));
        }
        assertThat(sum / 200_000).isCloseTo(0.125, within(0.01));
    }

    @Test
    void oneSeedIsOneWorldAndAPartDoesNotMoveTheOthers() {
        World one = world(new Dynamics(LEVELS, null, LOAD, null, null, null, null, 0, 0, List.of()));
        World other = world(new Dynamics(LEVELS, null, LOAD, OUTAGES, null, null, null, 0, 0, List.of()));
        World alone = world(link(LEVELS, null));
        for (long seed : List.of(3L, 4L)) {
            one.reset(seed);
            other.reset(seed);
            alone.reset(seed);
            for (int i = 0; i < 500; i++) {
                assertThat(other.estimate(100.0 * i).mbps())
                        .isEqualTo(one.estimate(100.0 * i).mbps())
                        .isEqualTo(alone.estimate(100.0 * i).mbps());
            }
        }
        one.reset(3);
        double[] first = IntStream.range(0, 500)
                .mapToDouble(i -> one.estimate(100.0 * i).mbps())
                .toArray();
        one.reset(4);
        assertThat(IntStream.range(0, 500)
                        .mapToDouble(i -> one.estimate(100.0 * i).mbps())
                        .toArray())
                .isNotEqualTo(first);
    }

    @Test
    void aLevelHasItsOwnRoundTripAndHoldsForItsOwnTime() {
        LinkLevels levels = new LinkLevels(List.of(2.0, 32.0), 0, List.of(1.0, 4.0), List.of(80.0, 10.0));
        World world = world(link(Dynamics.Link.of(40, levels), null));
        int slow = 0;
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            World.Estimate estimate = world.estimate(100.0 * i);
            assertThat(estimate.rttMillis()).isEqualTo(estimate.mbps() == 2 ? 80 : 10);
            slow += estimate.mbps() == 2 ? 1 : 0;
        }
        // 4,000 visits of each level: a standard error of 0.0036.
        assertThat(slow / (double) count).isCloseTo(0.2, within(0.015));
        assertThat(world.transferMillis(0, 0)).isEqualTo(world.estimate(0).rttMillis());
    }

    @Test
    void anAnswerComesAtTheRateOfTheWayBack() {
        Dynamics.Link steady = new Dynamics.Link(40, List.of(), List.of(), new Dynamics.Levels(List.of(8.0), 1));
        World world = world(link(steady.withDownlink(4.0), null));
        // 0.8 Mbit at 32 Mbit/s.
        assertThat(world.answerMillis(7, 100_000)).isCloseTo(25, within(1e-9));
        assertThat(world.transferMillis(7, 100_000)).isCloseTo(140, within(1e-9));
    }

    @Test
    void aFadingLinkHasExponentialGainsThatDependOnTheBlockBefore() {
        BlockFading fading = new BlockFading(5, 10, 0.8, 20, 0.1);
        World world = world(link(Dynamics.Link.of(40, fading), null));
        int count = 200_000;
        double[] gains = IntStream.range(0, count)
                .mapToDouble(i -> (Math.pow(2, world.estimate(20.0 * i + 10).mbps() / 5) - 1) / 10)
                .toArray();
        double mean = Arrays.stream(gains).average().orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.02));
        for (double at : new double[] {0.1, 0.5, 1, 2, 4}) {
            double above = Arrays.stream(gains).filter(gain -> gain > at).count() / (double) count;
            assertThat(above).as("share above " + at).isCloseTo(Math.exp(-at), within(0.008));
        }
        // The squares of two complex Gaussians of correlation rho have one of rho squared.
        double[] less = Arrays.stream(gains).map(gain -> gain - mean).toArray();
        assertThat(product(less, less, 1) / product(less, less, 0)).isCloseTo(0.64, within(0.02));
        assertThat(product(less, less, 5) / product(less, less, 0)).isCloseTo(Math.pow(0.64, 5), within(0.03));
    }

    @Test
    void aFadedLinkKeepsItsLeastRateAndHasABest() {
        BlockFading fading = new BlockFading(5, -20, 0, 20, 0.25);
        assertThat(fading.mbps(0)).isEqualTo(0.25);
        assertThat(fading.mbps(1e9)).isEqualTo(fading.mostMbps()).isGreaterThan(0.25);
        World world = world(link(Dynamics.Link.of(40, fading), null));
        for (int i = 0; i < 10_000; i++) {
            assertThat(world.estimate(20.0 * i).mbps()).isBetween(0.25, fading.mostMbps());
        }
    }

    @Test
    void estimatesAreLateMeansAndSayHowOldTheyAre() {
        Dynamics.Estimates late = new Dynamics.Estimates(500, 200, 0);
        World seen = world(link(LEVELS, late));
        World truth = world(link(LEVELS, null));
        assertThat(seen.estimate(699)).as("nothing known yet").isEqualTo(new World.Estimate(100, 2, 0, 699));
        World.Estimate estimate = seen.estimate(1_300);
        assertThat(estimate.ageMillis()).isEqualTo(300);
        double mean = IntStream.range(0, 500)
                .mapToDouble(i -> truth.estimate(500 + i + 0.5).mbps())
                .average()
                .orElseThrow();
        assertThat(estimate.mbps()).isCloseTo(mean, within(0.1));
        assertThat(estimate.rttMillis()).isEqualTo(40);
    }

    @Test
    void noiseIsDrawnOnceForAnEstimateAndHasItsSpread() {
        World noisy = world(link(LEVELS, new Dynamics.Estimates(100, 0, 0.2)));
        World exact = world(link(LEVELS, new Dynamics.Estimates(100, 0, 0)));
        double squares = 0;
        int count = 5_000;
        for (int i = 1; i <= count; i++) {
            double error = Math.log(
                    noisy.estimate(100.0 * i).mbps() / exact.estimate(100.0 * i).mbps());
            assertThat(noisy.estimate(100.0 * i + 50).mbps())
                    .isEqualTo(noisy.estimate(100.0 * i).mbps());
            squares += error * error;
        }
        // The standard error of a deviation of 0.2 over 5,000 draws is 0.002.
        assertThat(Math.sqrt(squares / count)).isBetween(0.192, 0.208);
    }

    @Test
    void temperatureGoesToItsEquilibriumAsAnExponential() {
        World world = world(new Dynamics(null, null, null, null, THERMAL, null, null, 0, 0, List.of()));
        assertThat(world.temperatureC()).isEqualTo(40);
        world.draw(4.25, 0, 60_000);
        assertThat(world.temperatureC()).isCloseTo(40 + 42.5 * (1 - Math.exp(-1)), within(1e-9));
        assertThat(world.clockShare(0)).isEqualTo(1);
        for (int i = 0; i < 1_000; i++) {
            world.draw(4.25, 0, 1_000);
        }
        assertThat(world.temperatureC()).isCloseTo(82.5, within(1e-5));
        assertThat(world.clockShare(0)).as("half way between 80 and 85 °C").isCloseTo(0.7, within(1e-5));
        world.draw(9, 0, 1e7);
        assertThat(world.clockShare(0)).isEqualTo(0.4);
    }

    @Test
    void anEmptyBatteryKeepsTheDeviceOffUntilItIsChargedAgain() {
        World world = world(new Dynamics(null, null, null, null, null, BATTERY, null, 0, 0, List.of()));
        assertThat(world.batteryLevel()).isEqualTo(0.5);
        world.draw(4, 0, 10_000);
        assertThat(world.batteryLevel()).as("50 J less 20 J net of 100").isCloseTo(0.3, within(1e-12));
        assertThat(world.darkMillis(0)).isZero();
        world.draw(6, 0, 10_000);
        assertThat(world.batteryLevel()).isZero();
        // 10 J below empty; 40 J at 2 W.
        assertThat(world.darkMillis(0)).isCloseTo(20_000, within(1e-6));
        assertThat(world.batteryLevel()).isCloseTo(0.3, within(1e-12));
        world.draw(0, 0, 1e9);
        assertThat(world.batteryLevel()).isEqualTo(1);
    }
}
