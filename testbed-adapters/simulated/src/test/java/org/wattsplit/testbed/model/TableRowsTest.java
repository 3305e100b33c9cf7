package org.wattsplit.testbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Dynamics;

/** Rows of a table that are unlike the others: without a tail, without a head, without anything that is sent. */
final class TableRowsTest {
    @Test
    void energyOfTheCloudWithoutATailIsRefused() {
        List<Measurement> rows = MadeTable.SPACE.stream()
                .map(configuration -> new Measurement(
                        configuration,
                        Outcome.builder()
                                .latency(
                                        LatencyPart.EDGE,
                                        1 + MadeTable.Truth.of(configuration).head(),
                                        Provenance.MEASURED)
                                .energy(EnergyPart.CLOUD_CPU, 0.1, Provenance.MEASURED)
                                .build(),
                        Map.of()))
                .toList();
        assertThatThrownBy(() -> MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, rows), Dynamics.NONE)
                        .describe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cloud_latency_ms of")
                .hasMessageContaining("cloud_cpu_energy_j")
                .hasMessageContaining("given nothing");
    }

    @Test
    void energyOfTheCloudWhereTheTailTakesNoTimeIsNone() {
        List<Measurement> rows = MadeTable.SPACE.stream()
                .map(configuration -> new Measurement(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, 10, Provenance.MEASURED)
                                .latency(LatencyPart.CLOUD, 0, Provenance.MEASURED)
                                .energy(EnergyPart.CLOUD_CPU, 0.1, Provenance.MEASURED)
                                .build(),
                        Map.of()))
                .toList();
        try (var testbed = MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, rows), Dynamics.NONE)
                .openSimulated(0)) {
            assertThat(testbed.execute(MadeTable.REQUEST, MadeTable.split("800"))
                            .energyJoules(EnergyPart.CLOUD_CPU))
                    .hasValue(0);
        }
    }

    /** The rows of the made-up device, with other times where they are cut there. */
    private static Dataset changed(String cut, UnaryOperator<Outcome.Builder> times) {
        return MadeTable.dataset(
                MadeTable.FACTS,
                MadeTable.SPACE.stream()
                        .map(configuration -> {
                            Measurement row = MadeTable.Truth.of(configuration).row(configuration, false);
                            return configuration.value(Knob.SPLIT_LAYER).equals(cut)
                                    ? new Measurement(
                                            configuration,
                                            times.apply(Outcome.builder()).build(),
                                            row.quantities())
                                    : new Measurement(configuration, withoutAccuracy(row.outcome()), row.quantities());
                        })
                        .toList());
    }

    private static Outcome withoutAccuracy(Outcome outcome) {
        Outcome.Builder times = Outcome.builder();
        for (LatencyPart part : List.of(LatencyPart.EDGE, LatencyPart.TRANSFER, LatencyPart.CLOUD)) {
            times.latency(part, outcome.latencyMillis(part).orElseThrow(), Provenance.MEASURED);
        }
        return times.build();
    }

    @Test
    void whatIsMeasuredAsTheTransferOfARowThatSendsNothingStays() {
        Dataset dataset = changed(
                "2",
                times -> times.latency(LatencyPart.EDGE, 20, Provenance.MEASURED)
                        .latency(LatencyPart.TRANSFER, 0.3, Provenance.MEASURED)
                        .latency(LatencyPart.CLOUD, 0, Provenance.MEASURED));
        Configuration edgeOnly = MadeTable.SPACE.edgeOnly().orElseThrow();
        assertThat(MadeTable.testbeds(dataset, Dynamics.NONE)
                        .describe()
                        .payload()
                        .overheadMillis())
                .containsEntry(edgeOnly, 0.3);
        Dynamics slowAndOut = new Dynamics(
                MadeModel.link(30, 1).link(),
                new Dynamics.Outages(1e-3, 1e6),
                null,
                new Dynamics.Outages(1e-3, 1e6),
                null,
                null,
                null,
                0,
                0,
                List.of());
        for (Dynamics dynamics : List.of(Dynamics.NONE, MadeModel.link(30, 1), slowAndOut)) {
            try (var testbed = MadeTable.testbeds(dataset, dynamics).openSimulated(0)) {
                Outcome outcome = testbed.execute(MadeTable.REQUEST, edgeOnly);
                assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(0.3);
                assertThat(outcome.servingMillis()).isCloseTo(20.3, within(1e-9));
            }
        }
    }

    @Test
    void rowsWithoutAHeadSayNothingOfTheUsualShareOfTheClock() {
        Configuration single =
                MadeTable.SPACE.configuration(Map.of("split_layer", "1", "width", "1", "gpu_mhz", "800"));
        List<Measurement> rows = MadeTable.SPACE.stream()
                .filter(one -> !one.value(Knob.SPLIT_LAYER).equals("2"))
                .filter(one -> one.value(Knob.SPLIT_LAYER).equals("0")
                        || one.value("width").equals("0.5")
                        || one.equals(single))
                .map(one -> MadeTable.Truth.of(one).row(one, true))
                .toList();
        try (var testbed = MadeTable.testbeds(MadeTable.dataset(MadeTable.FACTS, rows), MadeTable.hot(0.5, false))
                .openSimulated(0)) {
            // Of 10 ms, between the 0.8 and the 0.89 of the head that was measured at both clocks.
            assertThat(testbed.execute(MadeTable.REQUEST, single)
                            .latencyMillis(LatencyPart.EDGE)
                            .orElseThrow())
                    .isBetween(18.0, 18.9);
        }
    }
}
