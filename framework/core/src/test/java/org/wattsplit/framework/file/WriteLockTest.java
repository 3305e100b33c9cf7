package org.wattsplit.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;

final class WriteLockTest {
    @TempDir
    private Path temp;

    private static void refused(ThrowingCallable second, Path named) {
        assertThatThrownBy(second)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(named + " is being written by another command")
                .hasMessageContaining("Maybe wait");
    }

    @Test
    void oneWriterAtATimeHasAFile() {
        Path file = temp.resolve("p.json");
        try (WriteLock first = WriteLock.of(file)) {
            refused(() -> WriteLock.of(file), file);
            // However it is named.
            Path again = temp.resolve("x").resolveSibling("p.json");
            refused(() -> WriteLock.of(again), again);
            WriteLock.of(temp.resolve("other.json")).close();
            assertThat(first).isNotNull();
        }
        WriteLock.of(file).close();
    }

    @Test
    void aFolderIsTheSameByAnotherWay() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("data"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        try (WriteLock first = WriteLock.inside(folder)) {
            refused(() -> WriteLock.inside(link), link);
            assertThat(first).isNotNull();
        }
    }

    @Test
    void allOrNoneOfSeveral() {
        Path one = temp.resolve("a/seed-1");
        Path two = temp.resolve("b/seed-1");
        try (WriteLock first = WriteLock.of(two)) {
            refused(() -> WriteLock.of(List.of(two, one)), two);
            WriteLock.of(one).close();
            assertThat(first).isNotNull();
        }
        WriteLock.of(List.of(one, two)).close();
    }

    @Test
    void nothingOfItStays() throws IOException {
        Path made = temp.resolve("a/b/seed-1");
        Files.createDirectory(temp.resolve("mine"));
        WriteLock lock = WriteLock.of(List.of(made, temp.resolve("mine/p.json"), temp.resolve("a/b/seed-2")));
        assertThat(made).doesNotExist();
        lock.close();
        WriteLock.inside(temp.resolve("c/d")).close();
        try (Stream<Path> left = Files.walk(temp)) {
            assertThat(left).containsExactlyInAnyOrder(temp, temp.resolve("mine"));
        }
        try (WriteLock kept = WriteLock.inside(temp.resolve("c/d"))) {
            Files.writeString(temp.resolve("c/d/space.yaml"), "x");
            assertThat(kept).isNotNull();
        }
        try (Stream<Path> left = Files.list(temp.resolve("c/d"))) {
            assertThat(left).containsExactly(temp.resolve("c/d/space.yaml"));
        }
    }

    @Test
    void lettingGoTwiceTakesNothingFromTheNextOne() {
        Path file = temp.resolve("p.json");
        WriteLock first = WriteLock.of(file);
        first.close();
        try (WriteLock second = WriteLock.of(file)) {
            first.close();
            refused(() -> WriteLock.of(file), file);
            assertThat(temp.resolve(".p.json.lock")).exists();
            assertThat(second).isNotNull();
        }
    }

    @Test
    void theNextCommandGoesOnAtOnceWhereOneWasKilled() throws IOException, InterruptedException {
        Path file = temp.resolve("p.json");
        Process other = start(file);
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("has it");
            refused(() -> WriteLock.of(file), file);
            other.destroyForcibly().waitFor();
            assertThat(temp.resolve(".p.json.lock")).exists();
            assertThat(temp.resolve("p.json." + other.pid() + "-1.part")).hasContent("half");
            WriteLock.of(file).close();
        } finally {
            other.destroyForcibly();
        }
        assertThat(temp).isEmptyDirectory();
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        "target/classes:target/test-classes",
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Has a file's lock, and is in the middle of writing it, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Path file = Path.of(args[0]);
            try (WriteLock lock = WriteLock.of(file)) {
                AtomicFile.write(file, writer -> {
                    writer.write("half");
                    writer.flush();
                    System.out.println("has it");
                    System.out.flush();
                    while (lock != null) {
                        Thread.onSpinWait();
                    }
                });
            }
        }
    }

    @Test
    void ofManyThatComeAtOnceNoTwoHaveIt() throws Exception {
        int threads = 4;
        Path file = temp.resolve("folder/p.json");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger had = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Callable<Integer> tries = () -> {
                start.await();
                int most = 0;
                for (int i = 0; i < 500; i++) {
                    try (WriteLock lock = WriteLock.of(file)) {
                        most = Math.max(most, inside.incrementAndGet());
                        had.incrementAndGet();
                        inside.decrementAndGet();
                        assertThat(lock).isNotNull();
                    } catch (InputException e) {
                        Thread.onSpinWait();
                    }
                }
                return most;
            };
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(tries));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isLessThanOrEqualTo(1);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(had).hasPositiveValue();
        try (Stream<Path> left = Files.walk(temp)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aLinkInTheLocksPlaceIsNotFollowed() throws IOException {
        Path other = Files.writeString(temp.resolve("other"), "mine");
        Files.createSymbolicLink(temp.resolve(".p.json.lock"), other);
        assertThatThrownBy(() -> WriteLock.of(temp.resolve("p.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write " + temp.resolve("p.json"));
        assertThat(other).hasContent("mine");
    }

    @Test
    void whereNothingCanBeMadeThatIsSaid() {
        assertThatThrownBy(() -> WriteLock.of(Path.of("/proc/p.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write /proc/p.json");
    }
}
