package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that break a rule: each command that reads them names file, line, column, rule and value as far as they have
 * them, ends with 2, and writes nothing.
 */
final class BadInputTest {
    @TempDir
    private Path temp;

    private Path data = Path.of("");
    private Path pareto = Path.of("");

    @BeforeEach
    void copyExample() throws IOException {
        data = Cli.exampleData(temp.resolve("device"));
        pareto = temp.resolve("pareto.json");
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(temp)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                tree.put(temp.relativize(path).toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return tree;
    }

    /** Runs a command, with and without --json, that must end with 2, say all of that, and write nothing. */
    private void refused(List<String> messages, String... words) throws IOException {
        Map<String, String> before = tree();
        for (boolean json : new boolean[] {false, true}) {
            String[] all =
                    json ? Cli.append(words, "--json", temp.resolve("out.json").toString()) : words;
            Cli.Result result = Cli.run(all);
            assertThat(result.err()).contains(messages).doesNotContain("\tat ");
            assertThat(result.status()).isEqualTo(2);
            assertThat(tree()).isEqualTo(before);
        }
    }

    private void everyReaderRefuses(String... messages) throws IOException {
        String folder = data.toString();
        refused(List.of(messages), "datasets", "validate", folder);
        refused(
                List.of(messages),
                "search",
                "--data",
                folder,
                "--out",
                temp.resolve("p.json").toString());
        refused(List.of(messages), evaluation());
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = data.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu_freq_mhz, | clock, | measurements.csv:1:2: Expected a column to be one of | given clock",
                "split_layer,cpu_freq_mhz | split_layer,split_layer | measurements.csv:1:2: Expected the columns to be named once each | \"split_layer\" twice",
                "45.3 | fast | measurements.csv:4:3: Expected edge_latency_ms to be a finite number | given \"fast\"",
                "45.3 | NaN | measurements.csv:4:3: Expected edge_latency_ms to be a finite number | given \"NaN\"",
                "45.3 | -45.3 | measurements.csv:4:3: Expected edge_latency_ms to be a number of at least 0 | given \"-45.3\"",
                "45.3 | Infinity | measurements.csv:4:3: Expected edge_latency_ms to be a finite number | given \"Infinity\"",
                "1,600,45.3 | 1,700,45.3 | measurements.csv:4:2: Expected cpu_freq_mhz to be one of [600, 1800] | given \"700\"",
                "1,600,45.3 | 9,600,45.3 | measurements.csv:4:1: Expected split_layer to be one of | given \"9\"",
                "1,600,45.3 | 1,600 | measurements.csv:4: Expected the row to be 7 cells wide | given 6 cells",
            })
    void aTableThatBreaksARule(String from, String to, String message, String value) throws IOException {
        edit("measurements.csv", from, to);
        everyReaderRefuses(message, value);
    }

