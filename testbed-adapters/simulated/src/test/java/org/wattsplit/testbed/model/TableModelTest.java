package org.wattsplit.testbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testkit.TestbedChecker;

/** A table of other knobs than those of the bundled device as a device model. */
final class TableModelTest {
    private static Outcome execute(Dynamics dynamics, Configuration configuration) {
        return execute(MadeTable.FACTS, dynamics, configuration);
    }

    private static Outcome execute(DeviceFacts facts, Dynamics dynamics, Configuration configuration) {
        try (var testbed =
                MadeTable.testbeds(MadeTable.dataset(facts, true), dynamics).openSimulated(0)) {
            return testbed.execute(MadeTable.REQUEST, configuration);
        }
    }

    @Test
    void whereNothingMovesItIsTheTable() {
        Dataset dataset = MadeTable.dataset(MadeTable.FACTS, true);
        for (Dynamics dynamics : List.of(Dynamics.NONE, MadeModel.link(MadeTable.RTT, MadeTable.MBPS))) {
            try (var testbed = MadeTable.testbeds(dataset, dynamics).openSimulated(0)) {
                for (var mean : dataset.requireTable().means()) {
                    testbed.reset(0);
                    Outcome modelled = testbed.execute(MadeTable.REQUEST, mean.configuration());
                    assertThat(modelled.servingMillis())
                            .isCloseTo(mean.outcome().latencyMillis(), within(1e-9));
                    assertThat(modelled.energyJoules()).isCloseTo(mean.outcome().energyJoules(), within(1e-9));
                    assertThat(modelled.accuracy()).isEqualTo(mean.outcome().accuracy());
                    assertThat(modelled.provenance(LatencyPart.EDGE)).isEqualTo(Provenance.MODELLED);
                }
            }
        }
    }

    @Test
    void aLinkActsOnRoundTripAndBytesAndLeavesTheOverhead() {
        Outcome outcome = execute(MadeModel.link(30, MadeTable.MBPS / 4), MadeTable.split("800"));
        // 5,000 bytes take 0.5 ms at 80 Mbit/s; 1.5 ms are the device's and the protocol's.
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(1.5 + 30 + 4 * 0.5);
        assertThat(outcome.energyJoules(EnergyPart.EDGE).orElseThrow())
                .isCloseTo((4 * 5 + 2 * (33.5 + 3)) / 1000, within(1e-12));
    }

    @Test
    void whereNoKnobIsTheClockAStatedShareOfAllHeadsFallsWithIt() {
        DeviceFacts known = MadeTable.FACTS;
        DeviceFacts stated = new DeviceFacts(
                known.format(),
                known.version(),
                known.baseMbps(),
                known.baseRttMs(),
                known.idlePowerW(),
                known.cloudIdlePowerW(),
                null,
                0.5);
        Configuration split = MadeTable.split("800");
        double cool = execute(stated, Dynamics.NONE, split)
                .latencyMillis(LatencyPart.EDGE)
                .orElseThrow();
        double hot = execute(stated, MadeTable.hot(0.5, false), split)
                .latencyMillis(LatencyPart.EDGE)
                .orElseThrow();
        assertThat(hot).isCloseTo(cool * (0.5 + 0.5 / 0.5), within(1e-6));
    }

