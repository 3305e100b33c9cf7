package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;

final class CpuFrequencyTest extends CpuFrequencyFixture {
    @Test
    void theUserspaceGovernorSetsEveryPolicyAndIsPutBack() {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE);
        assertThat(frequency.read()).isEqualTo("left to the governor ondemand");

        frequency.set("1200");

        assertThat(sysfs.get("policy0", "scaling_setspeed")).isEqualTo("1200000");
        assertThat(sysfs.get("policy4", "scaling_setspeed")).isEqualTo("1200000");
        assertThat(sysfs.get("policy4", "scaling_governor")).isEqualTo("userspace");
        assertThat(frequency.read()).isEqualTo("1200");
        sysfs.put("policy4", "scaling_setspeed", "600000");
        assertThat(frequency.read()).isEqualTo("1200, 600");
        frequency.set("1800.0");
        assertThat(frequency.read()).isEqualTo("1800.0");

        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("ondemand");
        assertThat(sysfs.get("policy4", "scaling_governor")).isEqualTo("ondemand");
        int writes = files.written.size();
        frequency.close();
        assertThat(files.written).hasSize(writes);
        assertThat(told).isEmpty();
    }

    @Test
    void aFrequencyThatUserspaceHadSetIsPutBack() {
        sysfs.put("policy0", "scaling_governor", "userspace");
        sysfs.put("policy0", "scaling_setspeed", "800000");
        try (CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE, "policy0")) {
            frequency.set("1200");
        }
        assertThat(sysfs.get("policy0", "scaling_setspeed")).isEqualTo("800000");
        assertThat(sysfs.get("policy4", "scaling_setspeed")).isEqualTo("<unsupported>");
    }

    @Test
    void boundsMeetAtTheFrequencyWithoutCrossingAndArePutBack() {
        sysfs.put("policy0", "scaling_max_freq", "1200000");
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS, "policy0");
        assertThat(frequency.read()).isEqualTo("600 to 1200");
        frequency.set("1800");
        frequency.set("800");
        assertThat(files.written)
                .containsExactly(
                        "scaling_min_freq=600000",
                        "scaling_max_freq=1800000",
                        "scaling_min_freq=1800000",
                        "scaling_min_freq=600000",
                        "scaling_max_freq=800000",
                        "scaling_min_freq=800000");
        assertThat(frequency.read()).isEqualTo("800");
        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_min_freq")).isEqualTo("600000");
        assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("1200000");
    }

    @Test
    void nothingIsWrittenBeforeTheFirstChange() {
        open(CpuFrequency.Mode.USERSPACE).close();
        assertThat(files.written).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"700", "2000", "600.0001", "fast", "-600"})
    void aFrequencyThatIsNotOfferedIsRefusedBeforeAnythingIsWritten(String mhz) {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE);
        assertThatThrownBy(() -> frequency.check(mhz))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected cpu_freq_mhz to be one of [600, 800, 1000, 1200, 1800], given " + mhz);
        assertThatThrownBy(() -> frequency.set(mhz)).isInstanceOf(InputException.class);
        assertThat(files.written).isEmpty();
    }

    @Test
    void withoutAListOfFrequenciesTheBoundsOfTheHardwareHold() {
        sysfs.remove("policy0", "scaling_available_frequencies");
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS, "policy0");
        frequency.check("700");
        assertThatThrownBy(() -> frequency.check("1801"))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected cpu_freq_mhz to be between 600 and 1800, given 1801");
    }

    @ParameterizedTest
    @EnumSource(CpuFrequency.Mode.class)
    void aFrequencyThatReadsBackOtherwiseIsAnError(CpuFrequency.Mode mode) {
        String file = mode == CpuFrequency.Mode.USERSPACE ? "scaling_setspeed" : "scaling_max_freq";
        files.stuck.put(file, "1500000");
        CpuFrequency frequency = open(mode, "policy0");
        assertThatThrownBy(() -> frequency.set("1800"))
                .isInstanceOf(TestbedException.class)
                .hasMessage("edge: Expected " + sysfs.root() + "/policy0/" + file
                        + " to be 1800000, as it was written, given 1500000");
    }

    @Test
    void withoutPermissionTheErrorNamesTheFileAndTheProbeSaysSoBefore() {
        files.denied.add("scaling_governor");
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE, "policy0");
        assertThatThrownBy(() -> frequency.set("1800"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("policy0/scaling_governor")
                .hasMessageContaining("no permission");
        Probe probe = CpuFrequency.probe(files, options(CpuFrequency.Mode.USERSPACE, "policy0"));
        assertThat(probe.state()).isEqualTo(Probe.State.MISSING);
        assertThat(probe.words()).contains("policy0/scaling_governor cannot be written");
        assertThat(probe.remedy()).contains("root");
    }

    @Test
    void aProbeSaysWhatThereIs() {
        assertThat(CpuFrequency.probe(files, options(CpuFrequency.Mode.USERSPACE)))
                .isEqualTo(new Probe(
                        "cpu_freq_mhz",
                        Probe.State.OK,
                        "cpufreq on a stand-in: policy0, policy4 one of [600, 800, 1000, 1200, 1800] MHz, now unknown",
                        ""));
        sysfs.put("policy4", "scaling_available_governors", "powersave performance");
        assertThat(CpuFrequency.probe(files, options(CpuFrequency.Mode.USERSPACE))
                        .words())
                .contains("policy4/scaling_available_governors lacks userspace");
        assertThat(CpuFrequency.probe(files, options(CpuFrequency.Mode.BOUNDS)).state())
                .isEqualTo(Probe.State.OK);
        assertThat(CpuFrequency.probe(files, options(CpuFrequency.Mode.BOUNDS, "policy9"))
                        .state())
                .isEqualTo(Probe.State.MISSING);
        CpuFrequency.Options nowhere = CpuFrequency.Options.of("/nowhere", List.of(), CpuFrequency.Mode.BOUNDS);
        assertThat(CpuFrequency.probe(files, nowhere).words()).contains("no cpufreq policy in /nowhere");
    }

    @Test
    void clustersWithClocksOfTheirOwnAreKnobsOfTheirOwn() {
        sysfs.put("policy4", "cpuinfo_max_freq", "2400000");
        sysfs.put("policy4", "scaling_available_frequencies", "600000 1800000 2400000");
        CpuFrequency both = open(CpuFrequency.Mode.USERSPACE);
        assertThatThrownBy(() -> both.check("2400"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected cpu_freq_mhz to be one of [600, 1800], given 2400")
                .hasMessageContaining("Maybe have a knob for each of them");
        both.close();

        CpuFrequency.Options big = new CpuFrequency.Options(
                sysfs.root(), List.of("policy4"), CpuFrequency.Mode.USERSPACE, "cpu_freq_mhz_big");
        try (CpuFrequency little = open(CpuFrequency.Mode.USERSPACE, "policy0");
                CpuFrequency other = CpuFrequency.open(files, big, folder.resolve("state"), told::add)) {
            assertThat(other.name()).isEqualTo("cpu_freq_mhz_big");
            little.set("800");
            other.set("2400");
            assertThat(sysfs.get("policy0", "scaling_setspeed")).isEqualTo("800000");
            assertThat(sysfs.get("policy4", "scaling_setspeed")).isEqualTo("2400000");
            assertThat(little.read() + " " + other.read()).isEqualTo("800 2400");
            assertThatThrownBy(() -> other.check("800"))
                    .hasMessage("Expected cpu_freq_mhz_big to be one of [600, 1800, 2400], given 800");
        }
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("ondemand");
        assertThat(sysfs.get("policy4", "scaling_governor")).isEqualTo("ondemand");
    }

    @Test
    void processorsThatAreOfflineAreLeftAsTheyAre() {
        sysfs.put("policy4", "affected_cpus", "");
        try (CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE)) {
            frequency.set("800");
            assertThat(sysfs.get("policy4", "scaling_governor")).isEqualTo("ondemand");
            assertThat(frequency.describe()).contains("1 policy");
        }
        assertThatThrownBy(() -> open(CpuFrequency.Mode.USERSPACE, "policy4"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("policy4")
                .hasMessageContaining("online")
                .hasMessageContaining("Maybe");
    }
}
