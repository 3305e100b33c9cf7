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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.agent.AgentsFile;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.testbed.live.LiveFile;
import org.wattsplit.testbed.remote.EdgeFile;

/**
 * The reference of YAML files has every field of their schemas, and is read: as it stands, and with each of the lines that are
 * left out in it, those with a hash and no space behind it, in their place.
 */
final class YamlReferenceTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern LEFT_OUT = Pattern.compile("( *)#(\\S.*)");

    /** A part of the dynamics is of a kind of one's own: its example stands in {@code examples}. */
    private static final String OWN_PART = "/scenario/dynamics/parts/kind";

    @TempDir
    private Path temp;

    private static void read(String kind, Path file) {
        switch (kind) {
            case "scenario" -> ScenarioFile.read(file);
            case "space" -> ConfigurationSpace.read(file);
            case "testbed" -> LiveFile.read(file);
            case "edge" -> EdgeFile.read(file);
            case "about" -> DatasetAbout.FILE.readYaml(file);
            case "device" -> DeviceFacts.FILE.readYaml(file);
            case "agents" -> AgentsFile.agents(List.of(file.toString()));
            default -> throw new IllegalArgumentException(kind);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenario", "space", "device", "about", "testbed", "edge", "agents"})
    void everyFieldStandsInTheReferenceAndIsRead(String kind) throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(DOCS.resolve("schemas").resolve(kind + ".schema.json").toFile());
        SortedSet<String> found = new TreeSet<>();
        for (String text : variants(Files.readAllLines(DOCS.resolve("reference").resolve(kind + ".yaml")))) {
            JsonNode document = new YAMLMapper().readTree(text);
            // Of a key that stands there twice the later one is meant; readers refuse both.
            Path file = Files.writeString(temp.resolve(kind + ".yaml"), new YAMLMapper().writeValueAsString(document));
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(document))
                    .as(text)
                    .isEmpty();
            read(kind, file);
            fields(schema, document, "", found);
        }
        SortedSet<String> all = new TreeSet<>();
        fields(schema, null, "", all);
        all.remove(OWN_PART);
        assertThat(found).containsAll(all);
    }

    private static List<String> variants(List<String> lines) {
        List<String> variants = new ArrayList<>(List.of(String.join("\n", lines) + "\n"));
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = LEFT_OUT.matcher(lines.get(i));
            if (matcher.matches()) {
                List<String> other = new ArrayList<>(lines);
                other.set(i, matcher.group(1) + matcher.group(2));
                variants.add(String.join("\n", other) + "\n");
            }
        }
        return variants;
    }

    /** The fields of a schema, or those of them that a node has; each of a kind's own with the kind. */
    private static void fields(JsonNode schema, @Nullable JsonNode node, String path, SortedSet<String> all) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode part = node == null ? null : node.get(property.getKey());
            if (node == null || part != null) {
                String name = path + "/" + property.getKey();
                all.add(name);
                fields(property.getValue(), part, name, all);
            }
        }
        if (schema.has("items")) {
            if (node == null) {
                fields(schema.get("items"), null, path, all);
            } else {
                for (JsonNode part : node) {
                    fields(schema.get("items"), part, path, all);
                }
            }
        }
        for (JsonNode one : schema.path("allOf")) {
            String kind =
                    one.path("if").path("properties").path("kind").path("const").asText();
            if (node == null || node.path("kind").asText().equals(kind)) {
                fields(one.get("then"), node, path + "/" + kind, all);
            }
        }
    }
}
