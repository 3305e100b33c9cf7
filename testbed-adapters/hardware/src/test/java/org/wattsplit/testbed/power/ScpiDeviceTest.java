package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two named pipes in place of a serial line, one for each direction. */
final class ScpiDeviceTest {
    private static final int LONG = 60_000;
    private static final int SHORT = 50;

    @TempDir
    private Path folder;

    private RandomAccessFile answers;
    private RandomAccessFile questions;
    private RandomAccessFile instrumentsAnswers;
    private RandomAccessFile instrumentsQuestions;
    private ScpiDevice device;

    @BeforeEach
    void pipes() throws IOException, InterruptedException {
        answers = pipe("answers");
        questions = pipe("questions");
        // Both ends can be read and written, so that opening one waits for nobody.
        instrumentsAnswers = new RandomAccessFile(folder.resolve("answers").toFile(), "rw");
        instrumentsQuestions = new RandomAccessFile(folder.resolve("questions").toFile(), "rw");
        device = new ScpiDevice(answers, questions);
    }

    private RandomAccessFile pipe(String name) throws IOException, InterruptedException {
        Path path = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
        return new RandomAccessFile(path.toFile(), "rw");
    }

    @AfterEach
    void close() throws IOException {
        device.close();
        instrumentsAnswers.close();
        instrumentsQuestions.close();
    }

    @Test
    void questionGoesOutAsOneAndAnswerComesInPieces() throws IOException {
        device.send("P?\n".getBytes(StandardCharsets.US_ASCII), LONG);
        assertThat(instrumentsQuestions.readLine()).isEqualTo("P?");
        assertThat(device.isPending()).isFalse();
        says("17");
        assertThat(List.of(device.next(LONG), device.next(LONG))).containsExactly((int) '1', (int) '7');
        says(".6\r\n");
        assertThat(device.isPending()).isTrue();
        assertThat(List.of(device.next(LONG), device.next(LONG), device.next(LONG), device.next(LONG)))
                .containsExactly((int) '.', (int) '6', (int) '\r', (int) '\n');
        assertThat(device.isPending()).isFalse();
    }

    @Test
    void silenceEndsAtTheTimeLimitAndClosingEndsWhatWaits() throws IOException {
        assertThatThrownBy(() -> device.next(SHORT)).isInstanceOf(SocketTimeoutException.class);
        device.close();
        assertThatThrownBy(() -> device.next(LONG)).isInstanceOf(Exception.class);
        assertThat(answers.getChannel().isOpen()).isFalse();
    }

    @Test
    void deviceThatIsNotThereIsNotMade() {
        Path none = folder.resolve("ttyUSB9");
        MeterSpec.Scpi spec = new MeterSpec.Scpi(null, null, none, List.of(), "P?", "the board", 0.001, 500);
        assertThatThrownBy(() -> spec.open(System::nanoTime))
                .isInstanceOf(MeterException.class)
                .hasMessageStartingWith("meter scpi at " + none + ": ");
        assertThat(none).doesNotExist();
    }

    @Test
    void deviceThatSwallowsAllHasNoReading() throws IOException {
        Path nothing = Path.of("/dev/null");
        assertThat(Files.exists(nothing)).isTrue();
        MeterSpec.Scpi spec = new MeterSpec.Scpi(null, null, nothing, List.of(), "P?", "the board", 0.001, 500);
        assertThatThrownBy(() -> spec.open(System::nanoTime))
                .isInstanceOf(MeterException.class)
                .hasMessage("meter scpi at /dev/null: the connection ended before the answer to *IDN?");
    }

    private void says(String text) throws IOException {
        instrumentsAnswers.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
