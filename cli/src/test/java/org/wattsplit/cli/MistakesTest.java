package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.file.WriteLock;

/**
 * Each of the {@link Mistakes} that people make ends with one message, which says what to do, without a stack trace, and harms
 * nothing that is there.
 */
final class MistakesTest {
    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path here;

    @BeforeAll
    static void makeFiles() throws IOException {
        Path data = Cli.exampleData(shared.resolve("data"));
        Path pareto = shared.resolve("pareto.json");
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
        Cli.succeed(Cli.evaluation(data.toString(), pareto, "cloud,edge", shared.resolve("runs")));
        Path latency =
                Cli.exampleData(Files.createDirectory(shared.resolve("latency")).resolve("data"));
        Path table = latency.resolve(Mistakes.TABLE);
        Files.writeString(table, Mistakes.withoutEnergy(Files.readString(table)));
        Cli.succeed(
                "search",
                "--data",
                latency.toString(),
                "--strategy",
                "exhaustive",
                "--out",
                shared.resolve("latency.json").toString());
        Path other = shared.resolve("other.json");
        Cli.succeed("search", "--data", "synthetic", "--budget", "20", "--out", other.toString());
        Cli.succeed(
                "train",
                "--data",
                "synthetic",
                "--pareto",
                other.toString(),
                "--agent",
                "linucb",
                "--steps",
                "200",
                "--out",
                shared.resolve("policy").toString());
    }

    @BeforeEach
    void copyData() throws IOException {
        Cli.exampleData(here.resolve("data"));
    }

    private String[] words(String command) {
        Map<String, Path> places = Map.of(
                "DATA", here.resolve("data"),
                "HERE", here,
                "PARETO", shared.resolve("pareto.json"),
                "OTHER", shared.resolve("other.json"),
                "LATENCY", shared.resolve("latency.json"),
                "POLICY", shared.resolve("policy"),
                "RUNS", shared.resolve("runs"));
        return Arrays.stream(command.split(" "))
                .map(word -> {
                    String said = word;
                    for (Map.Entry<String, Path> place : places.entrySet()) {
                        said = said.replace(place.getKey(), place.getValue().toString());
                    }
                    return said;
                })
                .toArray(String[]::new);
    }

    private static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                tree.put(
                        folder.relativize(path).toString(),
                        Files.isRegularFile(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "folder");
            }
        }
        return tree;
    }

    private void ends(int status, List<String> said, String command) throws IOException {
        Map<String, String> before = tree(here);
        Cli.Result result = Cli.run(words(command));
        assertThat(result.err()).contains(said).doesNotContain("\tat ", "Exception", "a fault of Wattsplit");
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.err().split("wattsplit: ", -1)).hasSizeLessThanOrEqualTo(2);
        // A search that could not write its result keeps what it measured, to go on from there.
        assertThat(tree(here)).containsAllEntriesOf(before);
        if (status == Main.BAD_INPUT) {
            assertThat(tree(here)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("org.wattsplit.cli.Mistakes#all")
    void aMistakeIsToldInOneMessage(Mistakes.Mistake mistake) throws IOException {
        mistake.before().in(here, shared);
        ends(mistake.status(), mistake.words(), mistake.command());
    }

    @Test
    void thereAreThirtyOfThem() {
        List<String> names = new ArrayList<>(
                Mistakes.all().stream().map(Mistakes.Mistake::name).toList());
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void aSecondWriter() throws IOException {
        try (WriteLock other = WriteLock.of(here.resolve("p.json"))) {
            ends(
                    Main.BAD_INPUT,
                    List.of("p.json is being written by another command", "wait until that has ended"),
                    "search --data DATA --out HERE/p.json --overwrite");
            assertThat(other).isNotNull();
        }
    }

    @Test
    void aFolderThatMayNotBeWritten() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(here.resolve("ours"));
        String place = folder.toString();
        boolean mounted = program("mount", "--bind", place, place) && program("mount", "-o", "remount,ro,bind", place);
        try {
            boolean refused = mounted || (folder.toFile().setWritable(false) && !Files.isWritable(folder));
            if (refused) {
                ends(
                        Main.FAILED,
                        List.of(
                                "Cannot write " + folder.resolve("p.json") + ": "
                                        + (mounted ? "Read-only file system" : "Permission denied"),
                                "name a path that you may write to"),
                        "search --data DATA --strategy exhaustive --out HERE/ours/p.json");
            } else {
                System.out.println("skipped: a folder that may not be written needs the right to mount one, or a user");
            }
        } finally {
            if (mounted) {
                program("umount", place);
            }
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aFullDisk() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(here.resolve("disk"));
        if (!program("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk.toString())) {
            System.out.println("skipped: a disk that is full needs the right to mount one");
            return;
        }
        try {
            ends(
                    Main.FAILED,
                    List.of(
                            "Cannot write the checkpoint " + disk.resolve("p.json.checkpoint")
                                    + ": No space left on device",
                            "make room there, or name another path"),
                    "search --data synthetic --strategy exhaustive --out HERE/disk/p.json");
        } finally {
            program("umount", disk.toString());
        }
    }

    private static boolean program(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** What is no mistake: programs write these, and people need not know. */
    @Test
    void aMarkCarriageReturnsAndNotesAreRead() throws IOException {
        String usual = Cli.succeed(words(Mistakes.VALIDATE));
        Mistakes.edit(
                        Mistakes.TABLE,
                        text -> "\ufeff# rows: 8\r\n"
                                + text.replaceFirst("\n", ",note,note_by\n")
                                        .replaceAll("(?m)^([0-9].*)$", "$1,\"again, later\",ann")
                                        .replace("\n", "\r\n"))
                .in(here, shared);
        Mistakes.edit(Mistakes.SPACE, text -> "\ufeff" + text.replace("\n", "\r\n"))
                .in(here, shared);
        Mistakes.edit("workload-day.csv", text -> "\ufeff" + text.replace("\n", "\r\n"))
                .in(here, shared);
        assertThat(Cli.succeed(words(Mistakes.VALIDATE))).isEqualTo(usual);
        assertThat(Files.readString(here.resolve("data").resolve(Mistakes.TABLE)))
                .contains("ann\r\n");
    }
}
