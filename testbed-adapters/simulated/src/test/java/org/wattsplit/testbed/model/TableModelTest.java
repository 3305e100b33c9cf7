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
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.framework.testkit.TestbedChecker;

/** A table of other knobs than those of the bundled device: a clock of its own, and a width of the network. */
final class TableModelTest {
    private static final Request REQUEST = new Request(0, "slim", 0, 1_000);
    private static final double MBPS = 80;
    private static final double RTT = 2;
    private static final DeviceFacts FACTS =
            DeviceFacts.NONE.withLink(MBPS, RTT).withIdlePower(0.5, 20).withClock("gpu_mhz", null);

    private static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "slim",
            List.of(
                    new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false),
                    new Knob("width", Knob.Kind.NUMERIC, List.of("0.5", "1"), false),
                    new Knob("gpu_mhz", Knob.Kind.NUMERIC, List.of("400", "800"), true)),
            List.of(),
            Map.of("split_layer", "0", "width", "1", "gpu_mhz", "800"),
            Map.of("split_layer", "2", "width", "1", "gpu_mhz", "800")));

    /** What a made-up device takes: 10 ms of each layer's head at 800 MHz, of which the clock changes 8. */
    private record Truth(double cut, double width, double mhz) {
        static Truth of(Configuration configuration) {
            return new Truth(
                    Double.parseDouble(configuration.value(Knob.SPLIT_LAYER)),
                    Double.parseDouble(configuration.value("width")),
                    Double.parseDouble(configuration.value("gpu_mhz")));
        }

        double head() {
            return cut * width * (2 + 8 * 800 / mhz);
        }

        double bytes() {
            return cut == 2 ? 0 : 10_000 * width * (2 - cut);
        }

        double overhead() {
            return cut == 2 ? 0 : 1.5;
        }

        double transfer() {
            return cut == 2 ? 0 : overhead() + RTT + bytes() * 8 / (1000 * MBPS);
        }

        double tail() {
            return cut == 2 ? 0 : 3 * (2 - cut);
        }

        double headW() {
            return 2 + mhz / 400;
        }

        double waitW() {
            return 1 + mhz / 800;
        }

        Measurement row(Configuration configuration, boolean energy) {
            Outcome.Builder outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, head(), Provenance.MEASURED)
                    .latency(LatencyPart.TRANSFER, transfer(), Provenance.MEASURED)
                    .latency(LatencyPart.CLOUD, tail(), Provenance.MEASURED)
                    .accuracy(0.5 + 0.2 * width, Provenance.MEASURED);
            if (energy) {
                outcome.energy(
                                EnergyPart.EDGE,
                                (headW() * head() + waitW() * (transfer() + tail())) / 1000,
                                Provenance.MEASURED)
                        .energy(EnergyPart.CLOUD_CPU, 50 * tail() / 1000, Provenance.MEASURED);
            }
            Map<Quantity, Double> quantities = new EnumMap<>(Map.of(Quantity.TRANSFER_BYTES, bytes()));
            return new Measurement(configuration, outcome.build(), quantities);
        }
    }

    private static Dataset dataset(DeviceFacts facts, boolean energy) {
        List<Measurement> rows = SPACE.stream()
                .map(configuration -> Truth.of(configuration).row(configuration, energy))
                .toList();
        return dataset(facts, rows);
    }

    private static Dataset dataset(DeviceFacts facts, List<Measurement> rows) {
        return new Dataset(
                "slim-board",
                "slim",
                SPACE,
                MeasurementTable.of(SPACE, rows),
                Map.of("w", new Workload("w", true, List.of(REQUEST))),
                Map.of(),
                null,
                facts);
    }

    private static TestbedFactory testbeds(Dataset dataset, Dynamics dynamics) {
        return TestbedFactory.of(
                new ModelProvider(),
                new TestbedContext(
                        dataset,
                        TransitionCost.FREE,
                        0,
                        Map.of(),
                        dynamics,
                        List.of(),
                        org.wattsplit.framework.provider.Registry.installed()));
    }

    private static Outcome execute(Dynamics dynamics, Configuration configuration) {
        try (var testbed = testbeds(dataset(FACTS, true), dynamics).openSimulated(0)) {
            return testbed.execute(REQUEST, configuration);
        }
    }

    private static Dynamics hot(double share, boolean throttledPower) {
        return new Dynamics(
                null,
                null,
                null,
                null,
                new Thermal(90, 1e-9, 1e9, 80, 85, share, throttledPower),
                null,
                null,
                0,
                0,
                List.of());
    }

    private static Configuration split(String mhz) {
        return SPACE.configuration(Map.of("split_layer", "1", "width", "0.5", "gpu_mhz", mhz));
    }

    @Test
    void whereNothingMovesItIsTheTable() {
        Dataset dataset = dataset(FACTS, true);
        for (Dynamics dynamics : List.of(Dynamics.NONE, MadeModel.link(RTT, MBPS))) {
            try (var testbed = testbeds(dataset, dynamics).openSimulated(0)) {
                for (var mean : dataset.requireTable().means()) {
                    testbed.reset(0);
                    Outcome modelled = testbed.execute(REQUEST, mean.configuration());
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
        Outcome outcome = execute(MadeModel.link(30, MBPS / 4), split("800"));
        // 5,000 bytes take 0.5 ms at 80 Mbit/s; 1.5 ms are the device's and the protocol's.
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(1.5 + 30 + 4 * 0.5);
        assertThat(outcome.energyJoules(EnergyPart.EDGE).orElseThrow())
                .isCloseTo((4 * 5 + 2 * (33.5 + 3)) / 1000, within(1e-12));
    }

    @Test
    void heatActsOnTheShareOfHeadAndOverheadThatFallsWithTheClock() {
        Outcome outcome = execute(hot(0.5, false), split("800"));
        assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow()).isCloseTo(1 + 2 * 4, within(1e-6));
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER).orElseThrow())
                .isCloseTo(1.5 * (0.2 + 2 * 0.8) + RTT + 0.5, within(1e-6));
    }

    @Test
    void aThrottledHeadDrawsThePowerOfItsClockWhereTheScenarioSaysSo() {
        assertThat(edgeJoules(hot(0.5, false))).isCloseTo(4 * 9 + 2 * (5.2 + 3), within(1e-5));
        assertThat(edgeJoules(hot(0.5, true))).isCloseTo(3 * 9 + 2 * (5.2 + 3), within(1e-5));
        // Halfway between the two clocks that were measured.
        assertThat(edgeJoules(hot(0.75, true)))
                .isCloseTo(3.5 * (1 + 4 / 0.75) + 2 * (1.5 * (0.2 + 0.8 / 0.75) + 2.5 + 3), within(1e-5));
    }

    /** Millijoules of the edge, split in the middle at the higher clock. */
    private static double edgeJoules(Dynamics dynamics) {
        return 1000
                * execute(dynamics, split("800")).energyJoules(EnergyPart.EDGE).orElseThrow();
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
        Outcome outcome = execute(loaded, split("400"));
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(12);
        // 50 W of which 20 are idle power, for the 3 ms that the tail takes alone.
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_CPU).orElseThrow()).isCloseTo(0.09, within(1e-12));
    }

    @Test
    void powersOfRowsAreTakenWhereTheyHaveThem() {
        List<Measurement> rows = new ArrayList<>();
        SPACE.stream().forEach(configuration -> {
            Measurement row = Truth.of(configuration).row(configuration, false);
            Map<Quantity, Double> quantities = new EnumMap<>(row.quantities());
            quantities.put(Quantity.HEAD_POWER_W, 7.0);
            quantities.put(Quantity.WAIT_POWER_W, 3.0);
            rows.add(new Measurement(configuration, row.outcome(), quantities));
        });
        try (var testbed =
                testbeds(dataset(FACTS, rows), MadeModel.link(RTT, MBPS)).openSimulated(0)) {
            assertThat(testbed.execute(REQUEST, split("800"))
                            .energyJoules(EnergyPart.EDGE)
                            .orElseThrow())
                    .isCloseTo((7 * 5 + 3 * 7) / 1000.0, within(1e-9));
        }
    }

    @Test
    void headAndWaitsInOneRatioKeepTheirEnergyAndWaitAtIdlePower() {
        TablePower.Watts watts = TablePower.fit(List.of(new TablePower.Sample(100, 100, 1.0)), 2.7);
        assertThat(watts.waitW()).isEqualTo(2.7);
        assertThat(watts.headW()).isCloseTo(7.3, within(1e-9));
    }

    @Test
    void powersThatCannotBeToldApartAreOne() {
        List<TablePower.Sample> samples = List.of(
                new TablePower.Sample(10, 0, 0.0303),
                new TablePower.Sample(20, 0, 0.0590),
                new TablePower.Sample(0, 10, 0.0297),
                new TablePower.Sample(0, 20, 0.0612),
                new TablePower.Sample(10, 10, 0.0600));
        TablePower.Watts watts = TablePower.fit(samples, 1);
        assertThat(watts.headW()).isEqualTo(watts.waitW()).isCloseTo(3, within(0.03));
        assertThat(watts.residual()).isBetween(0.001, 0.02);
    }

    @Test
    void aHeadThatDrawsLessThanAWaitingDeviceIsRefused() {
        List<Measurement> rows = SPACE.stream()
                .map(configuration -> {
                    Measurement row = Truth.of(configuration).row(configuration, false);
                    double joules = Truth.of(configuration).head() > 0 ? 0.001 : 1;
                    return new Measurement(
                            configuration,
                            Outcome.builder()
                                    .latency(
                                            LatencyPart.EDGE,
                                            Truth.of(configuration).head(),
                                            Provenance.MEASURED)
                                    .latency(
                                            LatencyPart.CLOUD,
                                            Truth.of(configuration).tail(),
                                            Provenance.MEASURED)
                                    .energy(EnergyPart.EDGE, joules, Provenance.MEASURED)
                                    .build(),
                            row.quantities());
                })
                .toList();
        assertThatThrownBy(() -> testbeds(dataset(FACTS, rows), Dynamics.NONE).describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("head power at gpu_mhz=400")
                .hasMessageContaining("at least the wait power")
                .hasMessageContaining("head_power_w");
    }

    @Test
    void dynamicsThatNeedWhatTheDataLacksAreNamedWithIt() {
        assertThatThrownBy(() -> testbeds(dataset(DeviceFacts.NONE, true), MadeModel.link(30, 8))
                        .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("link (base_mbps, base_rtt_ms)");
        assertThatThrownBy(
                        () -> testbeds(dataset(FACTS, false), hot(0.5, false)).describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("thermal and battery (edge_energy_j, or head_power_w and wait_power_w)");
        assertThatThrownBy(() -> testbeds(dataset(DeviceFacts.NONE.withIdlePower(0, 0), true), hot(0.5, false))
                        .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("thermal (clock in device.yaml");
        // A table without energy can have a moving link.
        assertThatCode(() -> TestbedChecker.check(testbeds(dataset(FACTS, false), MadeModel.link(30, 8))))
                .doesNotThrowAnyException();
    }

    @Test
    void transfersThatTakeLessThanTheirBytesAreRefused() {
        assertThatThrownBy(() -> testbeds(dataset(FACTS.withLink(1, 0), true), MadeModel.link(30, 8))
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
        TestbedChecker.check(testbeds(dataset(FACTS, true), all));
        assertThat(testbeds(dataset(FACTS, true), all).describe().conditions())
                .contains(Condition.BANDWIDTH_MBPS, Condition.DEVICE_TEMPERATURE_C, Condition.BATTERY_LEVEL);
    }
}
