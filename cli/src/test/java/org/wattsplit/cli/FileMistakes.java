package org.wattsplit.cli;

import static org.wattsplit.cli.Mistakes.EVALUATE;
import static org.wattsplit.cli.Mistakes.SPACE;
import static org.wattsplit.cli.Mistakes.TABLE;
import static org.wattsplit.cli.Mistakes.VALIDATE;
import static org.wattsplit.cli.Mistakes.edit;
import static org.wattsplit.cli.Mistakes.encode;
import static org.wattsplit.cli.Mistakes.mistake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.wattsplit.cli.Mistakes.Mistake;

/** The {@link Mistakes} in tables and documents. */
final class FileMistakes {
    private FileMistakes() {}

    static List<Mistake> all() {
        return Stream.of(tables(), documents()).flatMap(List::stream).toList();
    }

    private static List<Mistake> tables() {
        return List.of(
                mistake(
                        "columns separated by semicolons",
                        edit(TABLE, text -> text.replace(',', ';')),
                        VALIDATE,
                        "measurements.csv:1: Expected the columns to be separated by commas",
                        "save the file with commas"),
                mistake(
                        "a decimal comma in quotes",
                        edit(TABLE, "45.3", "\"45,3\""),
                        VALIDATE,
                        "measurements.csv:4:3",
                        "decimal comma",
                        "write 45.3"),
                mistake(
                        "a decimal comma",
                        edit(TABLE, "45.3", "45,3"),
                        VALIDATE,
                        "measurements.csv:4",
                        "given 8 cells",
                        "12.5 and not 12,5"),
                mistake(
                        "a table in UTF-16",
                        encode(TABLE, StandardCharsets.UTF_16, text -> text),
                        VALIDATE,
                        "measurements.csv:1: Expected the file to be UTF-8 text, given UTF-16",
                        "save it as UTF-8"),
                mistake(
                        "a table in UTF-16 without a mark",
                        encode(TABLE, StandardCharsets.UTF_16LE, text -> text),
                        VALIDATE,
                        "measurements.csv:1: Expected the file to be UTF-8 text, given UTF-16"),
                mistake(
                        "a table in Latin-1",
                        encode(TABLE, StandardCharsets.ISO_8859_1, text -> "# von: M\u00fcller\n" + text),
                        VALIDATE,
                        "measurements.csv:1: Expected the file to be UTF-8 text",
                        "Latin-1",
                        "save it as UTF-8"),
                mistake(
                        "a ragged row",
                        edit(TABLE, "1,600,45.3", "1,600"),
                        VALIDATE,
                        "measurements.csv:4: Expected the row to be 7 cells wide, given 6 cells"),
                mistake(
                        "a cell that is empty",
                        edit(TABLE, "45.3", ""),
                        VALIDATE,
                        "measurements.csv:4:3: Expected edge_latency_ms to be a finite number, given an empty cell",
                        "leave the column out"),
                mistake(
                        "a knob's cell that is empty",
                        edit(TABLE, "1,600,45.3", "1,,45.3"),
                        VALIDATE,
                        "measurements.csv:4:2: Expected cpu_freq_mhz to be one of [600, 1800], given an empty cell"),
                mistake("a latency that is NaN", edit(TABLE, "45.3", "NaN"), VALIDATE, ":4:3:", "finite", "\"NaN\""),
                mistake(
                        "a negative latency",
                        edit(TABLE, "45.3", "-45.3"),
                        VALIDATE,
                        ":4:3:",
                        "at least 0",
                        "\"-45.3\""),
                mistake(
                        "an unknown column",
                        edit(TABLE, text -> text.replace("\n", ",x\n")),
                        VALIDATE,
                        "measurements.csv:1:8: Expected a column to be one of",
                        "given x"),
                mistake("an empty table", edit(TABLE, text -> ""), VALIDATE, TABLE, "a header and at least one row"));
    }

    private static List<Mistake> documents() {
        return List.of(
                mistake(
                        "several missing fields",
                        edit(SPACE, text -> "constraints: []\n"),
                        VALIDATE,
                        "space.yaml:1:1: Missing fields: name, knobs"),
                mistake(
                        "fields missing in several places",
                        edit(
                                SPACE,
                                text -> text.replace("    kind: numeric\n", "").replace("name: my-network\n", "")),
                        VALIDATE,
                        "space.yaml:2:1: Missing field: name",
                        "space.yaml:4:5: Missing field: kind",
                        "space.yaml:8:5: Missing field: kind"),
                mistake(
                        "unknown fields",
                        edit(
                                SPACE,
                                text -> text.replace("cloud_only", "cloud_onyl").replace("reason", "raeson")),
                        VALIDATE,
                        "given cloud_onyl",
                        "you meant cloud_only",
                        "given raeson",
                        "you meant reason"),
                mistake(
                        "an edge-only configuration that is infeasible",
                        edit(
                                SPACE,
                                "edge_only: {split_layer: 3, cpu_freq_mhz: 1800}",
                                "edge_only: {split_layer: 3, cpu_freq_mhz: 600}"),
                        VALIDATE,
                        "space.yaml:21:12: edge_only: Expected the configuration",
                        "the slow clock cannot hold all three layers"),
                mistake(
                        "a cloud-only configuration that is none",
                        edit(SPACE, "cloud_only: {split_layer: 0", "cloud_only: {split_layer: 1"),
                        VALIDATE,
                        "space.yaml:20:13: Expected cloud_only to be a configuration that runs all in the cloud"),
                mistake(
                        "a value of a constraint that its knob lacks",
                        edit(SPACE, "then: {cpu_freq_mhz: [1800]}", "then: {cpu_freq_mhz: [1801]}"),
                        VALIDATE,
                        "space.yaml:16:5: Expected cpu_freq_mhz to be one of [600, 1800], given 1801"),
                mistake(
                        "a value of a wrong type",
                        edit(SPACE, "hardware: false", "hardware: perhaps"),
                        VALIDATE,
                        "space.yaml:8:15: Expected hardware to be true or false, given \"perhaps\""),
                mistake(
                        "a tab in YAML",
                        edit(SPACE, "    kind", "\tkind"),
                        VALIDATE,
                        "space.yaml:6:1: found character",
                        "a tab indents the line, where spaces must"),
                mistake("an empty YAML file", edit(SPACE, text -> ""), VALIDATE, SPACE, "to hold something"),
                mistake(
                        "YAML in Latin-1",
                        encode(
                                SPACE,
                                StandardCharsets.ISO_8859_1,
                                text -> text.replace("the slow", "der zul\u00e4ssige")),
                        VALIDATE,
                        "space.yaml:16: Expected the file to be UTF-8 text",
                        "save it as UTF-8"),
                mistake(
                        "JSON that was cut off",
                        (here, made) -> {
                            String text = Files.readString(made.resolve("pareto.json"));
                            Files.writeString(here.resolve("cut.json"), text.substring(0, text.length() / 2));
                        },
                        EVALUATE.replace("PARETO", "HERE/cut.json"),
                        "cut.json:",
                        "cut off"));
    }
}
