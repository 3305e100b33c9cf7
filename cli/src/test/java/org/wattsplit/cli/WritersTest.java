package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.file.WriteLock;

/** Commands that write what another one writes at the time, or where others laid something. */
final class WritersTest {
    @TempDir
    private static Path shared = Path.of("");

    private static String pareto = "";

    @TempDir
    private Path temp;

    @BeforeAll
    static void search() {
        pareto = shared.resolve("pareto.json").toString();
        Cli.succeed("search", "--data", "synthetic", "--strategy", "exhaustive", "--out", pareto);
    }

    private static String[] evaluate(Path out, String agents, String... more) {
        return words(
                new String[] {"evaluate", "--data", "synthetic", "--pareto", pareto, "--requests", "20"},
                Stream.concat(Stream.of("--out", out.toString(), "--agents", agents), Stream.of(more)));
    }

    private static String[] train(Path out, String steps, String... more) {
        return words(
                new String[] {"train", "--data", "synthetic", "--pareto", pareto, "--agent", "linucb"},
                Stream.concat(Stream.of("--out", out.toString(), "--steps", steps), Stream.of(more)));
    }

    private static String[] words(String[] first, Stream<String> more) {
        return Stream.concat(Stream.of(first), more).toArray(String[]::new);
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            // A process that was killed may leave what it was about to put into a file's place.
            for (Path path : paths.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".part"))
                    .toList()) {
                files.put(folder.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static void refused(Path written, String... words) {
        Cli.Result result = Cli.run(words);
        assertThat(result.err()).contains(written + " is being written by another command", "Maybe wait until");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aFolderThatAProcessWritesIsNobodyElsesUntilItIsKilled() throws IOException, InterruptedException {
        Path out = temp.resolve("policies");
        Path seed = out.resolve("seed-1");
        Process process = CommandProcess.start(CommandProcess.builder(temp, "", train(out, "2000000000")));
        try {
            while (!Files.exists(seed.resolve("last.policy"))) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(10);
            }
            for (String more : List.of("--seeds=1", "--seeds=2", "--resume", "--overwrite")) {
                refused(seed, train(out, "400", more));
            }
            assertThat(out.resolve("seed-2")).doesNotExist();
            Cli.succeed(train(out, "400", "--seed", "2"));
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(out.resolve(".seed-1.lock")).exists();
        Cli.succeed(train(out, "400", "--overwrite"));
        assertThat(files(out).keySet())
                .containsExactlyInAnyOrder(
                        "seed-1/best.policy",
                        "seed-1/curve.csv",
                        "seed-1/figures.csv",
                        "seed-1/last.policy",
                        "seed-2/best.policy",
                        "seed-2/curve.csv",
                        "seed-2/figures.csv",
                        "seed-2/last.policy");
    }

    @Test
    void runsOfOtherAgentsAndSeedsGoToTheSamePlaceMeanwhile() throws IOException {
        Path out = temp.resolve("runs");
        Path run = out.resolve("cloud/seed-1");
        Cli.succeed(evaluate(out, "cloud"));
        Map<String, String> before = files(out);
        try (WriteLock other = WriteLock.of(run)) {
            for (String more : List.of("--seeds=2", "--resume", "--overwrite")) {
                refused(run, evaluate(out, "edge,cloud", more));
            }
            assertThat(out.resolve("edge")).doesNotExist();
            Cli.succeed(evaluate(out, "edge"));
            Cli.succeed(evaluate(out, "cloud", "--seed", "2"));
            assertThat(other).isNotNull();
        }
        assertThat(files(out)).containsAllEntriesOf(before);
        Cli.succeed(evaluate(out, "edge,cloud", "--seeds", "2", "--overwrite"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file | p.json | search --data synthetic --out p.json --overwrite",
                "file | p.json | search --data synthetic --json p.json",
                "file | p.json | datasets describe --data synthetic --json p.json",
                "file | p.json | testbeds fit --data . --out p.json",
                "file | p.csv | suggest --space SPACE --out p.csv",
                "file | p.csv | workloads generate --min 5 --max 9 --out p.csv",
                "file | p.onnx | networks build alexnet --out p.onnx",
                "file | p.html | compare RUNS --report p.html",
                "file | p.md | results --data synthetic --page p.md --out out",
                "folder | out | results --data synthetic --out out",
                "folder | out | quickstart --data synthetic --out out",
                "folder | out | profile --network alexnet --out out",
                "folder | out | datasets import --from . --importer dynasplit --out out",
                "folder | out | datasets join --data exits,slimmable --device exits --out out",
                "file | out | certificates --host localhost --out out",
            })
    void whatIsWrittenIsRefusedBeforeAnythingIsDone(String kind, String name, String line) throws IOException {
        Path written = temp.resolve(name);
        Path runs = shared.resolve("runs");
        if (!Files.exists(runs)) {
            Cli.succeed(evaluate(runs, "cloud"));
        }
        String[] words = Stream.of(line.split(" "))
                .map(word -> word.matches("p[.].*|out") ? temp.resolve(word).toString() : word)
                .map(word -> word.equals("RUNS") ? runs.toString() : word)
                .map(word -> word.equals("SPACE") ? "../docs/examples/my-device/space.yaml" : word)
                .toArray(String[]::new);
        try (WriteLock other = kind.equals("file") ? WriteLock.of(written) : WriteLock.inside(written)) {
            refused(written, words);
            assertThat(other).isNotNull();
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void agentsWhoseFolderWouldBeTheSameAreRefused() throws IOException {
        Path out = temp.resolve("runs");
        Cli.Result together = Cli.run(evaluate(out, "linucb:policy=a/b,linucb:policy=a_b"));
        assertThat(together.status()).isEqualTo(2);
        assertThat(together.err())
                .contains(
                        out.resolve("linucb_policy=a_b") + " to be the folder of one agent",
                        "given linucb:policy=a/b and linucb:policy=a_b");
        assertThat(out).doesNotExist();

        Path policies = temp.resolve("a/b");
        Cli.succeed(train(policies, "400"));
        Files.copy(policies.resolve("seed-1/best.policy"), temp.resolve("a_b"));
        String one = "linucb:policy=" + policies.resolve("seed-1/best.policy");
        Cli.succeed(evaluate(out, one));
        Map<String, String> before = files(out);
        String other = one.replace("/seed-1", "_seed-1");
        for (String more : List.of("--seed=2", "--resume", "--overwrite")) {
            Cli.Result later = Cli.run(evaluate(out, other, more));
            assertThat(later.status()).as(more).isEqualTo(2);
            assertThat(later.err()).contains("the folder of one agent, given " + one + " and " + other);
        }
        assertThat(files(out)).isEqualTo(before);
    }

    @Test
    void foldersThatAreLinksAreRefused() throws IOException {
        Path other = Files.createDirectory(temp.resolve("other"));
        Path out = Files.createDirectory(temp.resolve("out"));
        Path agent = Files.createSymbolicLink(out.resolve("cloud"), other);
        Path run = Files.createSymbolicLink(
                Files.createDirectory(out.resolve("edge")).resolve("seed-1"), other);
        Path policies = Files.createSymbolicLink(out.resolve("seed-1"), other);
        for (String more : List.of("--seeds=1", "--resume", "--overwrite")) {
            for (Cli.Result result : List.of(
                    Cli.run(evaluate(out, "cloud", more)),
                    Cli.run(evaluate(out, "edge", more)),
                    Cli.run(train(out, "400", more)))) {
                assertThat(result.status()).isEqualTo(2);
                assertThat(result.err()).containsAnyOf(agent.toString(), run.toString(), policies.toString());
                assertThat(result.err()).contains("to be no symbolic link");
            }
        }
        assertThat(other).isEmptyDirectory();
        // The folder that was named may be one: that is the user's own choice.
        Path link = Files.createSymbolicLink(temp.resolve("link"), other);
        Cli.succeed(evaluate(link, "cloud"));
        assertThat(other.resolve("cloud/seed-1/run.json")).exists();
    }

    @Test
    void aNameDoesNotControlTheTerminal() throws IOException {
        Path out = temp.resolve("runs");
        Cli.succeed(evaluate(out, "cloud,edge"));
        for (String agent : List.of("cloud", "edge")) {
            Path manifest = out.resolve(agent + "/seed-1/run.json");
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replace("\"dataset\" : \"synthetic\"", "\"dataset\" : \"a\\u001b[31mb\\u009bc\\u202ed\""));
        }
        String shown = "a\\u001b[31mb\\u009bc\\u202ed";
        assertThat(Cli.succeed("runs", "list", out.toString())).contains(shown).doesNotContain("\u001b");
        assertThat(Cli.succeed("compare", out.toString())).contains(shown).doesNotContain("\u001b", "\u009b", "\u202e");
        for (String[] words : new String[][] {
            {"runs", "list", "no\u001b[2Jwhere"},
            {"runs", "list", "--no\u001b[2Jsuch"},
            {"evaluate", "--data", "no\u001b[2Jwhere", "--pareto", pareto, "--out", "x"}
        }) {
            Cli.Result result = Cli.run(words);
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).contains("no\\u001b[2J").doesNotContain("\u001b");
        }
    }
}
