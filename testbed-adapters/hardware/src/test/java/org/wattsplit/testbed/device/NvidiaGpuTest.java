package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.testbed.TestbedException;

final class NvidiaGpuTest {
    private static final String UUID = "GPU-1b2c3d4e-0000-1111-2222-333344445555";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final LocalFiles files = new LocalFiles();

    @BeforeEach
    void program() throws IOException {
        answer("cat \"$(dirname \"$0\")/answer\"", "70.00");
    }

    private void answer(String script, String limit) throws IOException {
        Files.writeString(folder.resolve("answer"), UUID + ", Made Up T4, " + limit + "\n");
        Path program = Files.writeString(
                folder.resolve("nvidia-smi"),
                "#!/bin/sh\n[ \"$1\" = --id=0 ] || { echo 'No devices were found'; exit 6; }\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private NvidiaGpu.Options options(String gpu) {
        return new NvidiaGpu.Options(folder.resolve("nvidia-smi").toString(), gpu, 60_000);
    }

    @Test
    void aGpuIsVisibleToLaterProcessesOrHidden() {
        NvidiaGpu gpu = NvidiaGpu.open(files, options("0"));
        assertThat(gpu.environment()).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", ""));
        gpu.set("on");
        assertThat(gpu.environment()).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", UUID));
        assertThat(gpu.read()).isEqualTo("on");
        assertThat(gpu.powerLimitWatts()).hasValue(70);
        gpu.set("off");
        assertThat(gpu.environment()).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", ""));
        assertThat(gpu.read()).isEqualTo("off");
    }

    @Test
    void aPowerLimitThatTheGpuDoesNotSayIsAbsent() throws IOException {
        answer("cat \"$(dirname \"$0\")/answer\"", "[N/A]");
        assertThat(NvidiaGpu.open(files, options("0")).powerLimitWatts()).isEmpty();
        assertThat(NvidiaGpu.probe(files, options("0")).state()).isEqualTo(Probe.State.DEGRADED);
    }

    @Test
    void aGpuThatIsGoneIsAnError() throws IOException {
        NvidiaGpu gpu = NvidiaGpu.open(files, options("0"));
        answer("echo 'Unable to determine the device handle: GPU is lost' >&2; exit 15", "70.00");
        assertThatThrownBy(() -> gpu.set("on"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("GPU 0 of this machine")
                .hasMessageContaining("exit 15: Unable to determine the device handle: GPU is lost");
        assertThat(gpu.environment()).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", ""));
    }

    @Test
    void anAnswerOfAnotherFormIsAnError() throws IOException {
        answer("echo hello", "70.00");
        assertThatThrownBy(() -> NvidiaGpu.open(files, options("0")))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("a UUID, a name and a power limit, given hello");
    }

    @Test
    void aProbeTellsWhetherThereIsOne() {
        assertThat(NvidiaGpu.probe(files, options("0")))
                .isEqualTo(new Probe("edge_accelerator", Probe.State.OK, "Made Up T4, power limit 70.0 W", ""));
        assertThat(NvidiaGpu.probe(files, options("3")).words()).contains("No devices were found");
        assertThat(NvidiaGpu.probe(files, new NvidiaGpu.Options("/nowhere/nvidia-smi", "0", 1000))
                        .state())
                .isEqualTo(Probe.State.MISSING);
    }
}
