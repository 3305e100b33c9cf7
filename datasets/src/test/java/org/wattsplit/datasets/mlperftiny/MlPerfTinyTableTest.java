package org.wattsplit.datasets.mlperftiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.importer.SeedData;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.Placement;

final class MlPerfTinyTableTest {
    private static final String HEADER = "round,system,model,throughput_perf_mode_per_s,energy_uj_per_inference";
    private static final List<String> ROWS = List.of(
            "v1.9,syntiant_9120_0v9_30mhz,ic,40,150",
            "v1.9,another_board,ic,1,9000",
            "v1.10,syntiant_9120_1v1_98mhz,ic,200,400",
            "v1.10,syntiant_9120_0v9_30mhz,ic,50,100",
            "v1.10,syntiant_9120_1v0_49mhz,sww,,609485",
            "v1.10,syntiant_9120_0v9_30mhz,kws,250,30");

    @TempDir
    private Path folder;

    private final MlPerfTinyTable importer = new MlPerfTinyTable();

    private Path write(List<String> rows) throws IOException {
        return Files.writeString(
                folder.resolve("mlperf_tiny_energy.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    @Test
    void operatingPointsOfTheLatestRoundAreAHardwareKnob() throws IOException {
        Dataset dataset = importer.read(write(ROWS), Map.of("task", "ic")).dataset();
        assertThat(dataset.space().knobs())
                .contains(new Knob("operating_point", Knob.Kind.CATEGORICAL, List.of("0v9_30mhz", "1v1_98mhz"), true));
        assertThat(dataset.space().stream()).allMatch(one -> one.placement() == Placement.EDGE);
        assertThat(dataset.space().spec().cloudOnly()).isNull();
        assertThat(dataset.requireTable().rows()).hasSize(2);
        Outcome slow = dataset.requireTable().rows().get(0).outcome();
        assertThat(slow.latencyMillis(LatencyPart.EDGE)).hasValue(20);
        assertThat(slow.energyJoules(EnergyPart.EDGE).orElseThrow()).isCloseTo(100e-6, within(1e-12));
        assertThat(slow.latencyMillis(LatencyPart.CLOUD)).isEmpty();
    }

    @Test
    void aTaskThatTheDeviceDidNotRunIsRefused() throws IOException {
        Path file = write(ROWS);
        for (String task : List.of("ad", "sww")) {
            assertThatThrownBy(() -> importer.read(file, Map.of("task", task)))
                    .hasMessageContaining("option task to be one of [ic, kws], given " + task);
        }
        assertThatThrownBy(() -> importer.read(write(ROWS.subList(1, 2)), Map.of()))
                .hasMessageContaining("syntiant_9120_… in a row at least");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.3,syntiant_9120_0v9_30mhz,ic,40,150 | :3:1: Expected round to be a round such as v1.3, given \"1.3\"",
                "v1.3,syntiant_9120_fast,ic,40,150 | :3:2: Expected system to be syntiant_9120_ with voltage and clock",
                "v1.3,syntiant_9120_0v9_30mhz,ic,,150 | :3:4: Expected throughput_perf_mode_per_s to be a finite number, given an empty cell",
                "v1.3,syntiant_9120_0v9_30mhz,ic,40,0 | :3:5: Expected energy_uj_per_inference to be a number above 0, given \"0\"",
            })
    void corruptRowsFailLoudlyWithTheirPlace(String row, String message) throws IOException {
        Path file = write(List.of(ROWS.get(0), row));
        assertThatThrownBy(() -> importer.read(file, Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("mlperf_tiny_energy.csv" + message);
    }

    @Test
    void theBundledDatasetSaysWhereItIsFrom() {
        Dataset bundled = new MlPerfTinyIcDataset().load();
        DatasetAbout about = Objects.requireNonNull(bundled.about());
        assertThat(about.source())
                .startsWith("derived from MLCommons' tiny results, Apache-2.0; not verified by MLCommons");
        assertThat(about.licence()).isEqualTo("Apache-2.0");
        assertThat(bundled.requireTable().rows().stream()
                        .map(Measurement::outcome)
                        .map(Outcome::latencyMillis))
                .containsExactly(1000 / 62.598, 1000 / 195.238);
    }

    @ParameterizedTest
    @ValueSource(strings = {"space.yaml", "measurements.csv", "workload-uniform-1000.csv"})
    void theBundledFolderIsWhatTheCommandMakes(String file) throws IOException {
        Dataset made = importer.read(SeedData.file("mlperf_tiny_energy.csv"), Map.of("task", "ic"))
                .dataset();
        DatasetFolder.write(folder, made, Producer.thisProcess());
        assertThat(rows(Files.readString(folder.resolve(file)))).isEqualTo(rows(bundled(file)));
        DatasetAbout about =
                Objects.requireNonNull(new MlPerfTinyIcDataset().load().about());
        assertThat(about)
                .isEqualTo(Objects.requireNonNull(made.about())
                        .withMadeBy("wattsplit datasets import --from mlperf_tiny_energy.csv --importer mlperf-tiny"
                                + " --set task=ic --out mlperf-tiny-ic"));
    }

    private static String bundled(String file) throws IOException {
        try (var in =
                Objects.requireNonNull(MlPerfTinyIcDataset.class.getResourceAsStream("mlperf-tiny-ic/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Without the lines that say on what machine a file was written. */
    private static List<String> rows(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
}
