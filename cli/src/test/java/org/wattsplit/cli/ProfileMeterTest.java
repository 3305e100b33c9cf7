package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles with the device and the meter of a testbed's file, which are stand-ins here. */
class ProfileMeterTest {
    @TempDir
    private static Path models;

    private static Path network = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void buildANetwork() {
        network = Cli.narrowNetwork(models);
    }

    private String[] words(Path config, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "profile",
                "--network",
                "narrow",
                "--onnx",
                network.toString(),
                "--config",
                config.toString(),
                "--codecs",
                "float32",
                "--inferences",
                "2",
                "--window",
                "0",
                "--out",
                data().toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path config(MeteredDevice device, int periodMillis) throws IOException {
        return Files.writeString(folder.resolve("testbed.yaml"), device.testbed(periodMillis));
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setCommentMarker('#')
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    @Test
    void clocksAndAMeterOfATestbedsFileMakeADatasetWithMeasuredEnergies() throws IOException {
        try (MeteredDevice device = new MeteredDevice(folder, 0)) {
            Path config = config(device, 25);
            String said = Cli.succeed(words(
                    config,
                    "--knob",
                    "cpu_freq_mhz=1800,600",
                    "--split-layers",
                    "0",
                    "--repeats",
                    "2",
                    "--limit",
                    "0.3"));
            assertThat(said)
                    .contains("4 of 4 configurations")
                    .contains("energies: ")
                    .contains("power of quiet times");

            List<CSVRecord> blocks = rows(data().resolve("blocks.csv"));
            for (CSVRecord block : blocks) {
                double watts = MeteredDevice.idleWatts(number(block, "cpu_freq_mhz"));
                assertThat(number(block, "quiet_w")).isCloseTo(watts, within(0.02 * watts));
                if (block.get("kind").equals("block")) {
                    double busySeconds = number(block, "seconds") - number(block, "pause_seconds");
                    assertThat(number(block, "joules_per_request") * number(block, "requests"))
                            .isCloseTo(watts * busySeconds, within(0.02 * watts * busySeconds));
                }
            }
            assertThat(blocks.stream().filter(block -> block.get("kind").equals("quiet")))
                    .as("one for each clock in each round")
                    .hasSizeGreaterThanOrEqualTo(4);
        }
        List<CSVRecord> table = rows(data().resolve("measurements.csv"));
        assertThat(table).allSatisfy(row -> {
            assertThat(row.get("provenance")).isEqualTo("measured");
            assertThat(number(row, "edge_energy_se_j")).isNotNegative();
            assertThat(number(row, "block_readings")).isGreaterThanOrEqualTo(4);
            assertThat(number(row, "wait_power_w"))
                    .isCloseTo(MeteredDevice.idleWatts(number(row, "cpu_freq_mhz")), within(0.06));
        });
        JsonNode info =
                new ObjectMapper().readTree(data().resolve("profile.json").toFile());
        assertThat(info.at("/meter/provenance").asText()).isEqualTo("measured");
        assertThat(info.at("/meter/error").asDouble()).isEqualTo(0.01);
        assertThat(info.at("/blocks/precision").asDouble()).isEqualTo(0.02);
        assertThat(Files.readString(data().resolve("device.yaml"))).contains("clock: \"cpu_freq_mhz\"");
        assertThat(data().resolve("profile.blocks")).doesNotExist();
        assertThat(Cli.succeed("datasets", "validate", data().toString())).contains("4 configurations");
    }

    @Test
    void aKnobOfTheFileWithoutValuesAndValuesWithoutAKnobAreErrors() throws IOException {
        try (MeteredDevice device = new MeteredDevice(folder, 0)) {
            Path config = config(device, 25);
            assertThat(refused(words(config))).contains("knob cpu_freq_mhz of ").contains("--knob cpu_freq_mhz=A,B");
            assertThat(refused(words(config, "--knob", "cpu_freq_mhz=600,601"))).contains("601");
            assertThat(refused(words(config, "--knob", "cpu_freq_mhz=600", "--knob", "gpu_mhz=300,600")))
                    .contains("gpu_mhz");
        }
    }

    @Test
    void aProfileWhoseMeterFailedGoesOnWithTheBlocksThatItHad() throws IOException {
        try (MeteredDevice device = new MeteredDevice(folder, 0)) {
            String[] words = words(
                    config(device, 25),
                    "--knob",
                    "cpu_freq_mhz=600,1800",
                    "--split-layers",
                    "0",
                    "--repeats",
                    "2",
                    "--limit",
                    "0");
            device.failAfter(4);
            Cli.Result cut = Cli.run(words);
            assertThat(cut.status()).as(cut.err()).isEqualTo(1);
            assertThat(cut.err()).contains("scpi");
            device.mend();
            assertThat(Cli.succeed(Cli.append(words, "--resume"))).contains("4 of 4 configurations, 16 rows");
        }
        List<String> blocks = rows(data().resolve("blocks.csv")).stream()
                .filter(block -> block.get("kind").equals("block"))
                .map(block -> block.get("round") + " " + block.get("split_layer") + " " + block.get("cpu_freq_mhz"))
                .toList();
        assertThat(blocks).hasSize(8).doesNotHaveDuplicates();
    }

    private static String refused(String[] words) {
        Cli.Result result = Cli.run(words);
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        return result.err();
    }

    @Test
    @Tag("timed")
    void energiesAreWithinTwoPercentOfWhatWasDrawn() throws IOException {
        try (MeteredDevice device = new MeteredDevice(folder, 1.5)) {
            Path config = config(device, 200);
            String said = Cli.succeed(words(
                    config,
                    "--knob",
                    "cpu_freq_mhz=600,1000,1400,1800",
                    "--split-layers",
                    "5,10,20",
                    "--repeats",
                    "3",
                    "--limit",
                    "20"));
            assertThat(said).contains("20 of 20 configurations");
            Map<String, double[]> sums = new TreeMap<>();
            for (CSVRecord block : rows(data().resolve("blocks.csv"))) {
                if (block.get("kind").equals("block")) {
                    double from = number(block, "began_ms");
                    double drawn = device.joules(from, from + 1000 * number(block, "seconds"))
                            - number(block, "quiet_w") * number(block, "pause_seconds");
                    double[] sum = sums.computeIfAbsent(
                            block.get("split_layer") + " at " + block.get("cpu_freq_mhz"), key -> new double[3]);
                    sum[0] += number(block, "joules_per_request");
                    sum[1] += drawn / number(block, "requests");
                }
            }
            assertThat(sums).hasSize(20);
            sums.forEach((configuration, sum) ->
                    assertThat(sum[0]).as(configuration).isCloseTo(sum[1], within(0.02 * sum[1])));
        }
    }
}
