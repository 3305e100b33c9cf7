package org.wattsplit.framework.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;

final class CurveFileTest {
    @TempDir
    private Path temp;

    @Test
    void aCurveIsReadAsItWasWritten() {
        Path file = temp.resolve("seed-1/curve.csv");
        List<CurvePoint> curve =
                List.of(new CurvePoint(0, 1.0 / 3, 100, 2.5e-7), new CurvePoint(10_048, 123456.789, 0, 0));
        CurveFile.write(file, curve);
        assertThat(file)
                .content()
                .startsWith("steps,cost_j,missed_percent,energy_j\n0,0.3333333333333333,100.0,2.5E-7\n");
        assertThat(CurveFile.read(file)).isEqualTo(curve);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'steps,cost_j,missed_percent\n0,1,2\n' | curve.csv:1: | Missing column: energy_j",
                "'steps,cost_j,missed_percent,energy_j,more\n0,1,2,3,4\n' | curve.csv:1:5: | given more",
                "'steps,cost_j,missed_percent,energy_j\n0,1,2,3\n64,x,2,3\n' | curve.csv:3:2: | Expected cost_j to be a finite number, given \"x\"",
                "'steps,cost_j,missed_percent,energy_j\n0,1,2,3\n64,1,2,-3\n' | curve.csv:3:4: | at least 0, given \"-3\"",
                "'steps,cost_j,missed_percent,energy_j\n0,1,101,3\n' | curve.csv:2:3: | at most 100, given \"101\"",
                "'steps,cost_j,missed_percent,energy_j\n64,1,2,3\n64,1,2,3\n' | curve.csv:3:1: | Expected steps to be above 64, given \"64\"",
                "'steps,cost_j,missed_percent,energy_j\n0,1,2\n' | curve.csv:2: | 4 cells wide, given 3 cells",
                "'steps,cost_j,missed_percent,energy_j\n' | curve.csv | at least one row",
                "'steps,cost_j,missed_percent,energy_j\n0,1,2,3' | curve.csv:2 | the file was cut off",
            })
    void aCorruptCurveFailsLoudlyWithItsPlace(String text, String place, String message) throws IOException {
        Path file = Files.writeString(temp.resolve("curve.csv"), text);
        assertThatThrownBy(() -> CurveFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(message);
    }
}
