package org.wattsplit.testbed.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.framework.testkit.TestbedChecker;

final class ReplayTestbedTest {
    private static final TransitionCost CHARGED = new TransitionCost(100, 2);
    private static final Request REQUEST = new Request(0, "any", 0, 1000);

    private final ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(
            "two",
            List.of(
                    new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1"), false),
                    new Knob("clock", Knob.Kind.NUMERIC, List.of("600", "900", "1800"), true)),
            List.of(),
            Map.of(Knob.SPLIT_LAYER, "0", "clock", "600"),
            Map.of(Knob.SPLIT_LAYER, "1", "clock", "1800")));

    /** Three rows of every configuration below 1800 MHz: 10, 20 and 60 ms. */
    private final MeasurementTable table = table();

    private MeasurementTable table() {
        List<Measurement> rows = new ArrayList<>();
        space.stream().filter(configuration -> configuration.choice(1) < 2).forEach(configuration -> {
            for (double millis : new double[] {10, 20, 60}) {
                rows.add(new Measurement(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, millis, Provenance.MEASURED)
                                .energy(EnergyPart.EDGE, millis / 10, Provenance.MEASURED)
                                .build()));
            }
        });
        return MeasurementTable.of(space, rows);
    }

    @Test
    void everyKindKeepsTheContract() {
        for (TransitionCost cost : List.of(TransitionCost.FREE, CHARGED)) {
            TestbedChecker.check(TestbedFactory.of(ReplayTestbed.ofMeans(table, cost, 0)));
            TestbedChecker.check(TestbedFactory.of(ReplayTestbed.ofSamples(table, cost, 0)));
        }
    }

    @Test
    void onlyAChangeOfTheHardwareSettingIsCharged() {
        SimulatedTestbed testbed = ReplayTestbed.ofMeans(table, CHARGED, 0);
        Configuration stay = space.configuration(1, 0);
        Configuration move = space.configuration(1, 1);
        assertThat(testbed.execute(REQUEST, stay).latencyMillis()).isEqualTo(30);
        Outcome moved = testbed.execute(REQUEST, move);
        assertThat(moved.latencyMillis()).isEqualTo(130);
        assertThat(moved.energyJoules()).isEqualTo(5);
        assertThat(moved.provenance(LatencyPart.RECONFIGURATION)).isEqualTo(Provenance.MODELLED);
        assertThat(testbed.execute(REQUEST, move).latencyMillis()).isEqualTo(30);
        testbed.reset(0);
        assertThat(testbed.settingIndex()).isZero();
    }

    @Test
    void freeChangesLeaveThePartAbsent() {
        SimulatedTestbed testbed = ReplayTestbed.ofMeans(table, TransitionCost.FREE, 0);
        Outcome moved = testbed.execute(REQUEST, space.configuration(1, 1));
        assertThat(moved.latencyMillis()).isEqualTo(30);
        assertThat(moved.latencyMillis(LatencyPart.RECONFIGURATION)).isEmpty();
    }

    @Test
    void samplesAreRowsAndTheSeedDecides() {
        SimulatedTestbed testbed = ReplayTestbed.ofSamples(table, TransitionCost.FREE, 0);
        assertThat(samples(testbed, 1))
                .isEqualTo(samples(testbed, 1))
                .isNotEqualTo(samples(testbed, 2))
                .containsOnly(10.0, 20.0, 60.0)
                .contains(10.0, 20.0, 60.0);
    }

    private List<Double> samples(SimulatedTestbed testbed, long seed) {
        testbed.reset(seed);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            samples.add(testbed.execute(REQUEST, space.configuration(0, 0)).latencyMillis());
        }
        return samples;
    }

    @Test
    void aConfigurationThatWasNotMeasuredFailsByName() {
        SimulatedTestbed testbed = ReplayTestbed.ofMeans(table, CHARGED, 0);
        assertThat(testbed.capabilities().space().size()).isEqualTo(4);
        assertThatThrownBy(() -> testbed.execute(REQUEST, space.configuration(1, 2)))
                .isInstanceOfSatisfying(TestbedException.class, error -> {
                    assertThat(error.retryCanHelp()).isFalse();
                    assertThat(error).hasMessageContaining("clock=1800");
                });
    }

    @Test
    void theProviderIsFoundByNameAndRefusesUnknownOptions() {
        TestbedProvider provider =
                Providers.load("the testbed", TestbedProvider.class).get("replay");
        Dataset dataset = new Dataset(
                "two", "two", space, table, Map.of("w", new Workload("w", true, List.of(REQUEST))), Map.of());
        try (Testbed sampled =
                provider.open(new TestbedContext(dataset, CHARGED, 0, Map.of("outcome", "sampled")), 0)) {
            assertThat(sampled.capabilities().deterministic()).isFalse();
        }
        assertThatThrownBy(() -> provider.open(new TestbedContext(dataset, CHARGED, 0, Map.of("outcome", "best")), 0))
                .hasMessageContaining("mean or sampled, given best");
    }
}
