package org.wattsplit.datasets.splitrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.datasets.importer.SeedData;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Knob;

/** On made-up rows in the published layout. */
final class SplitRlTablesTest {
    private static final String HEADER =
            "Model name,Split point,Partition 1 exec time (s),Partition 2 exec time (s),Network Transfer Time (s)";

    @TempDir
    private Path folder;

    private final SplitRlTables importer = new SplitRlTables();

    private Path write(String name, String... rows) throws IOException {
        return Files.writeString(folder.resolve(name), HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    private Path table() throws IOException {
        return write("lookup_table_1_pi_to_pi.csv", "Net,2,0.5,0.25,0.125", "Net,1,0.25,1,0.5", "Other,1,1,2,3");
    }

    private Dataset read(Path file, String network) {
        return importer.read(file, Map.of(DatasetImporter.NETWORK, network)).dataset();
    }

    @Test
    void secondsOfOneNetworkBecomeMilliseconds() throws IOException {
        Dataset dataset = read(table(), "Net");
        assertThat(dataset.model()).isEqualTo("Net");
        assertThat(dataset.name()).isEqualTo("splitrl-net-pi-to-pi");
        assertThat(dataset.space().knobs())
                .containsExactly(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("1", "2"), false));
        Outcome outcome = dataset.requireTable().rows().get(0).outcome();
        assertThat(outcome.latencyMillis(LatencyPart.EDGE)).hasValue(500);
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(250);
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(125);
        assertThat(outcome.hasEnergy()).isFalse();
        assertThat(outcome.accuracy()).isEmpty();
        assertThat(dataset.requireTable().quantities()).isEmpty();
    }

    @Test
    void everyCutLeavesSomethingToBoth() throws IOException {
        Dataset dataset = read(table(), "Net");
        assertThat(dataset.space().spec().edgeOnly()).isNull();
        assertThat(dataset.space().spec().cloudOnly()).isNull();
    }

    @Test
    void deadlinesLieBetweenTheOutcomes() throws IOException {
        List<Request> requests = read(table(), "Net").largestWorkload().requests();
        assertThat(requests)
                .allMatch(request -> request.deadlineMillis() >= 875 && request.deadlineMillis() <= 1.5 * 1750);
        assertThat(read(table(), "Other").largestWorkload().requests())
                .allMatch(request -> request.deadlineMillis() >= 6000 && request.deadlineMillis() <= 1.5 * 6000);
    }

    @Test
    void remarksSayWhatItIsGoodFor() throws IOException {
        DatasetImporter.Imported imported = importer.read(table(), Map.of(DatasetImporter.NETWORK, "Net"));
        assertThat(String.join("\n", imported.remarks()))
                .contains("batch of 8", "latency only", "replay", "cloud's load");
        assertThat(imported.scenario()).isNull();
    }

    @Test
    void oneOfSeveralNetworksMustBeNamed() throws IOException {
        Path file = table();
        assertThatThrownBy(() -> importer.read(file, Map.of())).hasMessageContaining("one of [Net, Other]");
        assertThatThrownBy(() -> read(file, "Ent")).hasMessageContaining("[Net, Other], given Ent");
    }

    @Test
    void theFilesNameTellsThePair() throws IOException {
        Path gpu = write("splitrl_lookup_table_1_pi_to_GPU.csv", "Net,1,0.25,1,0.5");
        assertThat(importer.recognises(gpu)).isTrue();
        assertThat(importer.read(gpu, Map.of()).dataset().name()).isEqualTo("splitrl-net-pi-to-gpu");
        Path other = write("lookup_table_1.csv", "Net,1,0.25,1,0.5");
        assertThat(importer.recognises(other)).isFalse();
        assertThatThrownBy(() -> importer.read(other, Map.of())).hasMessageContaining("_pi_to_pi.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Net,1.5,0.25,1,0.5 | :3:2: Expected Split point to be a whole number, given \"1.5\"",
                "Net,0,0.25,1,0.5 | :3:2: Expected Split point to be a whole number of at least 1, given \"0\"",
                "Net,1,-0.25,1,0.5 | :3:3: Expected Partition 1 exec time (s) to be a number of at least 0, given \"-0.25\"",
                "Net,1,0.25,NaN,0.5 | :3:4: Expected Partition 2 exec time (s) to be a finite number, given \"NaN\"",
                "Net,1,0.25,1 | :3: Expected the row to be 5 cells wide, given 4 cells",
                "' ,1,0.25,1,1' | :3:1: Expected Model name to be a network's name",
            })
    void corruptRowsFailLoudlyWithTheirPlace(String row, String message) throws IOException {
        Path file = write("lookup_table_1_pi_to_pi.csv", "Net,2,0.5,0.25,0.125", row);
        assertThatThrownBy(() -> importer.read(file, Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lookup_table_1_pi_to_pi.csv" + message);
    }

    @Test
    void theFastestCutOfThePublishedTableIsTheKnownOne() {
        Dataset dataset = read(SeedData.file("splitrl_lookup_table_1_pi_to_pi.csv"), "VGG16");
        var fastest = dataset.requireTable().means().stream()
                .min((a, b) ->
                        Double.compare(a.outcome().latencyMillis(), b.outcome().latencyMillis()))
                .orElseThrow();
        assertThat(dataset.requireTable().rows()).hasSize(30);
        assertThat(fastest.configuration().value(Knob.SPLIT_LAYER)).isEqualTo("29");
    }
}
