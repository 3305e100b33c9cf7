package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.testbed.TestbedException;

/** What a knob leaves on file of what it found, for the next one to put back. */
final class CpuFrequencyStateTest extends CpuFrequencyFixture {
    @Test
    void whatACrashedProcessLeftIsPutBackByTheNextOne() throws IOException, InterruptedException {
        Process crashing = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        Objects.requireNonNull(System.getProperty("java.class.path")),
                        Crashing.class.getName(),
                        sysfs.root(),
                        folder.resolve("state").toString())
                .inheritIO()
                .start();
        assertThat(crashing.waitFor()).isEqualTo(Crashing.STATUS);
        assertThat(sysfs.get("policy4", "scaling_min_freq")).isEqualTo("800000");

        try (CpuFrequency frequency = CpuFrequency.open(
                new LocalFiles(), options(CpuFrequency.Mode.BOUNDS), folder.resolve("state"), told::add)) {
            assertThat(told).hasSize(1);
            assertThat(told.get(0)).contains("cpu_freq_mhz", "process " + crashing.pid());
            assertThat(frequency.read()).isEqualTo("600 to 1800");
        }
        assertThat(sysfs.get("policy4", "scaling_min_freq")).isEqualTo("600000");
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Sets a frequency, and ends without putting anything back. */
    static final class Crashing {
        static final int STATUS = 9;

        private Crashing() {}

        public static void main(String[] arguments) {
            CpuFrequency.open(
                            new LocalFiles(),
                            CpuFrequency.Options.of(arguments[0], List.of(), CpuFrequency.Mode.BOUNDS),
                            Path.of(arguments[1]),
                            line -> {})
                    .set("800");
            Runtime.getRuntime().halt(STATUS);
        }
    }

    @Test
    void aLivingProcessKeepsOthersAway() {
        try (CpuFrequency first = open(CpuFrequency.Mode.BOUNDS)) {
            first.set("800");
            assertThatThrownBy(() -> open(CpuFrequency.Mode.BOUNDS))
                    .isInstanceOfSatisfying(
                            TestbedException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(first.read()).isEqualTo("800");
        }
        open(CpuFrequency.Mode.BOUNDS).close();
    }

    /** As an agent does for its next controller. */
    @Test
    void whatThisProcessDidNotPutBackIsPutBackByItsNextOpening() throws IOException {
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS);
        frequency.set("800");
        files.denied.add("scaling_min_freq");
        assertThatThrownBy(frequency::close).isInstanceOf(TestbedException.class);
        files.denied.clear();
        try (CpuFrequency next = open(CpuFrequency.Mode.BOUNDS)) {
            assertThat(next.read()).isEqualTo("600 to 1800");
            assertThat(told).hasSize(1);
        }
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDeviceIsOneControllersWhateverHomesThereAre() {
        CpuFrequency.Options all = options(CpuFrequency.Mode.BOUNDS);
        try (CpuFrequency first = CpuFrequency.open(files, all, folder.resolve("home"), told::add)) {
            assertThatThrownBy(() -> CpuFrequency.open(files, all, folder.resolve("other"), told::add))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("to be free");
            CpuFrequency.Options big = new CpuFrequency.Options(
                    sysfs.root(), List.of("policy4"), CpuFrequency.Mode.USERSPACE, "cpu_freq_mhz_big");
            assertThatThrownBy(() -> CpuFrequency.open(files, big, folder.resolve("other"), told::add))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("policy4 of a stand-in to be free");
            first.set("800");
            assertThat(first.read()).isEqualTo("800");
        }
        try (CpuFrequency next = CpuFrequency.open(files, all, folder.resolve("other"), told::add)) {
            assertThat(next.read()).isEqualTo("600 to 1800");
        }
        assertThat(told).isEmpty();
    }

    private static final String STATE = """
            {"format": "wattsplit-device-state", "version": 1, "pid": %d, "start_millis": 1, "device": "a stand-in",
             "knob": "cpu_freq_mhz", "found": {%s}}
            """;

    static Stream<String> brokenStates() {
        long nobody = Integer.MAX_VALUE;
        String whole = STATE.formatted(nobody, "");
        return Stream.of(
                "",
                " \n",
                "null",
                "[]",
                "{}",
                "\0\0\0\0",
                "garbage",
                whole,
                whole.substring(0, whole.length() / 2),
                whole.replace("\"version\": 1", "\"version\": 9"),
                whole.replace("device-state", "policy"),
                whole.replace("{}", "null"),
                whole.replace("cpu_freq_mhz", "edge_accelerator"),
                STATE.formatted(nobody, "\"\": \"\""),
                STATE.formatted(nobody, "\"scaling_governor\": \"ondemand\""),
                STATE.formatted(nobody, "\"/policy0/scaling_governor\": null"),
                STATE.formatted(nobody, "\"/x/policy0/scaling_governor\": \"ondemand\\n\""),
                STATE.formatted(nobody, "\"/x/policy0/scaling_max_freq\": \"fast\""),
                STATE.formatted(nobody, "\"/etc/passwd\": \"1\""),
                STATE.formatted(nobody, "\"/nowhere/policy0/scaling_governor\": \"ondemand\""));
    }

    @ParameterizedTest
    @MethodSource("brokenStates")
    void aStateFileThatIsBrokenIsNamedWithWhatToDo(String text) throws IOException {
        Path file = folder.resolve("state/a_stand-in-cpu_freq_mhz.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThatThrownBy(() -> open(CpuFrequency.Mode.BOUNDS))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(
                        "Maybe put cpu_freq_mhz of a stand-in back by hand where that is needed, and remove " + file);
        assertThat(file).exists();
        assertThat(files.written).isEmpty();
        Files.delete(file);
        open(CpuFrequency.Mode.BOUNDS).close();
    }

    @Test
    void aStateFileThatCannotBeReadIsNamedWithWhatToDo() throws IOException {
        Path file = folder.resolve("state/a_stand-in-cpu_freq_mhz.json");
        Files.createDirectories(file);
        assertThatThrownBy(() -> open(CpuFrequency.Mode.BOUNDS))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("Maybe put cpu_freq_mhz of a stand-in back by hand");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        assertThatThrownBy(() -> open(CpuFrequency.Mode.BOUNDS))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("and remove " + file);
    }

    @Test
    void aPolicyThatCannotBePutBackDoesNotStandInTheOthersWay() {
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS);
        frequency.set("800");
        sysfs.remove("policy0", "scaling_min_freq");
        assertThatThrownBy(frequency::close)
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("policy0");
        assertThat(sysfs.get("policy4", "scaling_max_freq")).isEqualTo("1800000");
        assertThat(sysfs.get("policy4", "scaling_min_freq")).isEqualTo("600000");
        assertThatThrownBy(() -> open(CpuFrequency.Mode.BOUNDS))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("a_stand-in-cpu_freq_mhz.json says what is to be put back")
                .hasMessageContaining("by hand");
    }

    @Test
    void aStateThatWasNotPutBackStaysOnFile() throws IOException {
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS);
        frequency.set("800");
        files.denied.add("scaling_min_freq");
        assertThatThrownBy(frequency::close).isInstanceOf(TestbedException.class);
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).hasSize(1);
        }
        files.denied.clear();
        frequency.close();
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).isEmpty();
        }
    }
}
