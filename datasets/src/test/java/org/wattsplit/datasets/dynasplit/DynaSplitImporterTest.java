package org.wattsplit.datasets.dynasplit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;

/** On made-up rows in the published format. */
final class DynaSplitImporterTest {
    private static final String COLUMNS = "accuracy,latency,energy,avg energy edge (J),avg latency edge (ms),"
            + "avg latency cloud (ms),avg latency transfer (ms),avg energy cloud (J),avg energy cloud gpu (J)";
    private static final String KNOBS = ",cpu-freq,layer,edge-accelerator,server-accelerator";

    /** Edge time by clock: 800 MHz runs like 1800 at layer 3, the defect; 600 MHz does not run like 1600. */
    private static final List<String> ROWS = List.of(
            "0.6,50,25,5,20,20,10,20,4,1800.0,3.0,off,True",
            "0.6,51,25,5,21,20,10,20,4,800.0,3.0,off,True",
            "0.6,70,25,5,40,20,10,20,4,800,4,off,True",
            "0.6,50,25,5,20,20,10,20,4,1800,4,off,True",
            "0.6,50,25,5,20,20,10,20,4,1600,5,off,False",
            "0.6,90,25,5,60,20,10,20,4,600,5,off,False",
            "0.6,90.5,26,6,60.5,20,10,20,4,600,5,off,False",
            "0.61,400,2,2,400,0,0,0,0,1200,22,max,False");

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() throws IOException {
        write("simulation_pool_vgg16.csv", COLUMNS + KNOBS, ROWS);
        write("vgg16_additional_samples.csv", COLUMNS + KNOBS, ROWS.subList(4, 6));
        write(
                "experiment_progress_vgg16.csv",
                COLUMNS + ",index,qos,strategy" + KNOBS,
                List.of("0.6,50.0,25,5,20,20,10,20,4,0,49.5,splinter:latency,1800,3,off,True"));
        write(
                "network_latency_50_samples.csv",
                "Index,Network,Latency",
                List.of("0,vgg16,90.5", "0,resnet50,70", "1,vgg16,100"));
    }

    private void write(String name, String header, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        Files.write(folder.resolve(name), lines);
    }

    private DynaSplitImporter.Result read(boolean dropDefects) {
        return DynaSplitImporter.read(folder, DynaSplitModel.VGG16, dropDefects);
    }

    @ParameterizedTest
    @CsvSource({"VGG16, 917", "VIT, 273", "RESNET50, 1673", "MOBILENETV2, 3143"})
    void spacesHaveTheirPublishedSizes(DynaSplitModel model, long feasible) {
        assertThat(model.space().size()).isEqualTo(feasible);
    }

