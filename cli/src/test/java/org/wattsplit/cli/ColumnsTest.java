package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of columns defines every column and field that the code has, and no other column. */
final class ColumnsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Set<String> KNOBS = Set.of("split_layer", "cpu_freq_mhz");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern KNOWN = Pattern.compile("to be one of \\[([^]]+)]");

    @TempDir
    private Path temp;

    private Path data = Path.of("");

    @BeforeEach
    void copyExample() throws IOException {
        data = Cli.exampleData(temp.resolve("device"));
    }

    /** What the first cells of a section's table name. */
    private static Set<String> defined(String section) throws IOException {
        String page = Files.readString(DOCS.resolve("columns.md"));
        int begin = page.indexOf("\n## " + section + "\n");
        assertThat(begin).as(section).isNotNegative();
        int end = page.indexOf("\n## ", begin + 1);
        Set<String> names = new TreeSet<>();
        page.substring(begin, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> names.addAll(codes(line.split("\\|", -1)[1])));
        return names;
    }

    private static Set<String> codes(String text) {
        Set<String> names = new TreeSet<>();
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            names.add(code.group(1));
        }
        return names;
    }

    /** The columns that a file of the data may have, as the error of another one lists them. */
    private Set<String> allowed(String file) throws IOException {
        Path path = data.resolve(file);
        String text = Files.readString(path);
        Files.writeString(path, "unheard_of," + text);
        String error = Cli.run("datasets", "validate", data.toString()).err();
        Files.writeString(path, text);
        Matcher known = KNOWN.matcher(error);
        assertThat(known.find()).as(error).isTrue();
        Set<String> columns = new TreeSet<>(List.of(known.group(1).split(", ", -1)));
        columns.removeAll(KNOBS);
        return columns;
    }

    private static Set<String> header(Path file) throws IOException {
        String first = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        Set<String> columns = new TreeSet<>(List.of(first.split(",", -1)));
        columns.removeAll(KNOBS);
        return columns;
    }

    /** The fields that a schema has, at any depth. */
    private static Set<String> fields(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.forEach(part -> names.addAll(fields(part)));
        return names;
    }

    @Test
    void everyColumnOfADatasetIsDefined() throws IOException {
        assertThat(defined("measurements.csv")).isEqualTo(allowed("measurements.csv"));
        assertThat(defined("workload-NAME.csv")).isEqualTo(allowed("workload-day.csv"));
    }

    @Test
    void everyColumnOfARunAndATrainingIsDefined() throws IOException {
        Path pareto = temp.resolve("pareto.json");
        Path runs = temp.resolve("runs");
        Path policies = temp.resolve("policies");
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
        Cli.succeed(Cli.evaluation(data.toString(), pareto, "cloud", runs));
        Cli.succeed(
                "train",
                "--data",
                data.toString(),
                "--pareto",
                pareto.toString(),
                "--agent",
                "linucb",
                "--steps",
                "128",
                "--out",
                policies.toString());
        Path run = runs.resolve("cloud").resolve("seed-1");
        Set<String> columns = new TreeSet<>(header(run.resolve("requests.csv")));
        // Of scenarios in which others load the device, or accuracy counts, and of runs on hardware.
        Set<String> more = Set.of("edge_load", "right", "disturbance", "void_requests");
        assertThat(columns).doesNotContainAnyElementsOf(more);
        columns.addAll(more);
        assertThat(defined("requests.csv")).isEqualTo(columns);
        assertThat(defined("timing.csv")).isEqualTo(header(run.resolve("timing.csv")));
        assertThat(defined("curve.csv")).isEqualTo(header(policies.resolve("seed-1/curve.csv")));
    }

    @Test
    void everyFieldOfARunAndAComparisonIsDefined() throws IOException {
        String page = Files.readString(DOCS.resolve("columns.md"));
        ObjectMapper json = new ObjectMapper();
        for (String name : List.of("run", "comparison")) {
            Path schema = DOCS.resolve("schemas").resolve(name + ".schema.json");
            String section = page.substring(page.indexOf("\n## " + name + ".json\n") + 1);
            int end = section.indexOf("\n## ");
            assertThat(codes(end < 0 ? section : section.substring(0, end)))
                    .containsAll(fields(json.readTree(schema.toFile())));
        }
    }
}
