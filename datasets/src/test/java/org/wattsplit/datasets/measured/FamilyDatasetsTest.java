package org.wattsplit.datasets.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.Knob;

/** The profiles of networks that change. */
final class FamilyDatasetsTest {
    static List<DatasetProvider> providers() {
        return List.of(new ExitsDataset(), new SlimmableDataset());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyConfigurationWasMeasuredAsOftenAsAnyOtherAndHasAnAccuracy(DatasetProvider provider) {
        Dataset dataset = provider.load(null);
        MeasurementTable table = dataset.requireTable();
        int rows = table.means().get(0).measurements();
        assertThat(table.space().size()).isEqualTo(table.means().size());
        assertThat(table.means()).allMatch(one -> one.measurements() == rows);
        assertThat(table.rows().size()).isLessThanOrEqualTo(3000);
        assertThat(table.rows())
                .allMatch(row -> row.outcome().accuracyProvenance() == Provenance.MEASURED)
                .allMatch(row -> row.quantities().containsKey(Quantity.TRANSFER_BYTES));
        assertThat(dataset.model()).isEqualTo(provider.name());
    }

    /** It was measured once, on the same pictures. */
    @ParameterizedTest
    @MethodSource("providers")
    void noHardwareSettingChangesAnAccuracy(DatasetProvider provider) {
        MeasurementTable table = provider.load(null).requireTable();
        Map<Map<String, String>, List<Double>> accuracies = table.means().stream()
                .collect(Collectors.groupingBy(
                        one -> network(table, one.configuration()),
                        Collectors.mapping(one -> one.outcome().accuracy().orElseThrow(), Collectors.toList())));
        assertThat(accuracies.values())
                .allMatch(same -> same.stream().distinct().count() == 1);
    }

    private static Map<String, String> network(MeasurementTable table, Configuration configuration) {
        return table.space().spec().knobs().stream()
                .filter(knob -> !knob.hardware())
                .collect(Collectors.toMap(Knob::name, knob -> configuration.value(knob.name())));
    }

    @Test
    void anotherNetworkIsRefused() {
        assertThatThrownBy(() -> new ExitsDataset().load("vgg16")).hasMessageContaining("given vgg16");
        assertThatThrownBy(() -> new SlimmableDataset().load("vgg16")).hasMessageContaining("given vgg16");
    }
}
