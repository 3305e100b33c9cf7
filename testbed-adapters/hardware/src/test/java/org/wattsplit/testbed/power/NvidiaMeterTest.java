package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvidiaMeterTest {
    /** In which a program on a busy machine answers. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofMillis(800);

    @TempDir
    Path folder;

    @Test
    void meterReadsWattsOfTheNamedAccelerator() throws IOException {
        program("echo \"$@\" > '" + folder + "/arguments'; echo 65.43");
        assertThat(meter().read().value()).isEqualTo(65.43);
        assertThat(folder.resolve("arguments"))
                .hasContent("--id=0 --query-gpu=power.draw --format=csv,noheader,nounits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[N/A]",
                "[Not Supported]",
                "[Unknown Error]",
                "",
                "65.43 W",
                "65.43\n66.00",
                "[N/A]\n65.43",
                "65.43\nfoo"
            })
    void answerThatIsNoPowerIsNoReading(String answer) throws IOException {
        program("printf '%s\\n' '" + answer + "'");
        assertThatThrownBy(this::meter)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("to be a number of watts, given " + answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Warning: persistence mode is disabled on device 0.\n65.43",
                "libnvidia-ml: version mismatch\n\nWARNING: something else\n65.43",
                "65.43\nWARNING: infoROM is corrupted at gpu 0000:01:00.0"
            })
    void warningsAroundTheFigureAreSkipped(String answer) throws IOException {
        program("printf '%s\\n' '" + answer + "'");
        assertThat(meter().read().value()).isEqualTo(65.43);
    }

    @Test
    void programThatFailsSaysWhy() throws IOException {
        program("echo 'No devices were found'; exit 6");
        assertThatThrownBy(this::meter)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("given 6: No devices were found");
    }

    @Test
    void acceleratorThatFallsOffTheBusHasNoReading() throws IOException {
        program("echo 65.43");
        PowerMeter meter = meter();
        program("echo 'Unable to determine the device handle for GPU: GPU is lost.' >&2; exit 15");
        assertThatThrownBy(meter::read).hasMessageContaining("GPU is lost");
    }

    @Test
    void programThatHangsIsEnded() throws IOException {
        program("exec sleep 600");
        assertThatThrownBy(() -> meter(SHORT))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("didn't end within");
    }

    @Test
    void programThatIsNotThereIsNamed() {
        assertThatThrownBy(this::meter)
                .isInstanceOf(MeterException.class)
                .hasMessageStartingWith("cannot run " + folder.resolve("nvidia-smi"));
    }

    private PowerMeter meter() {
        return meter(LONG);
    }

    private PowerMeter meter(Duration timeout) {
        return new NvidiaMeter(
                new MeterSpec.Nvidia(folder.resolve("nvidia-smi").toString(), "0", 500),
                "",
                Program.within(timeout),
                System::nanoTime);
    }

    private void program(String script) throws IOException {
        Path program = folder.resolve("nvidia-smi");
        Path made = folder.resolve("made");
        Files.writeString(made, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(made, program, StandardCopyOption.REPLACE_EXISTING);
    }
}
