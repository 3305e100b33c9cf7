package org.wattsplit.framework.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.compare.SimToRealResult.Misled;
import org.wattsplit.framework.compare.SimToRealResult.PerConfiguration;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Guarding;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.runlog.ServedRow;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

final class SimToRealTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "three",
            List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false)),
            List.of(),
            Map.of(Knob.SPLIT_LAYER, "0"),
            Map.of(Knob.SPLIT_LAYER, "2")));

    private final List<ServedRow> rows = new ArrayList<>();

    private static Outcome outcome(double millis, double joules) {
        return builder(millis)
                .energy(EnergyPart.EDGE, joules, Provenance.MEASURED)
                .build();
    }

    private static Outcome.Builder builder(double millis) {
        return Outcome.builder().latency(LatencyPart.EDGE, millis, Provenance.MEASURED);
    }

    private void row(int layer, double deadline, Outcome outcome) {
        row(layer, deadline, outcome, new CostWeights(100));
    }

    private void row(int layer, double deadline, Outcome outcome, CostWeights weights) {
        rows.add(new ServedRow(SPACE.configuration(layer), deadline, outcome, weights));
    }

    /** Expected: 10 ms and 1 J, 20 ms and 2 J, 40 ms and 4 J. */
    private static Optional<Outcome> expected(Configuration configuration) {
        return switch (configuration.choice(0)) {
            case 0 -> Optional.of(outcome(10, 1));
            case 1 -> Optional.of(outcome(20, 2));
            default -> Optional.of(outcome(40, 4));
        };
    }

    private SimToRealResult compare() {
        return SimToReal.of(rows, SimToRealTest::expected);
    }

    /** Live means: 30 ms and 1 J, 25 ms and 2 J, 40 ms and 4 J. */
    private void threeConfigurations() {
        row(0, 26, outcome(28, 0.5));
        row(0, 50, outcome(32, 1.5));
        row(1, 28, outcome(25, 2));
        row(2, 5, outcome(40, 4));
    }

    @Test
    void meansErrorsAndRanksAreThoseOfConfigurations() {
        threeConfigurations();
        SimToRealResult result = compare();
        assertThat(result.requests()).isEqualTo(4);
        PerConfiguration first = result.configurations().get(0);
        assertThat(first.requests()).isEqualTo(2);
        assertThat(first.liveMs()).isEqualTo(30);
        assertThat(first.expectedMs()).isEqualTo(10);
        assertThat(first.latencyErrorPercent()).isCloseTo(100 * (10.0 / 30 - 1), EXACT);
        assertThat(first.liveJ()).isEqualTo(1);
        assertThat(first.energyErrorPercent()).isCloseTo(0, EXACT);
        // Errors of two thirds, a fifth and none.
        assertThat(result.latencyMapePercent()).isCloseTo(100 * (2.0 / 3 + 0.2) / 3, EXACT);
        assertThat(result.energyMapePercent()).isCloseTo(0, EXACT);
        // Ranks 2, 1, 3 against 1, 2, 3: 1 - 6 * 2 / (3 * 8).
        assertThat(result.latencySpearman()).isCloseTo(0.5, EXACT);
        assertThat(result.energySpearman()).isCloseTo(1, EXACT);
        assertThat(result.energyParts()).containsExactly("edge_energy_j");
    }

    @Test
    void whereTheExpectationMisleadsIsToldWithWhatItCosts() {
        threeConfigurations();
        Misled choice = Objects.requireNonNull(compare().choice());
        // Deadlines 26 and 28: expected takes the first, which is late, live the second. Deadline 50: both the first.
        // Deadline 5: nothing is in time; expected takes the first as the fastest, live the second.
        assertThat(choice.deadlines()).isEqualTo(4);
        assertThat(choice.otherPercent()).isEqualTo(75);
        assertThat(choice.byExpectation().energyJ()).isEqualTo(1);
        assertThat(choice.byExpectation().missedPercent()).isEqualTo(75);
        assertThat(choice.byExpectation().costJ()).isEqualTo(76);
        assertThat(choice.byLiveMeans().energyJ()).isEqualTo(1.75);
        assertThat(choice.byLiveMeans().missedPercent()).isEqualTo(25);
        assertThat(choice.byLiveMeans().costJ()).isEqualTo(26.75);
        assertThat(choice.costMoreJ()).isEqualTo(49.25);
        assertThat(choice.pairs()).hasSize(1);
        assertThat(choice.pairs().get(0).expected()).contains("split_layer=0");
        assertThat(choice.pairs().get(0).live()).contains("split_layer=1");
        assertThat(choice.pairs().get(0).deadlines()).isEqualTo(3);
        assertThat(choice.pairs().get(0).costMoreJ()).isCloseTo((99 + 99 - 1) / 3.0, EXACT);
    }

    private static Outcome accurate(double millis, double joules, double accuracy) {
        return builder(millis)
                .energy(EnergyPart.EDGE, joules, Provenance.MEASURED)
                .accuracy(accuracy, Provenance.MEASURED)
                .build();
    }

    @Test
    void wrongAnswersArePricedAsTheScenarioDoes() {
        CostWeights weights = new CostWeights(100, 10, 0, 0);
        row(0, 50, accurate(10, 1, 0.4), weights);
        row(0, 50, accurate(10, 1, 0.6), weights);
        row(1, 50, accurate(20, 2, 0.9), weights);
        // 1 J and 5 % of 10 J are expected of the first, and 2 J and 10 % of the second; the first is wrong half of the
        // time.
        Misled choice = Objects.requireNonNull(SimToReal.of(
                        rows,
                        configuration -> Optional.of(
                                configuration.choice(0) == 0 ? accurate(10, 1, 0.95) : accurate(20, 2, 0.9)))
                .choice());
        assertThat(choice.otherPercent()).isEqualTo(100);
        assertThat(choice.byExpectation().costJ()).isCloseTo(6, EXACT);
        assertThat(choice.byLiveMeans().costJ()).isCloseTo(3, EXACT);
        assertThat(choice.costMoreJ()).isCloseTo(3, EXACT);
        assertThat(choice.byLiveMeans().energyJ()).isEqualTo(2);
        // Nothing is said of costs that nobody knows.
        assertThat(compare().choice()).isNull();
    }

    @Test
    void requestsThatFellBackAreInNoMean() {
        row(0, 50, outcome(10, 1));
        row(0, 50, builder(500).guarding(new Guarding("open", "the device")).build());
        row(1, 50, builder(500).guarding(new Guarding("open", "the device")).build());
        SimToRealResult result = compare();
        assertThat(result.fellBack()).isEqualTo(2);
        assertThat(result.configurations()).hasSize(1);
        assertThat(result.configurations().get(0).fellBack()).isEqualTo(1);
        assertThat(result.configurations().get(0).liveMs()).isEqualTo(10);
    }

    @Test
    void queueAndReconfigurationAreLeftOut() {
        row(0, 50, outcome(10, 1).withQueue(7).withReconfiguration(100, 9, Provenance.MEASURED));
        PerConfiguration one = compare().configurations().get(0);
        assertThat(one.liveMs()).isEqualTo(10);
        assertThat(one.liveJ()).isEqualTo(1);
    }

    @Test
    void energyIsComparedByThePartsThatBothHave() {
        Outcome both = builder(10)
                .energy(EnergyPart.EDGE, 3, Provenance.MEASURED)
                .energy(EnergyPart.RADIO, 50, Provenance.MODELLED)
                .build();
        row(0, 50, both);
        row(0, 50, builder(10).energy(EnergyPart.RADIO, 50, Provenance.MODELLED).build());
        SimToRealResult result = SimToReal.of(
                rows,
                configuration -> Optional.of(builder(10)
                        .energy(EnergyPart.EDGE, 2, Provenance.MODELLED)
                        .energy(EnergyPart.CLOUD_GPU, 70, Provenance.MODELLED)
                        .build()));
        PerConfiguration one = result.configurations().get(0);
        assertThat(one.energyRequests()).isEqualTo(1);
        assertThat(one.liveJ()).isEqualTo(3);
        assertThat(one.expectedJ()).isEqualTo(2);
        assertThat(result.energyParts()).containsExactly("edge_energy_j");
        assertThat(result.partsOfLogsOnly()).containsExactly("radio_energy_j");
        assertThat(result.partsExpectedOnly()).containsExactly("cloud_gpu_energy_j");
    }

    /** An expectation that was profiled has the idle share in the edge's energy. */
    @Test
    void theIdleShareCountsAsTheEdges() {
        row(
                0,
                50,
                builder(10)
                        .energy(EnergyPart.EDGE, 3, Provenance.MEASURED)
                        .energy(EnergyPart.IDLE, 2, Provenance.MEASURED)
                        .build());
        row(0, 50, builder(10).energy(EnergyPart.IDLE, 4, Provenance.MEASURED).build());
        SimToRealResult result = compare();
        assertThat(result.configurations().get(0).liveJ()).isEqualTo(4.5);
        assertThat(result.energyParts()).containsExactly("edge_energy_j");
        assertThat(result.partsOfLogsOnly()).isEmpty();
    }

    @Test
    void nothingIsSaidOfChoicesBetweenSumsOfOtherParts() {
        row(0, 50, outcome(10, 1));
        row(
                1,
                50,
                builder(10)
                        .energy(EnergyPart.EDGE, 1, Provenance.MEASURED)
                        .energy(EnergyPart.CLOUD_CPU, 9, Provenance.MODELLED)
                        .build());
        SimToRealResult result = SimToReal.of(
                rows,
                configuration -> Optional.of(builder(10)
                        .energy(EnergyPart.EDGE, 2, Provenance.MODELLED)
                        .energy(EnergyPart.CLOUD_CPU, 9, Provenance.MODELLED)
                        .build()));
        assertThat(result.configurations()).hasSize(2);
        assertThat(result.choice()).isNull();
    }

    @Test
    void whatNothingSaysIsNull() {
        row(0, 50, builder(10).build());
        row(1, 50, builder(10).build());
        SimToRealResult result = SimToReal.of(
                rows, configuration -> expected(configuration).filter(outcome -> configuration.choice(0) == 0));
        assertThat(result.unexpected()).isEqualTo(1);
        assertThat(result.latencySpearman()).isNull();
        assertThat(result.energyMapePercent()).isNull();
        assertThat(result.choice()).isNull();
        assertThat(result.configurations().get(0).liveJ()).isNull();
    }
}
