package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The mistakes that people make: what is done, how the command ends, and the words that its message has.
 *
 * <p>In the words of a command, {@code HERE} is the test's folder, {@code DATA} a copy of the documentation's dataset in it, and
 * the others are what {@link MistakesTest} made of that dataset beforehand.
 */
final class Mistakes {
    private Mistakes() {}

    /** What is done in the test's folder before the command is given; {@code made} is the folder of what was made. */
    @FunctionalInterface
    interface Before {
        void in(Path here, Path made) throws IOException;
    }

    /**
     * A mistake.
     *
     * @param words what the message must contain
     */
    record Mistake(String name, Before before, String command, int status, List<String> words) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Mistake mistake(String name, Before before, String command, String... words) {
        return new Mistake(name, before, command, Main.BAD_INPUT, List.of(words));
    }

    private static Mistake mistake(String name, String command, String... words) {
        return mistake(name, (here, made) -> {}, command, words);
    }

    private static Mistake failing(String name, Before before, String command, String... words) {
        return new Mistake(name, before, command, Main.FAILED, List.of(words));
    }

    /** Changes the text of a file of the data. */
    static Before edit(String file, UnaryOperator<String> change) {
        return encode(file, StandardCharsets.UTF_8, change);
    }

    static Before edit(String file, String from, String to) {
        return edit(file, text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });
    }

    /** Changes the text of a file of the data, and its encoding. */
    private static Before encode(String file, Charset charset, UnaryOperator<String> change) {
        return (here, made) -> {
            Path path = here.resolve("data").resolve(file);
            Files.write(path, change.apply(Files.readString(path)).getBytes(charset));
        };
    }

    private static Before file(String name, String text) {
        return (here, made) -> Files.writeString(here.resolve(name), text);
    }

    private static final String EVALUATE = "evaluate --data DATA --pareto PARETO --out HERE/runs";
    static final String VALIDATE = "datasets validate DATA";
    static final String TABLE = "measurements.csv";
    static final String SPACE = "space.yaml";

    /** All of them. */
    static List<Mistake> all() {
        return Stream.of(names(), options(), paths(), tables(), documents(), figures(), runs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mistake> names() {
        return List.of(
                mistake("a misspelled command", "serach --data DATA", "given serach", "Maybe you meant search"),
                mistake("a misspelled one of several", "dataset list", "given dataset", "Maybe you meant datasets"),
                mistake("a misspelled required option", "search --dat DATA", "given --dat", "Maybe you meant --data"),
                mistake("a misspelled option", "search --data DATA --stratgy random", "--stratgy", "--strategy"),
                mistake("a misspelled agent", EVALUATE + " --agents plannr", "given plannr", "you meant planner"),
                mistake(
                        "a misspelled option of an agent",
                        EVALUATE + " --agents dynasplit:margin_mss=1",
                        "given margin_mss",
                        "you meant margin_ms"),
                mistake(
                        "a misspelled scenario",
                        EVALUATE + " --scenario Feild-v1",
                        "given Feild-v1",
                        "you meant Field-v1"),
                mistake(
                        "a misspelled strategy",
                        "search --data DATA --strategy randm",
                        "given randm",
                        "you meant random"),
                mistake("a misspelled dataset", "search --data synthetc", "given synthetc", "you meant synthetic"),
                mistake(
                        "a misspelled learner",
                        "train --data DATA --pareto PARETO --agent linucp --out HERE/policy",
                        "given linucp",
                        "you meant linucb"),
                mistake("a workload that is none", EVALUATE + " --workload dya", "given dya", "you meant day"),
                mistake(
                        "a misspelled action set",
                        EVALUATE + " --action-set paretto",
                        "given paretto",
                        "you meant pareto"),
                mistake(
                        "a misspelled knob in a constraint",
                        edit(SPACE, "cpu_freq_mhz: [600]}", "cpu_freq_mzh: [600]}"),
                        VALIDATE,
                        "space.yaml",
                        "given cpu_freq_mzh",
                        "you meant cpu_freq_mhz"),
                mistake(
                        "a misspelled column",
                        edit(TABLE, "edge_latency_ms", "edge_latency"),
                        VALIDATE,
                        "measurements.csv:1:3: Expected a column to be one of",
                        "given edge_latency",
                        "you meant edge_latency_ms"));
    }

    private static List<Mistake> options() {
        return List.of(
                mistake("no command", "datasets", "Missing required subcommand"),
                mistake("a missing option", "search --budget 5", "Missing required option", "--data"),
                mistake(
                        "a word that is no number",
                        "search --data DATA --seeds two",
                        "Expected --seeds to be a whole number, given two"),
                mistake(
                        "a decimal comma in an option",
                        "evaluate --data DATA --pareto x --out y --joules-per-miss 1,5",
                        "Expected --joules-per-miss to be a number, given 1,5",
                        "Maybe it has a decimal comma: write 1.5"),
                mistake("an option without its value", "search --data", "--data"),
                mistake("a word where a number goes", EVALUATE + " --seeds many", "--seeds", "many"),
                mistake("no seeds", EVALUATE + " --seeds 0", "seeds", "given 0"),
                mistake("no requests", EVALUATE + " --requests 0", "requests", "given 0"),
                mistake("no budget", "search --data DATA --budget 0", "the budget", "given 0"),
                mistake("an agent without its policy", EVALUATE + " --agents ppo", "ppo:policy=", "wattsplit train"));
    }

    private static List<Mistake> paths() {
        return List.of(
                mistake("a missing file", EVALUATE.replace("PARETO", "HERE/none.json"), "File not found", "none.json"),
                mistake("a missing folder", "compare HERE/none", "Folder not found", "none"),
                mistake(
                        "a folder instead of a file",
                        EVALUATE.replace("PARETO", "DATA"),
                        "/data to be a file, given a folder"),
                mistake("a file instead of a folder", "compare PARETO", "pareto.json to be a folder, given a file"),
                mistake(
                        "a file instead of a dataset's folder",
                        "datasets validate DATA/measurements.csv",
                        "Expected the dataset to be a folder with space.yaml"),
                mistake(
                        "an empty folder",
                        "compare HERE/data",
                        "with a run in it",
                        "run agents into that folder first"),
                mistake(
                        "output that is there already",
                        file("p.json", "mine"),
                        "search --data DATA --out HERE/p.json",
                        "p.json already exists",
                        "add --overwrite"),
                failing(
                        "a folder where the output goes",
                        (here, made) -> Files.createDirectory(here.resolve("p.json")),
                        "search --data DATA --strategy exhaustive --out HERE/p.json --overwrite",
                        "Cannot write",
                        "p.json: Is a directory",
                        "name another path"),
                failing(
                        "a file where the output's folder goes",
                        file("out", "mine"),
                        "search --data DATA --strategy exhaustive --out HERE/out/p.json",
                        "Cannot write",
                        "p.json: Not a directory",
                        "name another path"));
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

    private static List<Mistake> figures() {
        return List.of(
                mistake(
                        "a Pareto set of other data",
                        EVALUATE.replace("PARETO", "OTHER"),
                        "other.json: Expected the Pareto set's space to be the space of",
                        "search on this data first"),
                mistake(
                        "a policy of other actions",
                        EVALUATE + " --agents linucb:policy=POLICY",
                        "Expected the policy's",
                        "another Pareto set"),
                mistake(
                        "data that changed after the search",
                        edit(TABLE, "45.3", "45.4"),
                        EVALUATE,
                        "measurements",
                        "search again"));
    }

    private static List<Mistake> runs() {
        return List.of(
                mistake(
                        "runs that are not complete",
                        (here, made) -> {
                            Path run = Files.createDirectories(here.resolve("runs/cloud/seed-1"));
                            for (String file : List.of("run.json", "requests.csv", "timing.csv")) {
                                Path from = made.resolve("runs/cloud/seed-1").resolve(file);
                                String text = Files.readString(from);
                                int end = text.lastIndexOf('\n', text.length() - 2);
                                Files.writeString(
                                        run.resolve(file), file.endsWith(".csv") ? text.substring(0, end + 1) : text);
                            }
                        },
                        "compare HERE/runs",
                        "cloud/seed-1/requests.csv: Expected the rows to be 5",
                        "evaluate again and resume it"),
                mistake(
                        "runs that are there already",
                        EVALUATE.replace("HERE/runs", "RUNS"),
                        "already exists",
                        "--resume"),
                mistake(
                        "a baseline that did not run",
                        "compare RUNS --baseline clod",
                        "given clod",
                        "you meant cloud"));
    }
}
