package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.testbed.TestbedException;

final class LocalFilesTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final LocalFiles files = new LocalFiles();

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("speed"), "a longer text that goes\n");
        assertThat(files.exchange(
                        List.of(new DeviceFiles.Write(file.toString(), "12\n")),
                        List.of(file.toString(), file.toString())))
                .containsExactly("12", "12");
    }

    @Test
    void aFileThatIsNotThereIsNotMade() {
        String path = folder.resolve("none").toString();
        assertThatThrownBy(() -> files.write(path, "1"))
                .isInstanceOf(TestbedException.class)
                .hasMessage("edge: Expected " + path + " to be a file that takes 1, given none");
        assertThat(files.exists(path)).isFalse();
        assertThatThrownBy(() -> files.read(path)).hasMessageContaining("a readable file, given none");
    }

    /** The kernel refuses root, too, where a file of its own is for reading only. */
    @Test
    void aFileThatMayNotBeWrittenIsAnErrorThatSaysSo() {
        String path = "/sys/kernel/uevent_seqnum";
        assumeTrue(files.exists(path), "no such file on this machine");
        assertThatThrownBy(() -> files.write(path, "1"))
                .isInstanceOf(TestbedException.class)
                .hasMessage("edge: Expected " + path + " to be a file that takes 1, given no permission");
    }

    @Test
    void aProgramGetsItsArgumentsAsTheyAre() {
        String hostile = "a'b \"c\" $HOME `id` ; exit 3 \\ * \n z";
        DeviceFiles.ProgramResult result = files.run(List.of("printf", "%s|", hostile, ""), LONG);
        assertThat(result).isEqualTo(new DeviceFiles.ProgramResult(0, hostile + "||", ""));
    }

    @Test
    void aProgramsStatusAndErrorsAreKeptApart() {
        assertThat(files.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LONG))
                .isEqualTo(new DeviceFiles.ProgramResult(3, "out", "err"));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> files.run(List.of("/nowhere/uhubctl"), LONG))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("Expected /nowhere/uhubctl to be a program that can be started");
    }

    @Test
    void aProgramThatHangsIsEndedWithWhatItStarted() throws IOException, InterruptedException {
        Path pid = folder.resolve("pid");
        // A busy machine may not even have begun by then.
        for (int millis = 500; !Files.exists(pid); millis *= 2) {
            Duration limit = Duration.ofMillis(millis);
            assertThat(limit).isLessThan(LONG);
            assertThatThrownBy(() -> files.run(
                            List.of(
                                    "sh",
                                    "-c",
                                    "sleep 600 & echo $! > " + pid + ".part; mv " + pid + ".part " + pid + "; wait"),
                            limit))
                    .isInstanceOfSatisfying(
                            TestbedException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue())
                    .hasMessageContaining("done within " + millis + " ms");
        }
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(left -> assertThat(left.onExit()).succeedsWithin(LONG));
    }

    @Test
    void aProgramThatPrintsTooMuchIsAnErrorAndNotAHang() {
        assertThatThrownBy(() -> files.run(List.of("head", "-c", "1000000", "/dev/zero"), LONG))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("at most 65536 bytes");
    }
}
