package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wattsplit.testbed.device.CpuFrequency.Mode;

/** What a look at a device says, whatever its files hold. */
final class ProbesTest {
    private static final String CPUFREQ = CpuFrequency.Options.ROOT;

    private static DeviceSpec all(Mode mode) {
        return DeviceSpec.ofThisMachine(List.of(
                new DeviceSpec.CpuShareSpec(0, 0),
                CpuFrequency.Options.of(CPUFREQ, List.of(), mode),
                new UsbPower.Options("uhubctl", "1-1", 1, List.of(), 1000),
                new NvidiaGpu.Options("nvidia-smi", "0", 1000)));
    }

    private static Probe clocks(TreeFiles files, Mode mode) {
        return CpuFrequency.probe(files, CpuFrequency.Options.of(CPUFREQ, List.of(), mode));
    }

    /** A line for each knob, whichever file cannot be read, holds nothing, or holds something else. */
    @ParameterizedTest
    @EnumSource(DeviceTrees.class)
    void eachProbeEndsInALineOfItsOwnWhateverAFileDoes(DeviceTrees tree) {
        for (Mode mode : Mode.values()) {
            int lines = Devices.probe(all(mode), tree.files()).size();
            for (String path : List.copyOf(tree.files().texts.keySet())) {
                for (String reason : List.of(
                        "Device or resource busy", "Permission denied", "No data available", "Input/output error")) {
                    TreeFiles files = tree.files();
                    files.refusals.put(path, reason);
                    requireLines(files, mode, lines, path + ": " + reason);
                }
                for (String text :
                        List.of("", " ", "\0", "-1", "99999999999999999999", "garbage of words", "1 2\n3\n")) {
                    TreeFiles files = tree.files();
                    files.texts.put(path, text);
                    requireLines(files, mode, lines, path + " holding " + text);
                }
                TreeFiles files = tree.files();
                files.texts.remove(path);
                // What is not a Raspberry Pi has no line for its firmware.
                requireLines(files, mode, path.equals(FirmwareThrottling.FILE) ? lines - 1 : lines, "without " + path);
            }
        }
    }

    private static void requireLines(TreeFiles files, Mode mode, int lines, String what) {
        assertThat(Devices.probe(all(mode), files)).as(what).hasSize(lines).allSatisfy(probe -> {
            assertThat(probe.name()).isNotBlank();
            assertThat(probe.words()).isNotBlank();
            assertThat(probe.words() + probe.remedy()).doesNotContain("edge: ", "Exception", "\n", "\0", "Maybe");
        });
    }

    @Test
    void aKnobThatFailsWithWhateverLeavesTheOthersTheirLines() {
        record Broken() implements DeviceSpec.KnobSpec {
            @Override
            public Probe probe(DeviceSpec.KnobHost host) {
                throw new UncheckedIOException("no such thing", new IOException("EIO"));
            }

            @Override
            public DeviceKnob open(DeviceSpec.KnobHost host) {
                throw new UnsupportedOperationException();
            }
        }
        List<DeviceSpec.KnobSpec> knobs = new ArrayList<>(List.of(new DeviceSpec.NoneSpec(), new Broken()));
        knobs.add(CpuFrequency.Options.of(CPUFREQ, List.of(), Mode.USERSPACE));
        assertThat(Devices.probe(DeviceSpec.ofThisMachine(knobs), DeviceTrees.PI.files()))
                .extracting(probe -> probe.name() + " " + probe.state())
                .containsExactly("edge_accelerator OK", "knob 2 MISSING", "cpu_freq_mhz OK", "firmware_throttling OK");
    }

    @Test
    void policiesWhoseProcessorsAreOfflineAreLeftOutAndSaid() {
        assertThat(clocks(DeviceTrees.ORIN.files(), Mode.USERSPACE))
                .isEqualTo(Probe.ok(
                        "cpu_freq_mhz",
                        "cpufreq on a tree: policy0 one of [115.2, 192, 268.8, 729.6, 1190.4, 1510.4, 1984] MHz, now 115.2"
                                + " by scaling_cur_freq; left out: policy4, offline"));
        Probe named = CpuFrequency.probe(
                DeviceTrees.ORIN.files(), CpuFrequency.Options.of(CPUFREQ, List.of("policy4"), Mode.BOUNDS));
        assertThat(named.state()).isEqualTo(Probe.State.MISSING);
        assertThat(named.words()).contains("Expected policy4 in " + CPUFREQ, "to be online");
        assertThat(named.remedy()).contains("/cpuN/online");
    }