    @Test
    void anInfeasibleRow() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("synthetic"));
        Cli.succeed("datasets", "describe", "--data", "synthetic");
        Files.writeString(folder.resolve("space.yaml"), """
                name: "two"
                knobs:
                - {name: "split_layer", kind: "numeric", values: ["0", "1"], hardware: false}
                - {name: "edge_accelerator", kind: "categorical", values: ["off", "on"], hardware: true}
                constraints:
                - reason: "nothing runs on the edge at split layer 0"
                  when: {split_layer: ["0"]}
                  then: {edge_accelerator: ["off"]}
                cloud_only: {split_layer: "0", edge_accelerator: "off"}
                edge_only: {split_layer: "1", edge_accelerator: "on"}
                """);
        Files.writeString(
                folder.resolve("measurements.csv"),
                "split_layer,edge_accelerator,edge_latency_ms,edge_energy_j\n0,off,1,1\n0,on,1,1\n");
        Files.writeString(folder.resolve("workload-a.csv"), "request_id,deadline_ms\n0,5\n");
        data = folder;
        everyReaderRefuses(
                "measurements.csv:3", "feasible (nothing runs on the edge at split layer 0)", "edge_accelerator=on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"measurements.csv", "workload-day.csv", "space.yaml"})
    void anEmptyFile(String file) throws IOException {
        Files.writeString(data.resolve(file), "");
        everyReaderRefuses(file, "Expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"measurements.csv", "workload-day.csv"})
    void aFileThatWasCutOff(String file) throws IOException {
        Path path = data.resolve(file);
        String text = Files.readString(path);
        Files.writeString(path, text.substring(0, text.length() - 2));
        long lines = text.lines().count();
        everyReaderRefuses(file + ":" + lines + ": Expected", "to end with a line feed", "cut off");
    }

    @Test
    void aHeaderOfAnotherVersion() throws IOException {
        Path table = data.resolve("measurements.csv");
        Files.writeString(table, "# format: measurement-table\n# version: 7\n" + Files.readString(table));
        everyReaderRefuses("measurements.csv:2: Expected measurement-table version 1, given 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "NaN", "soon"})
    void aDeadlineThatIsNone(String deadline) throws IOException {
        edit("workload-day.csv", "0,60\n", "0," + deadline + "\n");
        everyReaderRefuses("workload-day.csv:2:2: Expected deadline_ms to be a", "given \"" + deadline + "\"");
    }

    @Test
    void aMissingFile() throws IOException {
        Files.delete(data.resolve("workload-day.csv"));
        everyReaderRefuses("device", "workload-NAME.csv");
        String nowhere = temp.resolve("nowhere").toString();
        refused(List.of("given " + nowhere), "search", "--data", nowhere);
        refused(List.of("File not found: nowhere.yaml"), "suggest", "--space", "nowhere.yaml");
    }

    @Test
    void aMissingParetoSetOfRuns() throws IOException {
        Cli.succeed(evaluation());
        String runs = temp.resolve("runs").toString();
        refused(List.of("File not found: nowhere.json"), "compare", runs, "--pareto", "nowhere.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"measurements.csv", "workload-day.csv", "space.yaml"})
    void aLineOfAHundredMegabytes(String file) throws IOException {
        Path path = data.resolve(file);
        long line = Files.readString(path).lines().count() + 1;
        try (Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.APPEND)) {
            String million = "7".repeat(1_000_000);
            for (int i = 0; i < 100; i++) {
                writer.write(million);
            }
            writer.write('\n');
        }
        refused(
                List.of(file + ":" + line + ": Expected every line to be at most 1048576"),
                "datasets",
                "validate",
                data.toString());
    }

    private String[] evaluation() {
        return new String[] {
            "evaluate",
            "--data",
            data.toString(),
            "--pareto",
            pareto.toString(),
            "--out",
            temp.resolve("runs").toString()
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\" : 2 | \"version\" : 1 | pareto.json:4:17: Expected pareto-set version 2 | given 1",
                "\"format\" : \"pareto-set\" | \"format\" : \"run-log\" | pareto.json:3:16: Expected the format to be pareto-set | given run-log",
                "\"split_layer\" : \"3\" | \"split_layer\" : \"x\" | pareto.json | given x",
                "\"non_dominated\" : true | \"non_dominated\" : false | pareto.json | as the outcomes imply",
                "\"measurements\" : 2 | \"measurements\" : \"two\" | pareto.json:1 | measurements",
                "\"strategy\" | \"startegy\" | pareto.json: | strategy",
                "\"measured\" | \"guessed\" | [absent, measured, modelled] | given guessed",
            })
    void aParetoSetThatBreaksARule(String from, String to, String message, String value) throws IOException {
        String text = Files.readString(pareto);
        assertThat(text).contains(from);
        Files.writeString(pareto, text.replace(from, to));
        refused(List.of(message.replace("pareto.json:1", "pareto.json:").strip(), value), evaluation());
    }

    @Test
    void aParetoSetThatWasCutOffOrIsOfAnotherSpace() throws IOException {
        String text = Files.readString(pareto);
        Files.writeString(pareto, text.substring(0, text.length() / 2));
        refused(List.of("pareto.json:"), evaluation());
        Files.writeString(pareto, "");
        refused(List.of("pareto.json"), evaluation());
        Files.delete(pareto);
        refused(List.of("File not found: ", "pareto.json"), evaluation());
        Cli.succeed("search", "--data", "synthetic", "--budget", "5", "--out", pareto.toString());
        refused(List.of("pareto.json: Expected the Pareto set's space to be the space of device"), evaluation());
    }

    @Test
    void aCheckpointOfAnotherSpace() throws IOException {
        Path out = temp.resolve("p.json");
        Path checkpoint = temp.resolve("p.json.checkpoint");
        Files.writeString(
                checkpoint,
                "{\"format\":\"search-checkpoint\",\"version\":1,\"settings\":{\"space\":\"other\"},"
                        + "\"producer\":{\"code\":\"a\",\"java\":\"b\",\"os\":\"c\",\"cpu\":\"d\"}}\n");
        String[] resume = {"search", "--data", data.toString(), "--out", out.toString(), "--resume"};
        refused(List.of("p.json.checkpoint:1: Expected", "of the resumed search to be"), resume);
        Files.writeString(
                checkpoint,
                "{\"format\":\"search-checkpoint\",\"version\":2,\"settings\":{},"
                        + "\"producer\":{\"code\":\"a\",\"java\":\"b\",\"os\":\"c\",\"cpu\":\"d\"}}\n");
        refused(
                List.of(
                        "p.json.checkpoint:1:41: Expected search-checkpoint version 1, given 2",
                        "Maybe a newer Wattsplit wrote it"),
                resume);
        Files.writeString(checkpoint, "not json\n");
        refused(List.of("p.json.checkpoint:1"), resume);
    }

    @Test
    void aDeviceModelThatBreaksARule() throws IOException {
        Path device = Files.writeString(temp.resolve("device.yaml"), "header: {format: device-model}\n");
        String[] search = {"search", "--data", "pi4-coral-gpu", "--testbed-option", "device=" + device, "--budget", "5"
        };
        refused(List.of("device.yaml"), search);
        refused(List.of("given toaster"), "search", "--data", "pi4-coral-gpu", "--testbed-option", "device=toaster");
        refused(
                List.of("[device, noise], given nose"),
                "search",
                "--data",
                "pi4-coral-gpu",
                "--testbed-option",
                "nose=big");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workloads generate --out w.csv --min 0 --max 5 | above 0, given 0",
                "workloads generate --out w.csv --min 5 | the largest deadline (--max) to be given",
                "workloads generate --out w.csv --min 9 --max 5 | (--max) to be above the least",
                "workloads generate --out w.csv --deadlines uniforn --min 5 --max 9 | (--deadlines) to be one of",
                "workloads generate --out w.csv --min 5 --max 9 --arrivals gamma --rate 2 | the variation (--variation)",
                "workloads generate --out w.csv --deadlines phases --part 3:uniform:1:2 | (--part) to be at least two",
                "workloads generate --out w.csv --min 5 --max 9 --deadline-scale 0 | (--deadline-scale) to be",
                "networks cuts exist | Maybe you meant exits",
                "networks cuts nowhere.onnx | exits --set exit=2",
                "search --data exits --set cpu_shar=0.1 | Maybe you meant cpu_share",
                "search --data exits --set cpu_share=0.3 | the held cpu_share to be one of [0.1, 0.2, 0.4], given 0.3",
                "workloads generate --out w.csv --min 5 --max 9 --requests 0 | given 0",
                "workloads generate --out w.csv --min 5 --max 9 --arrivals often | given often",
                "workloads generate --out w.csv --min 5 --max 9 --arrivals poisson --rate -1 | the arrival rate (--rate) to be",
                "workloads generate --out w.csv --deadlines trace | the trace (--trace) to be a workload file",
                "search --data synthetic --judged-by 1.5 | given 1.5",
                "search --data synthetic --batch 0 | given 0",
                "search --data synthetic --measurements 0 | given 0",
                "search --data synthetic --resume | the output to be the file that the search was writing",
                "search --data pi4-coral-gpu --testbed replay | measurement table",
                "suggest --space nowhere.yaml --batch 0 | given 0",
                "strategies compare --data pi4-coral-gpu | measurement table",
                "strategies compare --data synthetic --budgets 0 | given 0",
                "runs show nowhere | run.json",
                "runs list nowhere | Folder not found: nowhere",
            })
    void anOptionThatBreaksARule(String line, String message) throws IOException {
        refused(List.of(message), line.split(" "));
        assertThat(Path.of("w.csv")).doesNotExist();
    }
}
