package org.wattsplit.testbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.DrawnWorld;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.framework.testkit.TestbedChecker;

final class DynamicModelTestbedTest {
    private static final Request REQUEST = new Request(0, "made", 0, 1_000);
    private static final TransitionCost COST = new TransitionCost(100, 0.5);
    private static final Configuration SPLIT =
            MadeModel.space().configuration(MadeModel.values("1", "500", "off", "true"));
    private static final Dynamics ALL = new Dynamics(
                    new Dynamics.Link(30, List.of(), List.of(), new Dynamics.Levels(List.of(0.5, 4.0, 16.0), 1)),
                    new Dynamics.Outages(20, 1),
                    new Dynamics.CloudLoad(new Dynamics.Levels(List.of(0.0, 0.5, 0.9), 1)),
                    new Dynamics.Outages(30, 1),
                    new Thermal(45, 15, 5, 80, 85, 0.33),
                    new Dynamics.Battery(5_000, 1, 3, 0.1),
                    new Dynamics.Estimates(500, 500, 0.2),
                    2.7,
                    0,
                    List.of())
            .withEdgeLoad(new Dynamics.EdgeLoad(new Dynamics.Levels(List.of(0.0, 0.6), 1)));

    private static DynamicModelTestbed testbed(Dynamics dynamics, double noise) {
        return new DynamicModelTestbed(MadeModel.device(noise), COST, 2, noise > 0, dynamics, List.of());
    }

    private static Dynamics power(double idle, double cloudIdle) {
        return new Dynamics(null, null, null, null, null, null, null, idle, cloudIdle, List.of());
    }

    @Test
    void itKeepsTheContractOfTestbeds() {
        TestbedChecker.check(TestbedFactory.of(testbed(ALL, 0)));
        TestbedChecker.check(TestbedFactory.of(testbed(ALL, 0.2)));
        assertThat(testbed(ALL, 0).capabilities().conditions())
                .containsExactlyInAnyOrder(
                        Condition.BANDWIDTH_MBPS,
                        Condition.RTT_MS,
                        Condition.ESTIMATE_AGE_MS,
                        Condition.CLOUD_LOAD,
                        Condition.EDGE_LOAD,
                        Condition.DEVICE_TEMPERATURE_C,
                        Condition.BATTERY_LEVEL);
    }

    @Test
    void itSaysWhichTraceTheLinkOfAnEpisodeFollows() {
        List<NetworkTrace> traces = List.of(trace("slow", 1), trace("fast", 1_000));
        Dynamics.Link link = new Dynamics.Link(30, List.of("slow"), List.of("fast"), null);
        Dynamics following = new Dynamics(link, null, null, null, null, null, null, 2.7, 0, List.of());
        DynamicModelTestbed testbed = new DynamicModelTestbed(MadeModel.device(0), COST, 2, false, following, traces);
        Set<String> worlds = new TreeSet<>();
        for (int seed = 0; seed < 20; seed++) {
            testbed.reset(seed);
            DrawnWorld drawn = testbed.world().orElseThrow();
            String world = drawn.name();
            worlds.add(world);
            assertThat(drawn.loopMs()).isEqualTo(100);
            double mbps = testbed.conditions().value(Condition.BANDWIDTH_MBPS).orElseThrow();
            assertThat(world).isEqualTo(mbps < 10 ? "slow" : "fast");
        }
        assertThat(worlds).containsExactly("fast", "slow");
        assertThat(testbed(ALL, 0).world()).isEmpty();
    }

    private static NetworkTrace trace(String name, double mbps) {
        return NetworkTrace.of(name, 100, new double[] {mbps}, null);
    }

    @Test
    void aWorldThatStandsStillCostsWhatTheModelSays() {
        DynamicModelTestbed dynamic = testbed(power(1e-12, 0), 0);
        ModelTestbed still = new ModelTestbed(MadeModel.device(0), COST, 2, false);
        for (Configuration configuration : MadeModel.space().stream().toList()) {
            Outcome expected = still.execute(REQUEST, configuration);
            Outcome given = dynamic.execute(REQUEST, configuration);
            assertThat(given.latencyMillis()).isCloseTo(expected.latencyMillis(), within(1e-9));
            assertThat(given.energyJoules()).isCloseTo(expected.energyJoules(), within(1e-9));
            assertThat(given.accuracy()).isEqualTo(expected.accuracy());
        }
    }

