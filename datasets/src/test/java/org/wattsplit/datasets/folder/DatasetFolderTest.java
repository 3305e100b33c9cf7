package org.wattsplit.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.datasets.synthetic.SyntheticDataset;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;

final class DatasetFolderTest {
    @TempDir
    private Path folder;

    private final Dataset original = new SyntheticDataset().load();

    @BeforeEach
    void write() {
        DatasetFolder.write(folder, original, Producer.thisProcess());
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private void refused(String... messages) {
        assertThatThrownBy(() -> DataSource.open(folder.toString(), null))
                .isInstanceOf(InputException.class)
                .satisfies(error -> assertThat(error.getMessage()).contains(messages));
    }

    @Test
    void whatIsWrittenIsRead() {
        Dataset read = DataSource.open(folder.toString(), null);
        assertThat(read.space().spec()).isEqualTo(original.space().spec());
        assertThat(read.requireTable().rows()).isEqualTo(original.requireTable().rows());
        assertThat(read.workloads()).isEqualTo(original.workloads());
        assertThat(read.inputs()).containsOnlyKeys("space.yaml", "measurements.csv", "workload-exponential-1000.csv");
    }

    @Test
    void whereItIsFromIsReadAndIsNoInput() throws IOException {
        Dataset read = DatasetFolder.read(folder);
        assertThat(read.about()).isEqualTo(original.about()).isNotNull();
        assertThat(read.inputs()).doesNotContainKey("about.yaml");
        Files.delete(folder.resolve("about.yaml"));
        Dataset unsaid = DatasetFolder.read(folder);
        assertThat(unsaid.about()).isNull();
        assertThat(unsaid.contents()).isEqualTo(read.contents());
    }

    @Test
    void aPartWithoutAColumnIsAbsent() {
        Dataset read = DatasetFolder.read(folder);
        assertThat(read.requireTable().rows())
                .allMatch(row -> row.outcome().provenance(EnergyPart.RADIO) == Provenance.ABSENT);
    }

    @Test
    void aWorkloadWithArrivalsIsOpenLoop() throws IOException {
        Files.writeString(
                folder.resolve("workload-open.csv"), "request_id,arrival_ms,deadline_ms\n0,0,50\n1,12.5,60\n");
        assertThat(DatasetFolder.read(folder).workload("open").closedLoop()).isFalse();
        Files.writeString(
                folder.resolve("workload-open.csv"), "request_id,arrival_ms,deadline_ms\n0,20,50\n1,12.5,60\n");
        refused("workload-open.csv:3:2", "at least the arrival of the row before");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "measurements.csv | edge_energy_j | edge_energy_kj | measurements.csv:8:8: Expected a column | given edge_energy_kj",
                "measurements.csv | # version: 1 | # version: 9 | measurements.csv:2: Expected measurement-table version 1, given 9 | Maybe a newer Wattsplit wrote it",
                "measurements.csv | ,modelled | ,guessed | measurements.csv:9:12 | measured or modelled",
                "measurements.csv | 0.7, | 1.7, | accuracy | between 0 and 1",
                "measurements.csv | 10,600,off,false | 10,600,off,true | measurements.csv:161 | nothing runs in the cloud",
                "measurements.csv | 0,1000,off,false | 0,1001,off,false | measurements.csv:11:2 | given \"1001\"",
                "workload-exponential-1000.csv | # format: workload | # format: trace | :1: Expected the format to be workload, given trace | trace",
                "workload-exponential-1000.csv | deadline_ms | deadline | a column | given deadline",
                "workload-exponential-1000.csv | # rows: 1000 | # rows: 1001 | :3: Expected the number of rows to be 1001 | given 1000",
                "workload-exponential-1000.csv | '\n7,' | '\n6,' | Expected request_id to be another one in every row | given \"6\"",
                "about.yaml | licence: \"Apache-2.0\" | licence: \"\" | licence | not blank",
                "about.yaml | version: 1 | version: 2 | about version 1, given 2 | Maybe",
                "space.yaml | cloud_only: | cloud: | space.yaml: | cloud",
                "space.yaml | kind: \"numeric\" | kind: \"number\" | space.yaml:5 | kind to be one of [categorical, numeric], given",
            })
    void corruptFilesFailLoudlyWithTheirPlace(String file, String from, String to, String message, String more)
            throws IOException {
        edit(file, from, to);
        refused(file, message, more);
    }

    @Test
    void aMisspelledArrivalDoesNotTurnAWorkloadIntoAClosedLoop() throws IOException {
        Files.writeString(
                folder.resolve("workload-open.csv"), "request_id,arrivals_ms,deadline_ms\n0,0,50\n1,12.5,60\n");
        refused("workload-open.csv", "[arrival_ms, batch, deadline_ms, network, request_id], given arrivals_ms");
    }

    @Test
    void anEmptyTableAndAMissingWorkloadAreRefused() throws IOException {
        Files.writeString(folder.resolve("measurements.csv"), "");
        refused("measurements.csv", "at least one row");
        Files.delete(folder.resolve("measurements.csv"));
        Files.delete(folder.resolve("workload-exponential-1000.csv"));
        refused("workload-NAME.csv");
    }

    @Test
    void anUnknownNameListsTheBundledDatasets() {
        assertThatThrownBy(() -> DataSource.open("nowhere", null))
                .hasMessageContaining(
                        "[exits, loopback-vm, mlperf-tiny-ic, pi4-coral-gpu, slimmable, synthetic], given nowhere");
        assertThatThrownBy(() -> DataSource.open(folder.resolve("..").toString(), null))
                .hasMessageContaining("space.yaml");
        assertThatThrownBy(() -> DataSource.open("synthetic", "vgg16")).hasMessageContaining("given synthetic");
    }

    @Test
    void theBundledDatasetIsModelledAndAlwaysTheSame() {
        assertThat(original.space().size()).isEqualTo(160);
        assertThat(new SyntheticDataset().description()).contains("160 configurations");
        assertThat(new SyntheticDataset().load().requireTable().rows())
                .isEqualTo(original.requireTable().rows())
                .allMatch(row -> row.outcome().provenance(EnergyPart.EDGE) == Provenance.MODELLED);
        assertThat(original.workloads()).isEqualTo(new SyntheticDataset().load().workloads());
        assertThat(original.inputs()).isEqualTo(Map.of());
    }

    @Test
    void partsMayHaveAnotherProvenanceThanTheRest(@TempDir Path folder) {
        Dataset whole = new SyntheticDataset().load();
        Configuration configuration = whole.space().cloudOnly().orElseThrow();
        Outcome outcome = Outcome.builder()
                .latency(LatencyPart.EDGE, 2, Provenance.MEASURED)
                .energy(EnergyPart.EDGE, 0.5, Provenance.MEASURED)
                .energy(EnergyPart.CLOUD_CPU, 3, Provenance.MODELLED)
                .build();
        MeasurementTable table = MeasurementTable.of(whole.space(), List.of(new Measurement(configuration, outcome)));
        Path file = folder.resolve("measurements.csv");

        MeasurementTableFile.write(file, table, Producer.thisProcess());

        assertThat(file)
                .content()
                .contains("provenance,cloud_cpu_energy_provenance\n")
                .contains("measured,modelled\n");
        assertThat(MeasurementTableFile.read(file, whole.space()).rows()).isEqualTo(table.rows());
    }
}
