package org.wattsplit.framework.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;

final class FigureFileTest {
    @TempDir
    private Path temp;

    @Test
    void whatIsNotFiniteIsEmptyAndFiguresAreReadAsTheyWereWritten() {
        Path file = temp.resolve("seed-1/figures.csv");
        List<FigureRow> rows = List.of(
                new FigureRow(0, Map.of("loss", Double.NaN)),
                new FigureRow(64, Map.of("loss", Double.NEGATIVE_INFINITY)),
                new FigureRow(128, Map.of("loss", -1.0 / 3)));
        FigureFile.write(file, rows);
        assertThat(file).hasContent("steps,loss\n0,\n64,\n128,-0.3333333333333333\n");
        assertThat(FigureFile.read(file)).isEqualTo(rows);
    }

    @Test
    void notesAreNoFigures() throws IOException {
        Path file = Files.writeString(temp.resolve("figures.csv"), "steps,note,loss,note_by\n0,odd,1,me\n");
        assertThat(FigureFile.read(file)).containsExactly(new FigureRow(0, Map.of("loss", 1.0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'loss\n1\n' | figures.csv:1: | Missing column: steps",
                "'steps,loss\n0,x\n' | figures.csv:2:2: | Expected loss to be a finite number, given \"x\"",
                "'steps,loss\n0,NaN\n' | figures.csv:2:2: | Expected loss to be a finite number, given \"NaN\"",
                "'steps,loss\n64,1\n64,1\n' | figures.csv:3:1: | Expected steps to be above 64, given \"64\"",
                "'steps,loss\n0,1' | figures.csv:2 | the file was cut off",
            })
    void corruptFiguresFailLoudlyWithTheirPlace(String text, String place, String message) throws IOException {
        Path file = Files.writeString(temp.resolve("figures.csv"), text);
        assertThatThrownBy(() -> FigureFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(message);
    }
}
