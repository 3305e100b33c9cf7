package org.wattsplit.framework.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;

final class AppendedLinesTest {
    private static final String HEAD = "# seed: 1\na,b\n";

    @TempDir
    private Path temp;

    private static void write(AppendedLines lines) {
        try (lines) {
            for (int i = 0; i < 5; i++) {
                lines.append(i + "," + i * i, true);
            }
        }
    }

    @Test
    void aFileCutOffAtAnyByteEndsAsOneThatWasNot() throws IOException {
        Path path = temp.resolve("rows.csv");
        write(AppendedLines.begin(path, HEAD));
        byte[] whole = Files.readAllBytes(path);
        assertThat(new String(whole, StandardCharsets.UTF_8)).isEqualTo(HEAD + "0,0\n1,1\n2,4\n3,9\n4,16\n");
        for (int length = 0; length <= whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            write(AppendedLines.resume(path, HEAD));
            assertThat(Files.readAllBytes(path)).as("cut at byte " + length).isEqualTo(whole);
        }
    }

    @Test
    void roomIsTakenOnlyOnceRecordedLinesArePassed() throws IOException {
        Path path = Files.writeString(temp.resolve("rows.csv"), HEAD + "0,0\n1,1\n");
        try (AppendedLines lines = AppendedLines.resume(path, HEAD)) {
            for (int i = 0; i < 5; i++) {
                lines.reserve();
                lines.append(i + "," + i * i, true);
            }
        }
        assertThat(path).hasContent(HEAD + "0,0\n1,1\n2,4\n3,9\n4,16\n");
    }

    @Test
    void aRowThatComesOutDifferentlyIsRefusedWithItsPlace() throws IOException {
        Path path = Files.writeString(temp.resolve("rows.csv"), HEAD + "0,0\n1,7\n");
        assertThatThrownBy(() -> write(AppendedLines.resume(path, HEAD)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("rows.csv:4: Expected the row to be what the run gives again, 1,1, given 1,7");
    }

    @Test
    void theFileOfAnotherRunIsRefused() throws IOException {
        Path path = Files.writeString(temp.resolve("rows.csv"), "# seed: 2\na,b\n0,0\n");
        assertThatThrownBy(() -> AppendedLines.resume(path, HEAD))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("# seed: 1, given # seed: 2");
    }

    @Test
    void roomForTheNextLineIsZerosBehindTheLastUntilItIsClosed() throws IOException {
        Path path = temp.resolve("rows.csv");
        String written = HEAD + "0,0\n1,1\n";
        try (AppendedLines lines = AppendedLines.begin(path, HEAD)) {
            lines.reserve();
            lines.append("0,0", true);
            lines.reserve();
            lines.append("1,1", true);
            byte[] open = Files.readAllBytes(path);
            assertThat(open).hasSizeGreaterThanOrEqualTo(written.length() + AppendedLines.LINE_BYTES);
            assertThat(Arrays.copyOf(open, written.length())).isEqualTo(written.getBytes(StandardCharsets.UTF_8));
            assertThat(Arrays.copyOfRange(open, written.length(), open.length)).containsOnly(0);
        }
        assertThat(path).hasContent(written);
    }

    @Test
    void thereIsRoomHoweverManyLinesCome() throws IOException {
        Path path = temp.resolve("rows.csv");
        String line = "7".repeat(AppendedLines.LINE_BYTES - 1);
        int count = 40;
        try (AppendedLines lines = AppendedLines.begin(path, HEAD)) {
            for (int i = 0; i < count; i++) {
                lines.reserve();
                long before = Files.size(path);
                lines.append(line, true);
                assertThat(Files.size(path)).isEqualTo(before);
            }
        }
        assertThat(path).hasContent(HEAD + (line + "\n").repeat(count));
    }

    @Test
    void aFileWithRoomLeftByAKilledWriterGoesOnAfterItsLastWholeLine() throws IOException {
        Path path = temp.resolve("rows.csv");
        Path killed = temp.resolve("killed.csv");
        try (AppendedLines lines = AppendedLines.begin(path, HEAD)) {
            lines.append("0,0", true);
            lines.reserve();
            lines.append("1,1", true);
            Files.copy(path, killed);
        }
        assertThat(Files.size(killed)).isGreaterThan(Files.size(path));
        try (AppendedLines lines = AppendedLines.resume(killed, HEAD)) {
            assertThat(lines.passRecorded()).isEqualTo(2);
            lines.reserve();
            lines.append("2,4", true);
        }
        assertThat(killed).hasContent(HEAD + "0,0\n1,1\n2,4\n");
        // Half a line before the room, as a disk may leave it after a loss of power.
        Files.write(killed, (HEAD + "0,0\n1,").getBytes(StandardCharsets.UTF_8));
        Files.write(killed, new byte[AppendedLines.LINE_BYTES], StandardOpenOption.APPEND);
        write(AppendedLines.resume(killed, HEAD));
        assertThat(killed).hasContent(HEAD + "0,0\n1,1\n2,4\n3,9\n4,16\n");
    }

    @Test
    void whatOthersLaidInAFilesPlaceIsNotWritten() throws IOException {
        Path other = Files.writeString(temp.resolve("other"), HEAD);
        Path link = Files.createSymbolicLink(temp.resolve("rows.csv"), other);
        for (ThrowingCallable open : List.<ThrowingCallable>of(
                () -> AppendedLines.begin(link, HEAD), () -> AppendedLines.resume(link, HEAD))) {
            assertThatThrownBy(open)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("Expected " + link + " to be no symbolic link");
        }
        Files.delete(link);
        Files.createSymbolicLink(link, temp.resolve("nothing"));
        assertThatThrownBy(() -> AppendedLines.resume(link, HEAD)).isInstanceOf(InputException.class);
        assertThat(temp.resolve("nothing")).doesNotExist();
        // A second name of a file is no link, and leads to it all the same.
        Files.delete(link);
        Files.createLink(link, other);
        write(AppendedLines.begin(link, HEAD));
        assertThat(other).hasContent(HEAD);
    }

    /** The limit on a file's size stands in for a full disk: both fail the write. */
    @Test
    void whereThereIsNoRoomTakingItFailsAndWhatWasWrittenStays() throws IOException, InterruptedException {
        Path prlimit = Path.of("/usr/bin/prlimit");
        Assumptions.assumeTrue(Files.isExecutable(prlimit), "no prlimit");
        Path path = temp.resolve("rows.csv");
        Process process = new ProcessBuilder(
                        prlimit.toString(),
                        "--fsize=" + (80 << 10),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("no room after 16 lines").contains("Cannot write the run log " + path);
        assertThat(path).hasContent(HEAD + FullDisk.LINES.repeat(16));
    }

    /** Writes lines until there is no room for one more. */
    static final class FullDisk {
        private static final String LINE = "7".repeat(AppendedLines.LINE_BYTES - 1);
        private static final String LINES = LINE + "\n";

        private FullDisk() {}

        public static void main(String[] args) {
            int written = 0;
            try (AppendedLines lines = AppendedLines.begin(Path.of(args[0]), HEAD)) {
                while (true) {
                    lines.reserve();
                    lines.append(LINE, true);
                    written++;
                }
            } catch (UncheckedIOException e) {
                System.out.println("no room after " + written + " lines: " + e.getMessage());
            }
        }
    }
}
