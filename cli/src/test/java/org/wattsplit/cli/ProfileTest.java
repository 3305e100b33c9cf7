package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles of a narrow network. No share is set: it would limit the process of the tests. */
class ProfileTest {
    /** The words of visits that take little time. */
    static final List<String> BRIEF = List.of("--inferences", "2", "--warm-up", "1", "--window", "0");

    @TempDir
    private static Path models;

    private static Path network = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void buildANetwork() {
        network = Cli.narrowNetwork(models);
    }

    private static String[] words(Path out, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "profile",
                "--network",
                "narrow",
                "--onnx",
                network.toString(),
                "--split-layers",
                "5,10",
                "--codecs",
                "float32,int8",
                "--repeats",
                "2",
                "--out",
                out.toString()));
        words.addAll(BRIEF);
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({"in-process", "loopback"})
    void aProfileIsADatasetWithAScenarioThatOtherCommandsTake(String cloud) throws IOException {
        Path data = folder.resolve("data");
        String said = Cli.succeed(words(data, "--cloud", cloud));

        assertThat(said).contains("7 of 7 configurations, 28 rows").contains("wrote " + data);
        assertThat(data.resolve("profile.checkpoint")).doesNotExist();
        assertThat(Cli.succeed("datasets", "validate", data.toString())).contains("28 rows of 7 configurations");
        Path pareto = folder.resolve("pareto.json");
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
        Path runs = folder.resolve("runs");
        Cli.succeed(Cli.evaluation(data.toString(), pareto, "cloud,edge,dynasplit", runs, "--requests", "20"));
        assertThat(Cli.succeed("compare", runs.toString())).contains("ProfiledNarrow-v1");
        JsonNode info = new ObjectMapper().readTree(data.resolve("profile.json").toFile());
        assertThat(info.at("/meter/provenance").asText()).isEqualTo("modelled");
        assertThat(info.at("/cloud/place").asText()).isEqualTo(cloud);
        assertThat(info.at("/header/inputs/model").asText()).hasSize(64);
    }

    @Test
    void aFamilyIsProfiledWithItsKnobsAndTheAccuracyOfEachOfItsMembers() throws IOException {
        Path data = folder.resolve("data");
        List<String> words = new ArrayList<>(List.of(
                "profile",
                "--network",
                "exits",
                "--batch",
                "100",
                "--cloud",
                "loopback",
                "--codecs",
                "float32,int1",
                "--split-layers",
                "2",
                "--repeats",
                "1",
                "--out",
                data.toString()));
        words.addAll(BRIEF);
        // Cuts 0, 2 and 4 of three exits, of which the first has no cut 2; two codecs but where all runs on the edge.
        assertThat(Cli.succeed(words.toArray(String[]::new))).contains("13 of 13 configurations, 26 rows");
        assertThat(Cli.succeed("datasets", "validate", data.toString())).contains("26 rows of 13 configurations");
        List<String> rows = Files.readAllLines(data.resolve("measurements.csv"));
        assertThat(rows).anyMatch(row -> row.startsWith("split_layer,exit,codec,") && row.contains(",accuracy,"));
        assertThat(rows).filteredOn(row -> row.startsWith("4,3,float32,")).allMatch(row -> row.contains(",0.9227,"));
        assertThat(Files.readString(data.resolve("space.yaml"))).contains("exit 1 leaves before the stages behind it");
        assertThat(Files.readString(data.resolve("scenario.yaml"))).contains("wrong_answer_j");
    }

    @Test
    void aBudgetMeasuresThatManyConfigurations() {
        assertThat(Cli.succeed(words(folder.resolve("data"), "--cloud", "in-process", "--budget", "4")))
                .contains("4 of 7 configurations, 16 rows");
    }

    @Test
    void aProfileThatWasCutOffGoesOnWhereItWas() throws IOException {
        Path whole = folder.resolve("whole");
        // A table in the way of the checkpoint's removal leaves the checkpoint: the last visits are cut off from it.
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("measurements.csv"));
        Cli.Result failed = Cli.run(words(data, "--cloud", "in-process", "--overwrite"));
        assertThat(failed.status()).isNotZero();
        Files.delete(data.resolve("measurements.csv"));
        Path checkpoint = data.resolve("profile.checkpoint");
        List<String> lines = Files.readAllLines(checkpoint);
        assertThat(lines).hasSize(1 + 14);
        String kept = String.join("\n", lines.subList(0, 10)) + "\n";
        Files.writeString(checkpoint, kept + lines.get(10).substring(0, 20));

        Cli.Result refused = Cli.run(words(data, "--cloud", "in-process"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--resume");
        Cli.Result other = Cli.run(words(data, "--cloud", "in-process", "--resume", "--seed", "2"));
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("seed");
        assertThat(Files.readString(checkpoint)).startsWith(kept);

        assertThat(Cli.succeed(words(data, "--cloud", "in-process", "--resume")))
                .contains("28 rows");
        assertThat(whole).doesNotExist();
    }

    @Test
    void aTableThatExistsStaysAsItIs() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        Files.writeString(data.resolve("measurements.csv"), "mine");

        Cli.Result refused = Cli.run(words(data, "--cloud", "in-process"));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("measurements.csv").contains("--overwrite");
        assertThat(data.resolve("measurements.csv")).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--codecs=bzip2 | bzip2",
                "--backend=torch | torch",
                "--split-layers=999 | the split layers to be between",
                "--cpu=0 --cloud=loopback | cpu_share",
                "--cpu=2 --cloud=loopback | cpu_share",
                "--cpu=0.5 --cloud=in-process | use loopback",
                "--repeats=0 | the repeats to be at least 1",
                "--window=-1 | the window to be between 0 and 3600",
                "--cloud=nowhere | HOST:PORT",
                "--deadline=0 | the deadline in seconds to be between",
                "--edge-core-w=-1 | the power of a core of the edge"
            })
    void whatBreaksARuleIsNamedAndNothingIsWritten(String options, String named) {
        Path data = folder.resolve("data");
        List<String> more = new ArrayList<>(List.of("--cloud", "in-process"));
        if (options.contains("--cloud=")) {
            more.clear();
        }
        List<String> words = new ArrayList<>(List.of(words(data)));
        String name = options.replaceAll("=.*", "");
        int at = words.indexOf(name);
        if (at >= 0) {
            words.subList(at, at + 2).clear();
        }
        words.addAll(more);
        words.addAll(List.of(options.split(" ", -1)));

        Cli.Result result = Cli.run(words.toArray(String[]::new));

        assertThat(result.err()).contains(named);
        assertThat(result.status()).isEqualTo(2);
        assertThat(data.resolve("measurements.csv")).doesNotExist();
    }

    @Test
    void aCloudThatIsNotThereIsAnErrorThatNamesIt() {
        Cli.Result result = Cli.run(words(folder.resolve("data"), "--cloud", "127.0.0.1:1", "--deadline", "2"));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("127.0.0.1:1");
    }
}
