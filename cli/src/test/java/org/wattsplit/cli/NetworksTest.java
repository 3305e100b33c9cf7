package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.testbed.codec.Codecs;

/** Networks from the command line. */
final class NetworksTest {
    @TempDir
    private Path temp;

    private String build(String name) {
        String file = temp.resolve(name + ".onnx").toString();
        Cli.succeed("networks", "build", name, "--width", "0.125", "--pixels", "32", "--out", file);
        return file;
    }

    @Test
    void theDeprecatedNameOfTheCommandStillDoesTheSame() {
        assertThat(Cli.succeed("models", "list")).isEqualTo(Cli.succeed("networks", "list"));
        assertThat(Cli.succeed("models", "--help")).contains("'models' is its deprecated name");
    }

    @Test
    void theArchitecturesAreListedWithTheirPublishedParameters() {
        assertThat(Cli.succeed("networks", "list"))
                .contains("vgg16")
                .contains("138,357,544")
                .contains("3,504,872");
    }

    @Test
    void familiesAreListedWithTheirKnobsAndTheirMembersBuilt() {
        assertThat(Cli.succeed("networks", "list")).contains("exits").contains("channels_sent 2, 4, 8, 16; width 0.25");
        String file = temp.resolve("exit2.onnx").toString();
        assertThat(Cli.succeed("networks", "build", "exits", "--set", "exit=2", "--out", file))
                .contains("exits-exit2");
        assertThat(Cli.succeed("networks", "cuts", file)).contains("stage2").doesNotContain("stage3");
        Cli.Result unknown = Cli.run("networks", "build", "exits", "--set", "exit=9", "--out", file, "--overwrite");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("the exit of exits").contains("given 9");
        Cli.Result noFamily = Cli.run("networks", "build", "vgg16", "--set", "exit=1", "--out", file, "--overwrite");
        assertThat(noFamily.err()).contains("the knobs of vgg16");
    }

