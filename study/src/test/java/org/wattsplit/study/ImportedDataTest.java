package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.study.datasets.DatasetDescription;
import org.wattsplit.study.datasets.ImportJob;
import org.wattsplit.study.datasets.ImportPlan;
import org.wattsplit.study.job.JobContext;

/** What an import writes beside the data, on made-up rows in a published layout. */
final class ImportedDataTest {
    @TempDir
    private Path temp;

    private Path from = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void publish() throws IOException {
        from = Files.createDirectory(temp.resolve("published"));
        out = temp.resolve("data");
        Files.writeString(from.resolve("rpi4_cpus4.csv"), """
                model,ms,KB,mAP
                assine2022b_11,50,1000,10
                assine2022b_12,52,2000,20
                lee2021_3,200,9000,40
                lee2021_5,300,2000,35
                """);
        Files.writeString(from.resolve("switching_lee2021.json"), """
                {"ram": 0.1, "lists": [{"name": "lee2021", "mode": 3, "disk_load": 100, "warmup": 900}]}
                """);
    }

    private DatasetDescription imported(Map<String, String> options) {
        ImportJob.run(new ImportPlan(from, null, options, out, false), JobContext.quiet());
        return DatasetDescription.ofFolder(out);
    }

    @Test
    void theFolderSaysWhereItIsFromAndWhatMakesItAgain() {
        DatasetDescription of = imported(Map.of("link_mbps", "8"));
        assertThat(of.source()).contains("jsiloto/adaptive-cod-on-device");
        assertThat(of.licence()).contains("not clear");
        assertThat(of.madeBy())
                .isEqualTo("wattsplit datasets import --from " + from + " --importer slimmable --set link_mbps=8 --out "
                        + out);
    }

    @Test
    void aDescriptionSaysWhatIsThereAndWhatIsAbsent() {
        DatasetDescription of = imported(Map.of("link_mbps", "8"));
        assertThat(of.columns())
                .containsExactly("edge_latency_ms", "transfer_latency_ms", "accuracy", "transfer_bytes");
        assertThat(of.modelled()).containsExactly("transfer_latency_ms");
        assertThat(of.absent()).containsExactly("latency of the cloud", "energy", "power of the edge");
    }

    @Test
    void aTableOfAllPartsLacksQuantitiesOnly() {
        DatasetDescription of = DatasetDescription.of(DataSource.open("synthetic", null));
        assertThat(of.columns()).contains("cloud_gpu_energy_j", "accuracy");
        assertThat(of.modelled()).isEqualTo(of.columns());
        assertThat(of.absent()).containsExactly("energy of the radio", "transfer bytes", "power of the edge");
    }

    @Test
    void requestsAloneLackATableAndNotItsColumns() {
        DatasetDescription of = DatasetDescription.of(DataSource.open("pi4-coral-gpu", null));
        assertThat(of.rows()).isZero();
        assertThat(of.columns()).isEmpty();
        assertThat(of.absent()).isEmpty();
    }

    @Test
    void everyBundledDatasetSaysWhereItIsFrom() {
        DataSource.bundled()
                .all()
                .forEach((name, provider) ->
                        assertThat(provider.load().about()).as(name).isNotNull());
        assertThat(DataSource.open("synthetic-family:3", null).about()).isNotNull();
    }

    @Test
    void aLadderComesWithAScenarioWhoseChangesTakeTheirLoad() {
        imported(Map.of("ladder", "lee2021"));
        Scenario scenario =
                ScenarioFile.read(out.resolve(DatasetFolder.SCENARIO)).scenario();
        assertThat(scenario.id()).isEqualTo("Lee2021-v1");
        assertThat(scenario.transition()).isEqualTo(new TransitionCost(1000, 0));
        assertThat(Objects.requireNonNull(DataSource.open(out.toString(), null).scenario()))
                .endsWith(DatasetFolder.SCENARIO);
    }
}
