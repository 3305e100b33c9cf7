package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReproduceDynamicSplitTest {
    @TempDir
    private Path temp;

    /** Packets of 1,500 bytes every few milliseconds for half a minute, then more rarely, under the names that the scenario has. */
    private Path traces() throws IOException {
        List<String> names = List.of(
                "Verizon-LTE-driving",
                "TMobile-LTE-driving",
                "ATT-LTE-driving",
                "Verizon-LTE-short",
                "TMobile-LTE-short",
                "ATT-LTE-driving-2016");
        Path folder = Files.createDirectory(temp.resolve("traces"));
        for (int i = 0; i < names.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (int millis = 0; millis < 60_000; millis += millis < 30_000 ? 1 + i : 40) {
                text.append(millis).append('\n');
            }
            Files.writeString(folder.resolve(names.get(i) + ".up"), text);
        }
        return folder;
    }

    @Test
    void bottlenecksCutsByRateAndAgentsOnTracesThatNothingWasChosenOn() throws IOException {
        Path json = temp.resolve("dynamic-split.json");
        String printed = Cli.succeed(
                "reproduce",
                "dynamic-split",
                "--networks",
                "mobilenetv2",
                "--traces",
                traces().toString(),
                "--seeds",
                "2",
                "--requests",
                "120",
                "--json",
                json.toString());
        assertThat(printed)
                .contains("0.500 0.167 0.083 0.052 0.009  0.500 0.167 0.083 0.052 0.009")
                .contains("bottlenecks of VGG16 as the device cuts it: [14, 18, 20]")
                .contains("minus dynamic-split");
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        double before = 0;
        for (JsonNode cut : result.at("/cuts_by_rate")) {
            assertThat(cut.at("/bytes").asDouble()).isGreaterThanOrEqualTo(before);
            before = cut.at("/bytes").asDouble();
        }
        assertThat(result.at("/comparison/agents").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "dynamic-split", "dynamic-split:cuts=14-18-20", "held-split", "static-split");
        assertThat(result.at("/labels")).hasSize(4);
    }

    @Test
    void anUnknownNetworkIsNamedWithTheKnownOnes() {
        assertThat(Cli.run("reproduce", "dynamic-split", "--networks", "lenet").err())
                .contains("mobilenetv2")
                .contains("given lenet");
    }
}
