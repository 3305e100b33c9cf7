package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that are killed at random moments, as by {@code kill -9}, and resumed end in the same files as commands that
 * were not. One moment each by default; {@code -Dwattsplit.kills=20} for more.
 */
final class KillTest {
    private static final int KILLS = Integer.getInteger("wattsplit.kills", 1);
    private static final String[] SEARCH = {"search", "--data", "pi4-coral-gpu", "--budget", "90", "--out", "p.json"};
    private static final String[] EVALUATE = {
        "evaluate", "--data", "pi4-coral-gpu", "--pareto", "p.json", "--threads", "2", "--out", "runs"
    };

    @TempDir
    private Path temp;

    private Path whole = Path.of("");

    @BeforeEach
    void runsThatAreNotKilled() throws IOException {
        whole = Files.createDirectory(temp.resolve("whole"));
    }

    /** How long a command takes to its end, in milliseconds. */
    private static long run(Path folder, String... arguments) throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = CommandProcess.start(CommandProcess.builder(folder, "", arguments));
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", arguments)).isZero();
        return (System.nanoTime() - before) / 1_000_000;
    }

    /** Starts a command and kills it after a while; whether it was still running then. */
    private static boolean kill(Path folder, long afterMillis, String... arguments) throws InterruptedException {
        Process process = CommandProcess.start(CommandProcess.builder(folder, "", arguments));
        boolean ended = process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
        return !ended;
    }

    private static String[] with(String[] words, String more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                boolean timing = path.endsWith("timing.csv");
                String content = timing ? Files.readAllLines(path).size() + " lines" : Files.readString(path);
                files.put(folder.relativize(path).toString(), content);
            }
        }
        return files;
    }

    private void killAndResume(String[] words, Path begun) throws IOException, InterruptedException {
        long millis = run(whole, words);
        long latest = millis;
        Map<String, String> expected = files(whole);
        SplittableRandom random = new SplittableRandom(words[0].hashCode());
        int killed = 0;
        for (int i = 0; killed < KILLS; i++) {
            assertThat(i).as("kills that came too late").isLessThan(4 * KILLS + 40);
            Path folder = Files.createDirectory(temp.resolve("killed-" + i));
            if (Files.exists(begun.resolve("p.json"))) {
                Files.copy(begun.resolve("p.json"), folder.resolve("p.json"));
            }
            long moment = random.nextLong(Math.max(1, latest / 10), Math.max(2, latest));
            if (kill(folder, moment, words)) {
                killed++;
                run(folder, with(words, "--resume"));
                assertThat(files(folder))
                        .as("killed after " + moment + " of " + millis + " ms")
                        .isEqualTo(expected);
            } else {
                // The machine was slower when the time was taken.
                latest = moment;
            }
        }
    }

    @Test
    void aKilledSearchEndsInTheSameFile() throws IOException, InterruptedException {
        killAndResume(SEARCH, temp.resolve("nothing"));
    }

    @Test
    void killedRunsEndInTheSameFiles() throws IOException, InterruptedException {
        run(whole, SEARCH);
        Path begun = Files.createDirectory(temp.resolve("begun"));
        Files.copy(whole.resolve("p.json"), begun.resolve("p.json"));
        killAndResume(EVALUATE, begun);
    }

    @Test
    void aSearchKilledBetweenItsResultAndItsCheckpointIsComplete() throws IOException, InterruptedException {
        run(whole, SEARCH);
        Map<String, String> expected = files(whole);
        // What a kill right after the result was written leaves behind.
        Files.writeString(whole.resolve("p.json.checkpoint"), "{\"format\"");
        run(whole, with(SEARCH, "--resume"));
        assertThat(files(whole)).isEqualTo(expected);
        Cli.Result other = Cli.run(
                "search",
                "--data",
                "pi4-coral-gpu",
                "--budget",
                "91",
                "--out",
                whole.resolve("p.json").toString(),
                "--resume");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("p.json: Expected the search to be the one that is resumed");
        assertThat(files(whole)).isEqualTo(expected);
    }

    /** Whether it has its first line, which says of what it is, and another. */
    private static boolean isBegun(Path checkpoint) throws IOException {
        try {
            return Files.readAllLines(checkpoint).size() >= 3;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Test
    void aCheckpointIsNeitherOverwrittenNorResumedUnasked() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temp.resolve("killed"));
        Path checkpoint = folder.resolve("p.json.checkpoint");
        for (int i = 0; !isBegun(checkpoint); i++) {
            assertThat(i).as("searches that ended before they were killed").isLessThan(20);
            Files.deleteIfExists(folder.resolve("p.json"));
            Process process = CommandProcess.start(CommandProcess.builder(folder, "", SEARCH));
            while (process.isAlive() && !isBegun(checkpoint)) {
                Thread.sleep(1);
            }
            process.destroyForcibly();
            process.waitFor();
        }
        byte[] before = Files.readAllBytes(checkpoint);
        String out = folder.resolve("p.json").toString();
        String[] again = {"search", "--data", "pi4-coral-gpu", "--budget", "90", "--out", out};
        Cli.Result unasked = Cli.run(again);
        assertThat(unasked.status()).isEqualTo(2);
        assertThat(unasked.err())
                .contains("p.json.checkpoint")
                .contains("--resume")
                .contains("--overwrite");
        Cli.Result other = Cli.run(with(with(again, "--resume"), "--strategy=nsga3"));
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .contains("p.json.checkpoint:1")
                .contains("the strategy")
                .contains("given nsga3");
        Cli.Result otherSpace = Cli.run("search", "--data", "synthetic", "--budget", "90", "--out", out, "--resume");
        assertThat(otherSpace.status()).isEqualTo(2);
        assertThat(otherSpace.err()).contains("p.json.checkpoint:1").contains("of the resumed search to be");
        assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
    }
}