    @Test
    void heatActsOnTheShareOfHeadAndOverheadThatFallsWithTheClock() {
        Outcome outcome = execute(MadeTable.hot(0.5, false), MadeTable.split("800"));
        assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow()).isCloseTo(1 + 2 * 4, within(1e-6));
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER).orElseThrow())
                .isCloseTo(1.5 * (0.2 + 2 * 0.8) + MadeTable.RTT + 0.5, within(1e-6));
    }

    @Test
    void aThrottledHeadDrawsThePowerOfItsClockWhereTheScenarioSaysSo() {
        assertThat(edgeJoules(MadeTable.hot(0.5, false))).isCloseTo(4 * 9 + 2 * (5.2 + 3), within(1e-5));
        assertThat(edgeJoules(MadeTable.hot(0.5, true))).isCloseTo(3 * 9 + 2 * (5.2 + 3), within(1e-5));
        // Halfway between the two clocks that were measured.
        assertThat(edgeJoules(MadeTable.hot(0.75, true)))
                .isCloseTo(3.5 * (1 + 4 / 0.75) + 2 * (1.5 * (0.2 + 0.8 / 0.75) + 2.5 + 3), within(1e-5));
    }

    /** Millijoules of the edge, split in the middle at the higher clock. */
    private static double edgeJoules(Dynamics dynamics) {
        return 1000
                * execute(dynamics, MadeTable.split("800"))
                        .energyJoules(EnergyPart.EDGE)
                        .orElseThrow();
    }

    @Test
    void loadStretchesTheTailAndLeavesItsEnergy() {
        Dynamics loaded = new Dynamics(
                null,
                null,
                new Dynamics.CloudLoad(new Dynamics.Levels(List.of(0.75), 1)),
                null,
                null,
                null,
                null,
                0,
                20,
                List.of());
        Outcome outcome = execute(loaded, MadeTable.split("400"));
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(12);
        // 50 W of which 20 are idle power, for the 3 ms that the tail takes alone.
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_CPU).orElseThrow()).isCloseTo(0.09, within(1e-12));
    }

    @Test
    void powersOfRowsAreTakenWhereTheyHaveThem() {
        List<Measurement> rows = new ArrayList<>();
        MadeTable.SPACE.stream().forEach(configuration -> {
            Measurement row = MadeTable.Truth.of(configuration).row(configuration, false);
            Map<Quantity, Double> quantities = new EnumMap<>(row.quantities());
            quantities.put(Quantity.HEAD_POWER_W, 7.0);
            quantities.put(Quantity.WAIT_POWER_W, 3.0);
            rows.add(new Measurement(configuration, row.outcome(), quantities));
        });
        try (var testbed = MadeTable.testbeds(
                        MadeTable.dataset(MadeTable.FACTS, rows), MadeModel.link(MadeTable.RTT, MadeTable.MBPS))
                .openSimulated(0)) {
            assertThat(testbed.execute(MadeTable.REQUEST, MadeTable.split("800"))
                            .energyJoules(EnergyPart.EDGE)
                            .orElseThrow())
                    .isCloseTo((7 * 5 + 3 * 7) / 1000.0, within(1e-9));
        }
    }

    @Test
    void aHeadThatDrawsLessThanAWaitingDeviceIsRefused() {
        List<Measurement> rows = MadeTable.SPACE.stream()
                .map(configuration -> {
                    Measurement row = MadeTable.Truth.of(configuration).row(configuration, false);
                    double joules = MadeTable.Truth.of(configuration).head() > 0 ? 0.001 : 1;
                    return new Measurement(
                            configuration,
                            Outcome.builder()
                                    .latency(
                                            LatencyPart.EDGE,
                                            MadeTable.Truth.of(configuration).head(),
                                            Provenance.MEASURED)
                                    .latency(
                                            LatencyPart.CLOUD,
                                            MadeTable.Truth.of(configuration).tail(),
                                            Provenance.MEASURED)
                                    .energy(EnergyPart.EDGE, joules, Provenance.MEASURED)
                                    .build(),
                            row.quantities());
                })
                .toList();
        assertThatThrownBy(() -> MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, rows), Dynamics.NONE)
                        .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("head power at gpu_mhz=400")
                .hasMessageContaining("at least the wait power")
                .hasMessageContaining("head_power_w");
    }

    @Test
    void dynamicsThatNeedWhatTheDataLacksAreNamedWithIt() {
        assertThatThrownBy(() -> MadeTable.testbeds(MadeTable.dataset(DeviceFacts.NONE, true), MadeModel.link(30, 8))
                        .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("link (base_mbps, base_rtt_ms)");
        assertThatThrownBy(
                        () -> MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, false), MadeTable.hot(0.5, false))
                                .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("thermal and battery (edge_energy_j, or head_power_w and wait_power_w)");
        assertThatThrownBy(() -> MadeTable.testbeds(
                                MadeTable.dataset(DeviceFacts.NONE.withIdlePower(0, 0), true),
                                MadeTable.hot(0.5, false))
                        .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("thermal (clock in device.yaml");
        Dynamics battery =
                new Dynamics(null, null, null, null, null, new Dynamics.Battery(10, 1, 1, 0.1), null, 0, 0, List.of());
        for (Dynamics dynamics : List.of(battery, MadeTable.hot(0.5, false))) {
            assertThatThrownBy(() -> MadeTable.testbeds(
                                    MadeTable.dataset(DeviceFacts.NONE.withClock("gpu_mhz", null), true), dynamics)
                            .describe())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("thermal and battery (idle_power_w in device.yaml)");
        }
        // A table without energy can have a moving link.
        assertThatCode(() -> TestbedChecker.check(
                        MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, false), MadeModel.link(30, 8))))
                .doesNotThrowAnyException();
    }

    @Test
    void transfersThatTakeLessThanTheirBytesAreRefused() {
        assertThatThrownBy(() -> MadeTable.testbeds(
                                MadeTable.dataset(MadeTable.FACTS.withLink(1, 0), true), MadeModel.link(30, 8))
                        .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("transfer_latency_ms of")
                .hasMessageContaining("base_mbps is too low");
    }

    @Test
    void itKeepsTheContractOfTestbedsInAWorldThatMoves() {
        Dynamics all = new Dynamics(
                new Dynamics.Link(30, List.of(), List.of(), new Dynamics.Levels(List.of(0.5, 4.0, 16.0), 1)),
                new Dynamics.Outages(20, 1),
                new Dynamics.CloudLoad(new Dynamics.Levels(List.of(0.0, 0.5, 0.9), 1)),
                new Dynamics.Outages(30, 1),
                new Thermal(45, 15, 5, 80, 85, 0.33, true),
                new Dynamics.Battery(5_000, 1, 3, 0.1),
                new Dynamics.Estimates(500, 500, 0.2),
                2.7,
                0,
                List.of());
        TestbedChecker.check(MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, true), all));
        assertThat(MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, true), all)
                        .describe()
                        .conditions())
                .contains(Condition.BANDWIDTH_MBPS, Condition.DEVICE_TEMPERATURE_C, Condition.BATTERY_LEVEL);
    }
}
