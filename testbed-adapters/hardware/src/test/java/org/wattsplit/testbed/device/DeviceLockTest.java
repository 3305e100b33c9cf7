package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.testbed.TestbedException;

final class DeviceLockTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private DeviceLock take(String... parts) {
        return DeviceLock.of(folder, "this machine", List.of(parts));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Path file() throws IOException {
        try (DeviceLock lock = take("/policy0")) {
            return files().get(0);
        }
    }

    @Test
    void whoComesSecondIsRefusedUntilTheFirstLetsGo() throws IOException {
        try (DeviceLock first = take("/policy0")) {
            assertThatThrownBy(() -> take("/policy0"))
                    .isInstanceOfSatisfying(
                            TestbedException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue())
                    .hasMessageContaining("Expected /policy0 of this machine to be free, given process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("Maybe wait until it has ended; 'fuser " + files().get(0));
            take("/policy4").close();
            assertThat(first).isNotNull();
        }
        take("/policy0").close();
        assertThat(files()).isEmpty();
    }

    @Test
    void ofSeveralPartsAllAreTakenOrNone() throws IOException {
        try (DeviceLock other = take("/policy4")) {
            assertThatThrownBy(() -> take("/policy0", "/policy4", "/policy6")).isInstanceOf(TestbedException.class);
            assertThat(files()).hasSize(1);
            assertThat(other).isNotNull();
        }
        take("/policy0", "/policy4", "/policy6").close();
    }

    @Test
    void everyUserMayOpenTheFileAndTheOneOfAKilledProcessHoldsNobodyUp() throws IOException {
        Path file = file();
        Files.createFile(file);
        take("/policy0").close();
        try (DeviceLock lock = take("/policy0")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-rw-rw-");
            assertThat(file).isEmptyFile();
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aLinkOrAnythingElseThatSomebodyPutThereIsNotFollowed() throws IOException, InterruptedException {
        Path file = file();
        Path target = Files.writeString(folder.resolve("target"), "of another");
        Files.createSymbolicLink(file, target);
        requireRefused();
        assertThat(target).hasContent("of another");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        requireRefused();
        assertThat(folder.resolve("nowhere")).doesNotExist();
        Files.delete(file);
        Files.createDirectory(file);
        requireRefused();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        requireRefused();
        Files.delete(file);
        take("/policy0").close();
    }

    private void requireRefused() {
        assertThatThrownBy(() -> take("/policy0"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("Expected the lock file " + folder)
                .hasMessageContaining("Maybe look who made it, and remove it");
    }

    @Test
    void aFolderThatIsNotThereIsAnErrorInWords() {
        assertThatThrownBy(() -> DeviceLock.of(folder.resolve("none"), "this machine", List.of("/policy0")))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("given No such file or directory");
    }

    @Test
    void theFolderIsTheSameForAllUsers() {
        assertThat(DeviceLock.folder()).isIn(Path.of("/run/lock"), Path.of("/tmp"));
    }

    @Test
    void manyThatComeAndGoHaveItOneAtATime() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ends.add(threads.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    try (DeviceLock lock = take("/policy0")) {
                        most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                        taken.incrementAndGet();
                        holders.decrementAndGet();
                        assertThat(lock).isNotNull();
                    } catch (TestbedException e) {
                        assertThat(e.retryCanHelp()).as(e.toString()).isTrue();
                    }
                }
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        threads.shutdown();
        assertThat(most).hasValue(1);
        assertThat(taken.get()).isPositive();
        assertThat(files()).isEmpty();
    }

    @Test
    void theLockIsBetweenProcessesAndEndsWithAKilledOne() throws IOException, InterruptedException {
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        Objects.requireNonNull(System.getProperty("java.class.path")),
                        Holding.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.getInputStream().read()).isEqualTo('.');
        assertThatThrownBy(() -> take("/policy0"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining(
                        "Expected /policy0 of this machine to be free, given another process, which has it");
        holder.destroyForcibly().waitFor();
        assertThat(files()).hasSize(1);
        take("/policy0").close();
        assertThat(files()).isEmpty();
    }

    /** Takes the lock, says so, and keeps it. */
    static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws IOException {
            DeviceLock lock = DeviceLock.of(Path.of(arguments[0]), "this machine", List.of("/policy0"));
            System.out.print(".");
            System.out.flush();
            // Until it is killed, or the test ends.
            System.in.transferTo(OutputStream.nullOutputStream());
            lock.close();
        }
    }
}