    @Test
    void cutsAndCodecsTakeAMemberOfAFamilyByItsKnobs() {
        assertThat(Cli.succeed("networks", "cuts", "exits", "--set", "exit=2"))
                .contains("stage2")
                .doesNotContain("stage3");
        assertThat(Cli.succeed("networks", "cuts", "exits")).contains("stage3");
        assertThat(Cli.succeed("networks", "codecs", "slimmable", "--set", "width=0.5", "--inputs", "1"))
                .contains("int8+zstd");
        assertThat(Cli.run("networks", "cuts", "exits", "--set", "exit=9").err())
                .contains("one of [1, 2, 3], given 9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vgg16 --width 9 | the width (--width) to be above 0",
                "vgg16 --pixels 7 | (--pixels) to be a multiple of 32",
                "slimmable --width 0.5 | the width of slimmable (--width) to be one of its knobs",
                "slimmable --set width=0.3 | the width of slimmable (--set) to be one of [",
                "exits --set widht=1 | a knob of exits (--set) to be one of",
                "vgg16 --set exit=1 | the knobs of vgg16 (--set) to be none",
            })
    void anErrorOfABuildNamesItsOption(String line, String message) {
        String[] build = {
            "networks", "build", "--out", temp.resolve("none.onnx").toString()
        };
        Cli.Result result = Cli.run(Cli.append(build, line.split(" ")));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(message);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void theDoctorSaysWhichTracesAreThere() throws IOException {
        Path traces = Files.createDirectory(temp.resolve("traces"));
        assertThat(Cli.succeed("doctor", "--traces", traces.toString()))
                .containsPattern("traces +missing +none in " + traces + ", for .*MobileLink-v1.*--traces DIR");
        Files.writeString(traces.resolve("Verizon-LTE-short.up"), "1\n");
        assertThat(Cli.succeed("doctor", "--traces", traces.toString()))
                .containsPattern("traces +degraded +without ATT-LTE-driving-2016.up");
    }

    @Test
    void aFamilyIsTrainedAndItsMembersBuiltFromWhatWasLearned() throws IOException {
        Path weights = temp.resolve("exits.weights");
        Path json = temp.resolve("exits.json");
        List<String> command = List.of(
                "networks",
                "train",
                "exits",
                "--steps",
                "1",
                "--pictures",
                "36",
                "--separate",
                "--json",
                json.toString(),
                "--out",
                weights.toString());
        assertThat(Cli.succeed(command.toArray(String[]::new)))
                .contains("standard error")
                .contains("trained for itself")
                .contains("exits, 1 steps of seed 1, on 36 unseen pictures");
        JsonNode members = JsonMapper.builder().build().readTree(json.toFile()).at("/members");
        assertThat(members).hasSize(3);
        assertThat(members).allMatch(member -> member.at("/separate").isNumber());
        Cli.Result again = Cli.run(command.toArray(String[]::new));
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("exits.weights");
        Cli.succeed(
                "networks",
                "build",
                "exits",
                "--weights",
                weights.toString(),
                "--out",
                temp.resolve("x.onnx").toString());
        Cli.Result other = Cli.run(
                "networks",
                "build",
                "slimmable",
                "--weights",
                weights.toString(),
                "--out",
                temp.resolve("y.onnx").toString());
        assertThat(other.err()).contains("the family of");
    }

    @Test
    void aChangeOfTheMemberIsTimedAgainstALoad() throws IOException {
        Path json = temp.resolve("switch.json");
        assertThat(Cli.succeed("networks", "switch", "slimmable", "--repeats", "5", "--json", json.toString()))
                .contains("slimmable, medians of 5: a picture takes");
        JsonNode result = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(result.at("/load_ms").asDouble()).isPositive();
        assertThat(Cli.run("networks", "switch", "vgg16").err()).contains("slimmable");
    }

    @Test
    void cutsAreListedFromTheInputToTheOutput() throws IOException {
        String file = build("vgg16");
        Path json = temp.resolve("cuts.json");
        assertThat(Cli.succeed("networks", "cuts", file, "--json", json.toString()))
                .contains("1x3x32x32")
                .contains("1x1000");
        assertThat(Files.readString(json)).contains("\"head_flops\"");
    }

    @Test
    void exactHalvesGiveTheWholesOutput() {
        String file = build("mobilenetv2");
        assertThat(Cli.succeed("networks", "check", file, "--exact", "--bound", "0", "--repeats", "1"))
                .contains("halves differ by at most 0");
    }

    @Test
    void codecsAreComparedWithTheAccuracyOfATrainedNetwork() throws IOException {
        Path json = temp.resolve("codecs.json");
        assertThat(Cli.succeed(
                        "networks", "codecs", "digits", "--cut", "2,5", "--inputs", "60", "--json", json.toString()))
                .contains("int8-channel+zstd")
                .contains("60 images that it was not trained on");
        JsonNode coded = JsonMapper.builder().build().readTree(json.toFile()).at("/coded");
        assertThat(coded).hasSize(2 * Codecs.installed().names().size());
        assertThat(coded).extracting(one -> one.at("/cut").asInt()).containsOnly(2, 5);
        coded.forEach(one -> {
            // One and two bits an element cost this network some answers, more none.
            boolean few = one.at("/codec").asText().matches("int[12](\\+zstd)?");
            assertThat(one.at("/accuracy").asDouble()).isBetween(few ? 0.3 : 0.85, 1.0);
            assertThat(one.at("/mean_error").asDouble())
                    .isLessThanOrEqualTo(one.at("/largest_error").asDouble());
        });
        assertThat(figure(coded, "float32", "ratio")).isEqualTo(1);
        assertThat(figure(coded, "float32", "largest_error")).isZero();
        assertThat(figure(coded, "float16", "ratio")).isEqualTo(0.5);
        assertThat(figure(coded, "float16", "largest_error")).isBetween(1e-7, 0.01);
        assertThat(figure(coded, "int8", "largest_error")).isGreaterThan(figure(coded, "float16", "largest_error"));
        // One scale and zero point for the tensor, one for each of eight channels.
        double elements = figure(coded, "float32", "bytes") / Float.BYTES;
        assertThat(figure(coded, "int8", "bytes")).isEqualTo(elements + 5);
        assertThat(figure(coded, "int8-channel", "bytes")).isEqualTo(elements + 40);
        // After a pooling of rectified numbers many are 0.
        assertThat(figure(coded, "int8+zstd", "bytes")).isLessThan(elements);
    }

    /** Of the pooled tensor of eight channels, cut 2. */
    private static double figure(JsonNode coded, String codec, String field) {
        for (JsonNode one : coded) {
            if (one.at("/cut").asInt() == 2 && one.at("/codec").asText().equals(codec)) {
                return one.at("/" + field).asDouble(Double.NaN);
            }
        }
        return Double.NaN;
    }

    @Test
    void codecsOfAFileHaveErrorsAndNoAccuracy() {
        String file = build("vgg16");
        assertThat(Cli.succeed("networks", "codecs", file, "--inputs", "1"))
                .contains("1 drawn inputs")
                .contains("float16");
        Cli.Result beyond = Cli.run("networks", "codecs", file, "--cut", "99");
        assertThat(beyond.status()).isEqualTo(2);
        assertThat(beyond.err()).contains("a cut to be between 0 and").contains("given 99");
    }

    @Test
    void backendsAreTimedByTurns() throws IOException {
        Path json = temp.resolve("backends.json");
        assertThat(Cli.succeed(
                        "networks", "backends", "vgg16", "--pixels", "32", "--repeats", "1", "--json", json.toString()))
                .contains("onnx")
                .contains("dl4j");
        JsonNode result = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(result.at("/name").asText()).isEqualTo("vgg16");
        assertThat(result.at("/repeats").asInt()).isEqualTo(1);
        double onnx = result.at("/onnx_ms").asDouble();
        assertThat(onnx).isPositive();
        assertThat(result.at("/ratio").asDouble())
                .isCloseTo(result.at("/dl4j_ms").asDouble() / onnx, within(1e-9));
    }

    @Test
    void whatIsNoModelOrIsThereAlreadyIsRefused() throws IOException {
        String file = build("vgg16");
        Cli.Result again = Cli.run("networks", "build", "vgg16", "--out", file);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains(file);
        Path text = Files.writeString(temp.resolve("text.onnx"), "no model");
        Cli.Result none = Cli.run("networks", "cuts", text.toString());
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("text.onnx").doesNotContain("\tat ");
        Cli.Result unknown = Cli.run(
                "networks", "build", "lenet", "--out", temp.resolve("l.onnx").toString());
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("lenet").contains("vgg16");
    }

    @Test
    void whatOnlyOneRuntimeJoinsIsLeftOutThereAlone() {
        Cli.Result refused = Cli.run("networks", "check", "dl4j:vgg16", "--exact");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("Expected exact halves to be of an ONNX file");
        Cli.Result unknown = Cli.run("networks", "check", "dl4j:lenet");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("lenet");
    }
}
