package org.wattsplit.datasets.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Request;

class LoopbackVmDatasetTest {
    @ParameterizedTest
    @CsvSource({"mobilenetv2, 129, 9, LoopbackMobileNetV2-v1", "vgg16, 75, 6, LoopbackVgg16-v1"})
    void everyConfigurationWasMeasuredAsOftenAsAnyOther(String model, int configurations, int rows, String scenario) {
        Dataset dataset = new LoopbackVmDataset().load(model);
        MeasurementTable table = dataset.requireTable();

        assertThat(dataset.model()).isEqualTo(model);
        assertThat(dataset.scenario()).isEqualTo(scenario);
        assertThat(table.means()).hasSize(configurations).allMatch(one -> one.measurements() == rows);
        assertThat(table.space().size()).isEqualTo(configurations);
    }

    @ParameterizedTest
    @CsvSource({"mobilenetv2", "vgg16"})
    void latenciesAreMeasuredAndEnergiesModelled(String model) {
        for (var row : new LoopbackVmDataset().load(model).requireTable().rows()) {
            Outcome outcome = row.outcome();
            assertThat(outcome.provenance(LatencyPart.EDGE)).isEqualTo(Provenance.MEASURED);
            assertThat(outcome.provenance(LatencyPart.TRANSFER)).isEqualTo(Provenance.MEASURED);
            assertThat(outcome.provenance(LatencyPart.CLOUD)).isEqualTo(Provenance.MEASURED);
            assertThat(outcome.provenance(EnergyPart.EDGE)).isEqualTo(Provenance.MODELLED);
            assertThat(outcome.provenance(EnergyPart.CLOUD_CPU)).isEqualTo(Provenance.MODELLED);
            assertThat(outcome.provenance(EnergyPart.RADIO)).isEqualTo(Provenance.ABSENT);
            assertThat(outcome.accuracy()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"mobilenetv2", "vgg16"})
    void deadlinesLieBetweenTheFastestAndTheSlowestConfiguration(String model) {
        Dataset dataset = new LoopbackVmDataset().load(model);
        double[] latencies = dataset.requireTable().means().stream()
                .mapToDouble(one -> one.outcome().latencyMillis())
                .toArray();
        double[] deadlines = dataset.largestWorkload().requests().stream()
                .mapToDouble(Request::deadlineMillis)
                .toArray();

        assertThat(DoubleStream.of(deadlines).min())
                .hasValue(DoubleStream.of(latencies).min().orElseThrow());
        assertThat(DoubleStream.of(deadlines).max().orElseThrow())
                .isCloseTo(DoubleStream.of(latencies).max().orElseThrow(), within(1e-6));
    }

    @Test
    void anUnknownNetworkListsTheKnownOnes() {
        assertThatThrownBy(() -> new LoopbackVmDataset().load("alexnet"))
                .hasMessageContaining("[mobilenetv2, vgg16]")
                .hasMessageContaining("alexnet");
    }
}