    @Test
    void clustersAreShownEachWithItsTable() {
        Probe probe = clocks(DeviceTrees.RK3588.files(), Mode.USERSPACE);
        assertThat(probe.state()).isEqualTo(Probe.State.DEGRADED);
        assertThat(probe.words())
                .isEqualTo(
                        "cpufreq on a tree: policy0 one of [408, 600, 816, 1008, 1200, 1416, 1608, 1800] MHz, now 408 by"
                                + " scaling_cur_freq; policy4, policy6 one of [408, 600, 816, 1008, 1200, 1416, 1608, 1800, 2016,"
                                + " 2208, 2400] MHz, now 408 by scaling_cur_freq; for all of them one of [408, 600, 816, 1008, 1200,"
                                + " 1416, 1608, 1800]");
        assertThat(probe.remedy()).contains("a knob for each of them", "policies: [policy0]", "cpu_freq_mhz_big");
    }

    @Test
    void clustersWithoutACommonClockCannotBeOneKnob() {
        TreeFiles files = DeviceTrees.RK3588.files();
        files.texts.put(CPUFREQ + "/policy0/scaling_available_frequencies", "500000");
        Probe probe = clocks(files, Mode.BOUNDS);
        assertThat(probe.state()).isEqualTo(Probe.State.MISSING);
        assertThat(probe.words()).endsWith("; none in common");
    }

    @Test
    void whatRunsIsWhatTheHardwareSaysAndElseTheDriver() {
        TreeFiles files = DeviceTrees.PI.files();
        files.texts.put(CPUFREQ + "/policy0/scaling_governor", "userspace");
        files.texts.put(CPUFREQ + "/policy0/scaling_setspeed", "1800000");
        files.texts.put(CPUFREQ + "/policy0/scaling_cur_freq", "1800000");
        assertThat(clocks(files, Mode.USERSPACE).words()).endsWith("now 1800 by scaling_cur_freq");
        files.texts.put(CPUFREQ + "/policy0/cpuinfo_cur_freq", "600117");
        assertThat(clocks(files, Mode.USERSPACE).words()).endsWith("now 600.117 by cpuinfo_cur_freq");
        files.refusals.put(CPUFREQ + "/policy0/cpuinfo_cur_freq", "Permission denied");
        assertThat(clocks(files, Mode.USERSPACE).words()).endsWith("now 1800 by scaling_cur_freq");
        files.refusals.put(CPUFREQ + "/policy0/scaling_cur_freq", "Device or resource busy");
        assertThat(clocks(files, Mode.USERSPACE).words()).endsWith("now unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | OK | none now, none since the start | ''
            0x0 | OK | none now, none since the start | ''
            50005 | DEGRADED | now: under-voltage, throttled; since the start: under-voltage, throttled | supply
            0x50000 | DEGRADED | now: none; since the start: under-voltage, throttled | supply
            e0008 | DEGRADED | now: soft temperature limit; since the start: frequency capped, throttled, soft temperature limit | cool
            2 | DEGRADED | now: frequency capped; since the start: none | cool
            vcgencmd | MISSING | Expected /sys/devices/platform/soc/soc:firmware/get_throttled to be a hexadecimal number, given vcgencmd | docs
            """)
    void whatHoldsTheClockOfARaspberryPiDownIsShown(String text, Probe.State state, String words, String remedy) {
        TreeFiles files = DeviceTrees.PI.files();
        files.texts.put(FirmwareThrottling.FILE, text);
        List<Probe> probes = Devices.probe(DeviceSpec.ofThisMachine(List.of()), files);
        assertThat(probes).hasSize(1).first().satisfies(probe -> {
            assertThat(probe.name()).isEqualTo("firmware_throttling");
            assertThat(probe.state()).isEqualTo(state);
            assertThat(probe.words()).isEqualTo(words);
            assertThat(probe.remedy()).contains(remedy);
        });
        assertThat(Devices.probe(DeviceSpec.ofThisMachine(List.of()), DeviceTrees.RK3588.files()))
                .isEmpty();
    }

    @Test
    void policiesThatRunAtDifferentClocksAreTakenTogether() {
        TreeFiles files = DeviceTrees.LAPTOP.files();
        files.texts.put(CPUFREQ + "/policy3/scaling_cur_freq", "2100000");
        files.folder(CPUFREQ + "/policy4", """
                affected_cpus: 4
                cpuinfo_max_freq: 4600000
                cpuinfo_min_freq: 400000
                scaling_max_freq: 4600000
                scaling_min_freq: 400000
                """);
        assertThat(clocks(files, Mode.BOUNDS).words())
                .isEqualTo(
                        "cpufreq on a tree: 5 policies from policy0 to policy4 between 400 and 4600 MHz, now 400 to 2100"
                                + " by scaling_cur_freq");
    }
}
