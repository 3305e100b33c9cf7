package org.wattsplit.framework.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutcomeTest {
    private static Outcome outcome(double edgeMillis, double edgeJoules, double accuracy) {
        return Outcome.builder()
                .latency(LatencyPart.EDGE, edgeMillis, Provenance.MEASURED)
                .latency(LatencyPart.CLOUD, 7, Provenance.MODELLED)
                .energy(EnergyPart.EDGE, edgeJoules, Provenance.MEASURED)
                .energy(EnergyPart.CLOUD_GPU, 3, Provenance.MEASURED)
                .accuracy(accuracy, Provenance.MEASURED)
                .build();
    }

    @Test
    void totalsAreTheSumsOfTheKnownParts() {
        Outcome outcome = outcome(5, 2, 0.6);
        assertThat(outcome.latencyMillis()).isEqualTo(12);
        assertThat(outcome.energyJoules()).isEqualTo(5);
    }

    @Test
    void absentPartsAreEmptyAndNotZero() {
        Outcome outcome = outcome(5, 2, 0.6);
        assertThat(outcome.latencyMillis(LatencyPart.QUEUE)).isEmpty();
        assertThat(outcome.energyJoules(EnergyPart.IDLE)).isEmpty();
        assertThat(outcome.provenance(EnergyPart.IDLE)).isEqualTo(Provenance.ABSENT);
        assertThat(Outcome.builder().build().accuracy()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY})
    void whatIsNoQuantityIsRefusedByName(double value) {
        assertThatThrownBy(() -> Outcome.builder().latency(LatencyPart.EDGE, value, Provenance.MEASURED))
                .hasMessageContaining("edge_latency_ms")
                .hasMessageContaining(String.valueOf(value));
        assertThatThrownBy(() -> Outcome.builder().energy(EnergyPart.EDGE, value, Provenance.MEASURED))
                .hasMessageContaining("edge_energy_j");
        assertThatThrownBy(() -> Outcome.builder().energy(EnergyPart.EDGE, 0, Provenance.ABSENT))
                .hasMessageContaining("measured or modelled");
    }

    @Test
    void theMeanOfEqualValuesIsThatValue() {
        List<Outcome> ten = Collections.nCopies(10, outcome(0.1, 0.7, 0.605));
        assertThat(Outcome.mean(ten)).isEqualTo(ten.get(0));
    }

    @Test
    void theMeanDoesNotDependOnTheOrder() {
        Random random = new Random(4);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            outcomes.add(outcome(random.nextDouble() * 1e6, random.nextDouble(), random.nextDouble()));
        }
        Outcome mean = Outcome.mean(outcomes);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(outcomes, random);
            assertThat(Outcome.mean(outcomes)).isEqualTo(mean);
        }
    }

    @Test
    void outcomesThatKnowDifferentPartsHaveNoMean() {
        assertThatThrownBy(() -> Outcome.mean(
                        List.of(outcome(1, 1, 0.5), Outcome.builder().build())))
                .hasMessageContaining("edge_latency_ms");
    }

    @Test
    void reconfigurationIsAPartOfItsOwn() {
        Outcome charged = outcome(5, 2, 0.6).withReconfiguration(137, 0.5, Provenance.MODELLED);
        assertThat(charged.latencyMillis()).isEqualTo(149);
        assertThat(charged.energyJoules()).isEqualTo(5.5);
        assertThat(charged.provenance(LatencyPart.RECONFIGURATION)).isEqualTo(Provenance.MODELLED);
        assertThat(outcome(5, 2, 0.6).latencyMillis(LatencyPart.RECONFIGURATION))
                .isEmpty();
    }
}
