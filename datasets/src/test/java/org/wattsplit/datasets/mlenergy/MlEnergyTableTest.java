package org.wattsplit.datasets.mlenergy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.datasets.importer.SeedData;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.Placement;

/** On made-up rows in the layout of the derived table. */
final class MlEnergyTableTest {
    private static final String HEADER =
            "# derived\nmodel,task,gpu,num_gpus,max_num_seqs,itl_median_ms,j_per_token,tp,ep,dp";
    private static final List<String> ROWS = List.of(
            "a/One,chat,H100,1,8,8,0.5,1,1,1",
            "a/One,chat,H100,1,32,20,0.25,1,1,1",
            "a/One,chat,H100,2,8,6,0.75,2,1,1",
            "a/One,chat,H100,1,32,22,0.25,1,1,1",
            "a/One,chat,B200,1,8,5,0.5,1,1,1",
            "a/One,exam,B200,1,8,5,0.5,1,1,1",
            "b/Two,chat,H100,4,8,9,3,4,1,1");

    @TempDir
    private Path folder;

    private final MlEnergyTable importer = new MlEnergyTable();

    private Path write(List<String> rows) throws IOException {
        return Files.writeString(folder.resolve("mlenergy_llm.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    private Dataset read(String model, String gpu) throws IOException {
        return importer.read(write(ROWS), Map.of("network", model, "gpu", gpu)).dataset();
    }

    @Test
    void aTokenIsARequestInTheCloud() throws IOException {
        Dataset dataset = read("a/One", "H100");
        assertThat(dataset.space().knobs())
                .containsExactly(
                        Knob.splitLayer(0),
                        new Knob("batch_limit", Knob.Kind.NUMERIC, List.of("8", "32"), false),
                        new Knob("gpus", Knob.Kind.NUMERIC, List.of("1", "2"), false));
        assertThat(dataset.space().stream()).allMatch(one -> one.placement() == Placement.CLOUD);
        assertThat(dataset.space().spec().edgeOnly()).isNull();
        Outcome outcome = dataset.requireTable().rows().get(0).outcome();
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(8);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_GPU)).hasValue(0.5);
        assertThat(outcome.latencyMillis(LatencyPart.EDGE)).isEmpty();
        assertThat(Objects.requireNonNull(dataset.about()).licence()).isEqualTo(DatasetAbout.NONE_STATED);
    }

    @Test
    void cloudOnlyIsTheFastestThatWasMeasured() throws IOException {
        assertThat(Objects.requireNonNull(read("a/One", "H100").space().spec().cloudOnly())
                        .toString())
                .isEqualTo("{split_layer=0, batch_limit=8, gpus=2}");
    }

    @Test
    void repeatedRowsAreRepeats() throws IOException {
        assertThat(read("a/One", "H100").requireTable().rows()).hasSize(4);
        assertThat(read("a/One", "H100").requireTable().means()).hasSize(3);
    }

    @Test
    void oneNumberOfGpusIsNoKnob() throws IOException {
        assertThat(read("b/Two", "H100").space().knobs().stream().map(Knob::name))
                .containsExactly("split_layer", "batch_limit");
    }

    @Test
    void modelsGpusAndTasksAreNeverJoined() throws IOException {
        Path file = write(ROWS);
        assertThatThrownBy(() -> importer.read(file, Map.of())).hasMessageContaining("one of [a/One, b/Two]");
        assertThatThrownBy(() -> importer.read(file, Map.of("network", "a/One")))
                .hasMessageContaining("option gpu to be one of [B200, H100]");
        assertThatThrownBy(() -> importer.read(file, Map.of("network", "a/One", "gpu", "B200")))
                .hasMessageContaining("option task to be one of [chat, exam]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/One,chat,H100,1,0,8,0.5,1,1,1 | :4:5: Expected max_num_seqs to be a whole number of at least 1, given \"0\"",
                "a/One,chat,H100,x,8,8,0.5,1,1,1 | :4:4: Expected num_gpus to be a whole number, given \"x\"",
                "a/One,chat,H100,1,16,0,0.5,1,1,1 | :4:6: Expected itl_median_ms to be a number above 0, given \"0\"",
                "a/One,chat,H100,1,16,8,-1,1,1,1 | :4:7: Expected j_per_token to be a number above 0, given \"-1\"",
                "a/One,,H100,1,16,8,1,1,1,1 | :4:2: Expected task to be a name, given",
                "a/One,chat,H100,1,8,8,1,1,2,1 | :4:8: Expected tp to be with ep and dp as in the other rows of",
            })
    void corruptRowsFailLoudlyWithTheirPlace(String row, String message) throws IOException {
        Path file = write(List.of(ROWS.get(0), row));
        assertThatThrownBy(() -> importer.read(file, Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("mlenergy_llm.csv" + message);
    }

    @Test
    void inThePublishedTableLargerBatchesAreSlowerAndThriftier() {
        Dataset dataset = importer.read(
                        SeedData.file("mlenergy_llm.csv"),
                        Map.of("network", "meta-llama/Llama-3.1-8B-Instruct", "gpu", "H100"))
                .dataset();
        List<Outcome> byBatch =
                dataset.requireTable().means().stream().map(Evaluated::outcome).toList();
        assertThat(byBatch).hasSize(11);
        assertThat(byBatch.stream().map(Outcome::latencyMillis)).isSorted();
        assertThat(byBatch.get(10).energyJoules()).isLessThan(byBatch.get(0).energyJoules() / 5);
    }
}
