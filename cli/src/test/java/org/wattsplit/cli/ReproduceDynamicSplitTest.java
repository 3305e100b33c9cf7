package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReproduceDynamicSplitTest {
    @TempDir
    private Path temp;

    @Test
    void bottlenecksCutsByRateAndAgentsOnTracesThatNothingWasChosenOn() throws IOException {
        Path json = temp.resolve("dynamic-split.json");
        String printed = Cli.succeed(
                "reproduce",
                "dynamic-split",
                "--networks",
                "mobilenetv2",
                "--traces",
                MadeTraces.in(temp).toString(),
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
