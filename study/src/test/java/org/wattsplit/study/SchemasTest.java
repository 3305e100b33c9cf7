package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.agent.AgentsFile;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.testbed.live.LiveFile;
import org.wattsplit.testbed.model.DeviceCoefficients;
import org.wattsplit.testbed.remote.EdgeFile;

/**
 * The published JSON Schemas are those of the records, and of files as people write them.
 * {@code -Dwattsplit.write-schemas=true} writes them instead.
 */
final class SchemasTest {
    private static final Path PUBLISHED = Path.of("..", "docs", "schemas");

    private static Map<String, Format<?>> formats() {
        Map<String, Format<?>> formats = new TreeMap<>();
        formats.put("scenario", ScenarioFile.FILE);
        formats.put("space", SpaceSpec.FILE);
        formats.put("testbed", LiveFile.FILE);
        formats.put("edge", EdgeFile.FILE);
        formats.put("agents", AgentsFile.FILE);
        formats.put("device", DeviceFacts.FILE);
        formats.put("about", DatasetAbout.FILE);
        formats.put("device-model", DeviceCoefficients.FILE);
        formats.put("run", RunManifest.FILE);
        formats.put("pareto-set", ParetoSetFile.FILE);
        formats.put("comparison", ComparisonResult.FILE);
        return formats;
    }

    private static Path path(String name) {
        return PUBLISHED.resolve(name + ".schema.json");
    }

    @Test
    void publishedSchemasAreThoseOfTheRecords() throws IOException {
        for (Map.Entry<String, Format<?>> one : formats().entrySet()) {
            String text = Documents.toJson(one.getValue().schema());
            if (Boolean.getBoolean("wattsplit.write-schemas")) {
                Files.writeString(path(one.getKey()), text);
            }
            assertThat(path(one.getKey())).hasContent(text);
        }
        try (Stream<Path> files = Files.list(PUBLISHED)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrderElementsOf(formats().keySet().stream()
                            .map(name -> name + ".schema.json")
                            .toList());
        }
    }

    @Test
    void aTestbedIsItsNetworkDeviceMeterAndCloud(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("testbed.yaml"), """
                format: testbed
                version: 1
                network: {name: mobilenetv2}
                device:
                  knobs: [{kind: cpu-share}]
                meter: {kind: utilisation, idle_w: 2.7, core_w: 0.925}
                cloud: {address: loopback}
                """);
        assertThat(LiveFile.read(file)).isEqualTo(LiveFile.read(Path.of("../docs/examples/testbed.yaml")));
        filesAreAsTheirSchemaSays(List.of("testbed", file.toString()));
    }

    private static Stream<List<String>> files() throws IOException {
        String golden = "src/test/resources/golden/edition-1/";
        String newest = "src/test/resources/golden/edition-3/";
        Stream<List<String>> some = Stream.of(
                List.of("testbed", "../docs/examples/testbed.yaml"),
                List.of("edge", "../docs/examples/edge.yaml"),
                List.of("space", "../docs/examples/my-device/space.yaml"),
                List.of("about", "../docs/examples/my-device/about.yaml"),
                List.of("testbed", golden + "testbed.yaml"),
                List.of("edge", golden + "edge.yaml"),
                List.of("space", golden + "my-device/space.yaml"),
                List.of("space", golden + "profile/space.yaml"),
                List.of("scenario", golden + "profile/scenario.yaml"),
                List.of("device-model", golden + "device-model.yaml"),
                List.of("pareto-set", golden + "pareto.json"),
                List.of("run", newest + "runs/dynasplit/seed-1/run.json"),
                List.of("comparison", newest + "comparison.json"));
        try (Stream<Path> bundled = Files.list(Path.of("../envs/src/main/resources/org/wattsplit/envs/scenario"))) {
            return Stream.concat(some, bundled.map(path -> List.of("scenario", path.toString())).toList().stream());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void filesAreAsTheirSchemaSays(List<String> file) throws IOException {
        ObjectMapper mapper = file.get(1).endsWith("yaml") ? new YAMLMapper() : new ObjectMapper();
        JsonNode schema = new ObjectMapper().readTree(path(file.get(0)).toFile());
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(mapper.readTree(Path.of(file.get(1)).toFile())))
                .isEmpty();
    }
}
