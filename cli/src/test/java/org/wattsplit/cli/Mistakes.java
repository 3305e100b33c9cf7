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

    static Mistake mistake(String name, Before before, String command, String... words) {
        return new Mistake(name, before, command, Main.BAD_INPUT, List.of(words));
    }

    static Mistake mistake(String name, String command, String... words) {
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

    /** The table without its columns of energy. */
    static String withoutEnergy(String table) {
        return table.replaceAll("(?m),[^,\n]*,[^,\n]*$", "");
    }

    /** Changes the text of a file of the data, and its encoding. */
    static Before encode(String file, Charset charset, UnaryOperator<String> change) {
        return (here, made) -> {
            Path path = here.resolve("data").resolve(file);
            Files.write(path, change.apply(Files.readString(path)).getBytes(charset));
        };
    }

    private static Before file(String name, String text) {
        return (here, made) -> Files.writeString(here.resolve(name), text);
    }

    static final String EVALUATE = "evaluate --data DATA --pareto PARETO --out HERE/runs";
    static final String VALIDATE = "datasets validate DATA";
    static final String TABLE = "measurements.csv";
    static final String SPACE = "space.yaml";

    /** All of them. */
    static List<Mistake> all() {
        return Stream.of(names(), options(), paths(), FileMistakes.all(), figures(), runs())
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
                        "you meant edge_latency_ms"),
                mistake(
                        "a column without its unit",
                        edit(TABLE, "cpu_freq_mhz", "cpu_freq"),
                        VALIDATE,
                        "given cpu_freq",
                        "you meant cpu_freq_mhz"),
                mistake(
                        "a misspelled field that may differ",
                        "compare RUNS --allow-different scenario.weight",
                        "a field that may differ to be one that a run has, given scenario.weight"
                                + System.lineSeparator() + "Maybe you meant scenario.weights"),
                mistake(
                        "a field that may differ and that no run has",
                        "compare RUNS --allow-different trace",
                        "given trace",
                        "it is one of [dataset, "));
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
                mistake(
                        "a comma behind the last agent",
                        EVALUATE + " --agents cloud,",
                        "name:option=value, given nothing"),
                mistake(
                        "an alias that is empty",
                        EVALUATE + " --agents =random",
                        "the alias of an agent",
                        "given nothing"),
                mistake(
                        "a decimal comma in an option of an agent",
                        EVALUATE + " --agents dynasplit:margin_ms=137,5",
                        "given 5",
                        "it belongs to dynasplit:margin_ms=137",
                        "a comma parts agents, one in a value is written twice, and a number has a point"),
                mistake(
                        "a word in the place of an agent's number",
                        EVALUATE + " --agents cloud,dynasplit:margin_ms=abc",
                        "agent dynasplit:margin_ms=abc: Expected option margin_ms to be a number of at least 0, given abc"),
                mistake(
                        "a word in the place of a learner's number",
                        "train --data DATA --pareto PARETO --agent linucb:ridge=abc --out HERE/policy",
                        "agent linucb: Expected option ridge to be a number",
                        "given abc"),
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
                        "data without a workload",
                        (here, made) -> Files.delete(here.resolve("data/workload-day.csv")),
                        VALIDATE,
                        "/data: Expected the dataset to be a folder with a workload-NAME.csv, given one without"),
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
                        "a policy under another learner's name",
                        EVALUATE + " --agents thompson:policy=POLICY",
                        "Expected the policy's learner to be thompson, given linucb",
                        "name it linucb:policy="),
                mistake(
                        "an agent that needs what no action set has",
                        edit(TABLE, Mistakes::withoutEnergy),
                        "evaluate --data DATA --pareto LATENCY --joules-per-miss 1 --agents cloud,energy --out HERE/runs",
                        "the energy of every configuration, given data data, whose Pareto set has none",
                        "use another agent, as no action set can have it"),
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
                        "a run of another price",
                        (here, made) -> {
                            Path run = Files.createDirectories(here.resolve("runs/cloud/seed-1"));
                            for (String file : List.of("run.json", "requests.csv", "timing.csv")) {
                                Files.copy(made.resolve("runs/cloud/seed-1").resolve(file), run.resolve(file));
                            }
                        },
                        EVALUATE + " --agents cloud --resume --joules-per-miss 7",
                        "run.json: Expected the run to be the one that is asked for again, given another:"
                                + System.lineSeparator()
                                + "  depends_on.scenario.weights.joules_per_miss: 5.46 there, 7.0 asked for"
                                + System.lineSeparator() + "Maybe resume"),
                mistake(
                        "a baseline that did not run",
                        "compare RUNS --baseline clod",
                        "given clod",
                        "you meant cloud"));
    }
}