    @Test
    void partsAreTakenAsTheyWereMeasured() {
        MeasurementTable table = read(false).dataset().requireTable();
        Outcome outcome = table.rows().get(0).outcome();
        assertThat(outcome.latencyMillis()).isEqualTo(50);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(16);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_GPU)).hasValue(4);
        assertThat(outcome.energyJoules(EnergyPart.RADIO)).isEmpty();
        assertThat(outcome.provenance(EnergyPart.IDLE)).isEqualTo(Provenance.ABSENT);
        assertThat(outcome.accuracy()).hasValue(0.6);
    }

    @ParameterizedTest
    @CsvSource({
        "0.6;50;-25;5;20;20;10;20;4;1800.0;3.0;off;True, energy to be a number of at least 0",
        "0.6;50;26;5;20;20;10;20;4;1800.0;3.0;off;True, 'energy to be the sum of its parts, 25'",
        "0.6;51;25;5;20;20;10;20;4;1800.0;3.0;off;True, 'latency to be the sum of its parts, 50'"
    })
    void aTotalThatIsNotTheSumOfItsPartsIsRefused(String row, String message) throws IOException {
        write("simulation_pool_vgg16.csv", COLUMNS + KNOBS, List.of(row.replace(';', ',')));
        assertThatThrownBy(() -> read(false))
                .hasMessageContaining("simulation_pool_vgg16.csv:2")
                .hasMessageContaining(message);
    }

    @Test
    void theReportCountsWhatIsThereAndWhatIsNot() {
        ImportReport report = read(false).report();
        assertThat(report.rows()).isEqualTo(8);
        assertThat(report.distinct()).isEqualTo(7);
        assertThat(report.repeated()).isEqualTo(1);
        assertThat(report.mostRepeats()).isEqualTo(2);
        assertThat(report.missing()).isEqualTo(910);
        assertThat(report.overlaps())
                .containsEntry("vgg16_additional_samples.csv", new ImportReport.Overlap(2, 2))
                .containsEntry("experiment_progress_vgg16.csv", new ImportReport.Overlap(1, 1));
        assertThat(report.requests()).containsEntry("published-50", 2);
        assertThat(report.dropped()).isZero();
    }

    @Test
    void rowsAtTheWrongClockAreFoundAndDroppedOnRequest() {
        DynaSplitImporter.Result result = read(true);
        ImportReport.Defect low = result.report().defects().get(0);
        ImportReport.Defect high = result.report().defects().get(1);
        assertThat(low.clockMhz()).isEqualTo(600);
        assertThat(low.comparable()).isEqualTo(1);
        assertThat(low.suspects()).isEmpty();
        assertThat(high.clockMhz()).isEqualTo(800);
        assertThat(high.comparable()).isEqualTo(2);
        assertThat(high.suspects())
                .containsExactly("split_layer=3 cpu_freq_mhz=800 edge_accelerator=off cloud_accelerator=true");
        assertThat(result.report().dropped()).isEqualTo(1);
        assertThat(result.dataset().requireTable().rows()).hasSize(7);
    }

    @Test
    void aCloneOfTheRepositoryHasFoldersOfItsOwn() throws IOException {
        for (List<String> move : List.of(
                List.of("simulation_pool_vgg16.csv", "data/simulation pool"),
                List.of("network_latency_50_samples.csv", "data/workload"),
                List.of("vgg16_additional_samples.csv", "results/additional trials"),
                List.of("experiment_progress_vgg16.csv", "results/testbed"))) {
            Path target = Files.createDirectories(folder.resolve(move.get(1)));
            Files.move(folder.resolve(move.get(0)), target.resolve(move.get(0)));
        }
        assertThat(DynaSplitImporter.isOne(folder)).isTrue();
        assertThat(read(false).report().overlaps()).hasSize(2);
        assertThat(DynaSplitImporter.testbed(folder, DynaSplitModel.VGG16))
                .containsExactly(new TestbedRow("splinter:latency", 49.5, 50, 25));
        assertThat(DynaSplitImporter.testbed(folder, DynaSplitModel.VGG16)
                        .get(0)
                        .missed())
                .isTrue();
    }

    @Test
    void aNetworkWithoutMeasurementsHasRequestsOnly() {
        DynaSplitImporter.Result result = DynaSplitImporter.read(folder, DynaSplitModel.RESNET50, false);
        assertThat(result.dataset().workload("published-50").requests()).hasSize(1);
        assertThatThrownBy(() -> result.dataset().requireTable()).hasMessageContaining("resnet50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.6,50,25,5,20,20,10,20,4,1800,0,max,True | nothing runs on the edge at split layer 0",
                "0.6,50,25,5,20,20,10,20,4,700,3,off,True | cpu-freq to be one of",
                "0.6,50,25,5,20,20,10,20,4,1800,3,half,True | edge-accelerator to be one of [off, std, max], given \"half\"",
                "0.6,50,25,NaN,20,20,10,20,4,1800,3,off,True | avg energy edge (J) to be a finite number, given \"NaN\"",
                "0.6,50,25,5,-20,20,10,20,4,1800,3,off,True | given \"-20\"",
                "0.6,50,25,5,20,20,10,3,4,1800,3,off,True | avg energy cloud gpu (J) to be at most",
                "0.6,80,25,5,20,20,10,20,4,1800,3,off,True | latency to be the sum of its parts",
                "1.6,50,25,5,20,20,10,20,4,1800,3,off,True | accuracy to be between 0 and 1",
            })
    void corruptRowsFailLoudlyWithTheirPlace(String row, String message) throws IOException {
        write("simulation_pool_vgg16.csv", COLUMNS + KNOBS, List.of(ROWS.get(0), row));
        assertThatThrownBy(() -> read(false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("simulation_pool_vgg16.csv:3")
                .hasMessageContaining(message);
    }

    @Test
    void aDeadlineIsAboveZero() throws IOException {
        write("network_latency_50_samples.csv", "Index,Network,Latency", List.of("0,vgg16,0"));
        assertThatThrownBy(() -> read(false)).hasMessageContaining("network_latency_50_samples.csv:2:3");
    }
}