    @Test
    void theCloudsIdlePowerCanBeLeftOut() {
        Outcome all = testbed(power(0, 0), 0).execute(REQUEST, SPLIT);
        Outcome marginal = testbed(power(0, 30), 0).execute(REQUEST, SPLIT);
        // A tail of 6 ms.
        assertThat(all.energyJoules(EnergyPart.CLOUD_CPU).orElseThrow()
                        - marginal.energyJoules(EnergyPart.CLOUD_CPU).orElseThrow())
                .isCloseTo(30 * 0.006, within(1e-12));
    }

    @Test
    void theAnswerComesBackOverItsOwnLink() {
        Dynamics same = MadeModel.link(5, 16);
        Dynamics.Link back = Objects.requireNonNull(same.link()).withDownlink(0.5);
        Outcome measured = testbed(same, 0).execute(REQUEST, SPLIT);
        Outcome slow = testbed(new Dynamics(back, null, null, null, null, null, null, 0, 0, List.of()), 0)
                .execute(REQUEST, SPLIT);
        // 1,000 bytes at 8 Mbit/s, for which the device waits at 1 W.
        assertThat(slow.latencyMillis(LatencyPart.TRANSFER).orElseThrow()
                        - measured.latencyMillis(LatencyPart.TRANSFER).orElseThrow())
                .isCloseTo(1, within(1e-9));
        assertThat(slow.energyJoules() - measured.energyJoules()).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void aHeadSharesTheDeviceWithOthersAtItsOwnPower() {
        Dynamics.EdgeLoad load = new Dynamics.EdgeLoad(new Dynamics.Levels(List.of(0.75), 1));
        DynamicModelTestbed shared = testbed(Dynamics.NONE.withEdgeLoad(load), 0);
        assertThat(shared.capabilities().conditions()).containsExactly(Condition.EDGE_LOAD);
        assertThat(shared.conditions().value(Condition.EDGE_LOAD, 0)).isEqualTo(0.75);
        Outcome slow = shared.execute(REQUEST, SPLIT);
        Outcome alone = testbed(power(1e-12, 0), 0).execute(REQUEST, SPLIT);
        // A head of 102 ms at 2 W.
        assertThat(slow.latencyMillis(LatencyPart.EDGE).orElseThrow()).isCloseTo(408, within(1e-9));
        assertThat(slow.energyJoules() - alone.energyJoules()).isCloseTo(2 * 0.306, within(1e-9));
    }

    @Test
    void aHotDeviceIsSlower() {
        Dynamics hot =
                new Dynamics(null, null, null, null, new Thermal(90, 1, 60, 80, 85, 0.5), null, null, 0, 0, List.of());
        Outcome outcome = testbed(hot, 0).execute(REQUEST, SPLIT);
        // 2 ms that no clock shortens, and 100 ms at half the clock.
        assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow()).isCloseTo(202, within(1e-9));
    }

    @Test
    void energyAddsUpAndIdleEnergyIsThatOfTheTimeNotBusyWhateverIsDecided() {
        List<Configuration> configurations = MadeModel.space().stream().toList();
        for (int sequence = 0; sequence < 50; sequence++) {
            SplittableRandom random = new SplittableRandom(sequence);
            DynamicModelTestbed testbed = testbed(ALL, 0.2);
            testbed.reset(sequence);
            double now = 0;
            double busy = 0;
            double dark = 0;
            double idle = 0;
            for (int i = 0; i < 200; i++) {
                if (random.nextBoolean()) {
                    now += random.nextDouble() * 3_000;
                }
                testbed.advanceTo(now);
                Outcome outcome = testbed.execute(REQUEST, configurations.get(random.nextInt(configurations.size())));
                double parts = Arrays.stream(EnergyPart.values())
                        .mapToDouble(part -> outcome.energyJoules(part).orElse(0))
                        .sum();
                assertThat(outcome.energyJoules()).isCloseTo(parts, within(1e-9 * parts));
                double off = outcome.latencyMillis(LatencyPart.QUEUE).orElseThrow();
                dark += off;
                busy += outcome.latencyMillis() - off;
                idle += outcome.energyJoules(EnergyPart.IDLE).orElseThrow();
                now += outcome.latencyMillis();
            }
            double expected = 2.7 * (now - busy - dark) / 1000;
            assertThat(idle).isCloseTo(expected, within(1e-9 * expected));
        }
    }

    @Test
    void timeDoesNotRunBackwards() {
        DynamicModelTestbed testbed = testbed(ALL, 0);
        testbed.advanceTo(5);
        assertThatThrownBy(() -> testbed.advanceTo(4)).hasMessageContaining("given 4");
    }
}
