package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systems that are recomputed on networks of our own, with less training and fewer requests than their pages have. */
final class ReproduceSystemsTest {
    @TempDir
    private Path temp;

    private JsonNode reproduced(String... words) throws IOException {
        Path json = temp.resolve("result.json");
        List<String> all = new ArrayList<>(List.of("reproduce"));
        all.addAll(List.of(words));
        all.addAll(List.of("--json", json.toString()));
        Cli.succeed(all.toArray(String[]::new));
        return new ObjectMapper().readTree(json.toFile());
    }

    @Test
    void sacDIsComparedWithTheBestTripleAndTheBestForTheState() throws IOException {
        JsonNode result = reproduced(
                "sac-d",
                "--seeds",
                "2",
                "--steps",
                "300",
                "--requests",
                "300",
                "--out",
                temp.resolve("sac-d").toString());
        assertThat(result.at("/actions").asInt()).isEqualTo(57);
        assertThat(result.at("/worlds")).hasSize(2);
        for (JsonNode world : result.at("/worlds")) {
            assertThat(world.at("/static_triple").asText()).contains("exit=").contains("cpu_share=0.1");
            assertThat(world.at("/comparison/agents").fieldNames())
                    .toIterable()
                    .contains(
                            "static-triple",
                            "sac",
                            "linucb",
                            "held-split",
                            world.at("/reference").asText());
            assertThat(Path.of(world.at("/report").asText())).isRegularFile();
        }
        Cli.Result otherSteps = Cli.run(
                "reproduce",
                "sac-d",
                "--seeds",
                "2",
                "--steps",
                "400",
                "--requests",
                "300",
                "--out",
                temp.resolve("sac-d").toString());
        assertThat(otherSteps.status()).isEqualTo(2);
        assertThat(otherSteps.err())
                .contains("Expected the steps (--steps) to be those that ")
                .contains("was begun with, 300, given 400");
        // What sees the state exactly and believes it is cheaper than what never changes, whatever was learned.
        assertThat(result.at("/worlds/0/to_gain").asDouble()).isGreaterThan(0.1);
        // And gives good channels deeper exits and more bits.
        JsonNode choices = result.at("/worlds/0/choices")
                .get(result.at("/worlds/0/reference").asText());
        assertThat(choices.at("/exit").asDouble()).isGreaterThan(0.4);
        assertThat(choices.at("/bits").asDouble()).isGreaterThan(0.4);
    }

    @Test
    void aWidthForEachRequestIsComparedWithNetworksThatMustBeLoaded() throws IOException {
        JsonNode result = reproduced(
                "slimmable",
                "--seeds",
                "2",
                "--requests",
                "100",
                "--traces",
                MadeTraces.in(temp).toString());
        assertThat(result.at("/switching/load_ms").asDouble())
                .isGreaterThan(result.at("/switching/other_ms").asDouble());
        JsonNode own = result.at("/tables/0");
        assertThat(own.at("/contenders")).hasSize(4);
        for (JsonNode contender : own.at("/contenders")) {
            assertThat(contender.at("/accuracy_percent").asDouble()).isBetween(85.0, 93.0);
        }
        // A slimmable network loads nothing but at the start, where the device's own setting may change.
        assertThat(own.at("/contenders/0/changes_percent").asDouble()).isLessThanOrEqualTo(1);
    }
}
