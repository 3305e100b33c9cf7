package org.wattsplit.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.wattsplit.datasets.synthetic.SyntheticDataset;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;

/** What holds for every table and workload that is written, and for every cut of the file. */
final class FilePropertiesTest {
    private static final Dataset DATASET = new SyntheticDataset().load();

    @Provide
    Arbitrary<List<Measurement>> rows() {
        List<Configuration> configurations = DATASET.space().stream().toList();
        Arbitrary<Double> number = Arbitraries.doubles().between(0, 1e9).ofScale(12);
        return number.array(double[].class)
                .ofSize(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(values -> {
                    List<Measurement> rows = new ArrayList<>();
                    for (int i = 0; i < values.size(); i++) {
                        rows.add(new Measurement(
                                configurations.get(i * 7 % configurations.size()),
                                Outcome.builder()
                                        .latency(LatencyPart.EDGE, values.get(i)[0], Provenance.MEASURED)
                                        .energy(EnergyPart.EDGE, values.get(i)[1], Provenance.MEASURED)
                                        .accuracy(values.get(i)[2] / 1e9, Provenance.MEASURED)
                                        .build()));
                    }
                    return rows;
                });
    }

    @Property(tries = 100)
    void aTableIsReadAsItWasWritten(@ForAll("rows") List<Measurement> rows) throws IOException {
        Path path = Files.createTempFile("table", ".csv");
        try {
            MeasurementTableFile.write(path, MeasurementTable.of(DATASET.space(), rows), Producer.thisProcess());
            assertThat(MeasurementTableFile.read(path, DATASET.space()).rows()).isEqualTo(rows);
        } finally {
            Files.delete(path);
        }
    }

    @Property(tries = 100)
    void aTableCutOffAnywhereIsRefused(
            @ForAll("rows") List<Measurement> rows, @ForAll @DoubleRange(max = 1, maxIncluded = false) double share)
            throws IOException {
        Path path = Files.createTempFile("table", ".csv");
        try {
            MeasurementTableFile.write(path, MeasurementTable.of(DATASET.space(), rows), Producer.thisProcess());
            byte[] whole = Files.readAllBytes(path);
            Files.write(path, Arrays.copyOf(whole, (int) (share * whole.length)));
            assertThatThrownBy(() -> MeasurementTableFile.read(path, DATASET.space()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(path.getFileName().toString());
        } finally {
            Files.delete(path);
        }
    }

    @Property(tries = 100)
    void aWorkloadIsReadAsItWasWritten(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0.01, max = 1e9) Double> deadlines,
            @ForAll boolean closedLoop)
            throws IOException {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < deadlines.size(); i++) {
            requests.add(new Request(3L * i, "any", closedLoop ? 0 : i * 1.25, deadlines.get(i)));
        }
        Workload workload = new Workload("w", closedLoop, requests);
        Path path = Files.createTempFile("workload", ".csv");
        try {
            WorkloadFile.write(path, workload, "any", Producer.thisProcess());
            assertThat(WorkloadFile.read(path, "w", "any")).isEqualTo(workload);
        } finally {
            Files.delete(path);
        }
    }
}
