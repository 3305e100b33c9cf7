package org.wattsplit.framework.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
}
