package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wattsplit.framework.testbed.TestbedException;

/** What a knob tells of other programs that set the same clocks, and what it leaves to them. */
final class CpuFrequencyWatchTest extends CpuFrequencyFixture {
    @ParameterizedTest
    @EnumSource(CpuFrequency.Mode.class)
    void aDeviceThatIsAsItWasSetHasNothingToTell(CpuFrequency.Mode mode) {
        CpuFrequency frequency = open(mode);
        assertThat(frequency.disturbance()).isEmpty();
        frequency.set("1200");
        assertThat(frequency.disturbance()).isEmpty();
        frequency.set("600");
        assertThat(frequency.disturbance()).isEmpty();
    }

    @Test
    void aGovernorAndACapOfAnotherProgramAreToldAndStay() {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE);
        frequency.set("1800");
        sysfs.put("policy0", "scaling_governor", "powersave");
        sysfs.put("policy0", "scaling_setspeed", "<unsupported>");
        sysfs.put("policy0", "scaling_max_freq", "600000");
        assertThat(frequency.disturbance())
                .isEqualTo("policy0/scaling_max_freq is 600000, below 1800000,"
                        + " policy0/scaling_governor is powersave, not userspace,"
                        + " policy0/scaling_setspeed is <unsupported>, not 1800000");
        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("powersave");
        assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("600000");
        assertThat(sysfs.get("policy4", "scaling_governor")).isEqualTo("ondemand");
        assertThat(told)
                .containsExactly("left cpu_freq_mhz of a stand-in as another program has set it: " + sysfs.root()
                        + "/policy0/scaling_governor=powersave");
    }

    /** The kernel says then what the driver runs at. */
    @Test
    void aCapAloneHoldsTheDriverAndIsNoReasonToLeaveTheGovernor() {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE, "policy0");
        frequency.set("1800");
        sysfs.put("policy0", "scaling_max_freq", "600000");
        sysfs.put("policy0", "scaling_setspeed", "600000");
        assertThat(frequency.disturbance()).contains("scaling_max_freq is 600000, below 1800000");
        frequency.set("600");
        assertThat(frequency.disturbance()).isEmpty();
        assertThatThrownBy(() -> frequency.set("1800"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("the bounds of cpu_freq_mhz");
        assertThat(frequency.held()).isEqualTo("policy0/scaling_max_freq is 600000, below 1800000");
        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("ondemand");
        assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("600000");
        assertThat(told).isEmpty();
    }

    /** As the kernel does, which clamps what is written. */
    @Test
    void aFrequencyThatACapClampsIsHeldByIt() {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE, "policy0");
        frequency.set("1800");
        sysfs.put("policy0", "scaling_max_freq", "600000");
        files.stuck.put("scaling_setspeed", "600000");
        assertThat(frequency.disturbance()).isNotEmpty();
        assertThatThrownBy(() -> frequency.set("800"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("800000, as it was written, given 600000");
        assertThat(frequency.held()).isEqualTo("policy0/scaling_max_freq is 600000, below 800000");
        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("ondemand");
        assertThat(told).isEmpty();
    }

    @Test
    void boundsOfAnotherProgramStayAndTheOthersArePutBack() {
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS);
        frequency.set("1800");
        sysfs.put("policy0", "scaling_max_freq", "1200000");
        sysfs.put("policy4", "scaling_min_freq", "800000");
        assertThat(frequency.disturbance())
                .isEqualTo("policy0/scaling_max_freq is 1200000, not 1800000,"
                        + " policy4/scaling_min_freq is 800000, not 1800000");
        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("1200000");
        assertThat(sysfs.get("policy0", "scaling_min_freq")).isEqualTo("600000");
        assertThat(sysfs.get("policy4", "scaling_min_freq")).isEqualTo("800000");
        assertThat(sysfs.get("policy4", "scaling_max_freq")).isEqualTo("1800000");
        assertThat(told).singleElement().asString().contains("scaling_max_freq=1200000", "scaling_min_freq=800000");
    }

    /** The kernel lowers the least with the greatest, and raises it again: it is put back for then. */
    @Test
    void aLeastThatACapPullsDownIsPutBackBelowIt() {
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS, "policy0");
        frequency.set("1800");
        sysfs.put("policy0", "scaling_max_freq", "1200000");
        sysfs.put("policy0", "scaling_min_freq", "1200000");
        assertThat(frequency.disturbance()).isNotEmpty();
        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("1200000");
        assertThat(sysfs.get("policy0", "scaling_min_freq")).isEqualTo("600000");
    }

    @Test
    void whatNobodyHadSeenBeforeTheEndIsAnErrorAndStays() throws IOException {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE, "policy0");
        frequency.set("1800");
        sysfs.put("policy0", "scaling_governor", "performance");
        assertThatThrownBy(frequency::close)
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("as it was set until it was put back")
                .hasMessageContaining("scaling_governor=performance");
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("performance");
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aGovernorIsTakenBackOnceAndPutBackAsTheOtherProgramWantedIt() {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE, "policy0");
        frequency.set("1800");
        sysfs.put("policy0", "scaling_governor", "performance");
        assertThat(frequency.disturbance()).isNotEmpty();
        frequency.set("600");
        assertThat(frequency.disturbance()).isEmpty();
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("userspace");

        sysfs.put("policy0", "scaling_governor", "powersave");
        assertThat(frequency.disturbance()).isNotEmpty();
        files.written.clear();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> frequency.set("1800"))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("after another program had set it");
            assertThat(frequency.held()).contains("powersave");
        }
        assertThat(files.written).isEmpty();
        // The other program lets go.
        sysfs.put("policy0", "scaling_governor", "userspace");
        assertThat(frequency.disturbance()).isEmpty();
        frequency.set("1800");
        assertThat(frequency.held()).isEmpty();
        frequency.close();
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("performance");
    }

    @Test
    void whatAnotherProgramSetAfterACrashStays() {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE);
        frequency.set("1800");
        files.denied.add("scaling_governor");
        assertThatThrownBy(frequency::close).isInstanceOf(TestbedException.class);
        files.denied.clear();
        sysfs.put("policy0", "scaling_governor", "powersave");
        sysfs.put("policy0", "scaling_max_freq", "600000");
        open(CpuFrequency.Mode.USERSPACE).close();
        assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("powersave");
        assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("600000");
        assertThat(sysfs.get("policy4", "scaling_governor")).isEqualTo("ondemand");
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("as another program has set it", "scaling_governor=powersave");
    }

    @Test
    void aFileThatCannotBeReadIsAnErrorThatNamesIt() {
        CpuFrequency frequency = open(CpuFrequency.Mode.USERSPACE, "policy0");
        frequency.set("1800");
        sysfs.remove("policy0", "scaling_setspeed");
        assertThatThrownBy(frequency::disturbance)
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("policy0/scaling_setspeed");
        sysfs.put("policy0", "scaling_setspeed", "1800000");
    }

    @Test
    void aCountOfThermalThrottlingThatRisesIsTold() throws IOException {
        var counters = folder.resolve("cpu2/thermal_throttle");
        Files.createDirectories(counters);
        Files.writeString(counters.resolve("core_throttle_count"), "7\n");
        CpuFrequency frequency = open(CpuFrequency.Mode.BOUNDS, "policy0");
        frequency.set("1800");
        assertThat(frequency.disturbance()).isEmpty();
        Files.writeString(counters.resolve("core_throttle_count"), "9\n");
        assertThat(frequency.disturbance()).endsWith("core_throttle_count went from 7 to 9");
        assertThat(frequency.disturbance()).isEmpty();
    }

    @Test
    void aPisFirmwareAndCoolingDevicesAreAskedForWhatHoldsNow() {
        TreeFiles pi = DeviceTrees.PI.files();
        pi.folder("/sys/class/thermal/cooling_device0", "type: thermal-cpufreq-0\ncur_state: 0");
        pi.folder("/sys/class/thermal/cooling_device1", "type: gpio-fan\ncur_state: 3");
        CpuFrequency.Options options =
                CpuFrequency.Options.of(CpuFrequency.Options.ROOT, List.of(), CpuFrequency.Mode.USERSPACE);
        try (CpuFrequency frequency = CpuFrequency.open(pi, options, folder.resolve("state"), told::add)) {
            frequency.set("1800");
            assertThat(frequency.disturbance()).isEmpty();
            // Since the start only: before this run, for all that is known.
            pi.texts.put(FirmwareThrottling.FILE, "50000");
            assertThat(frequency.disturbance()).isEmpty();
            pi.texts.put(FirmwareThrottling.FILE, "50005");
            assertThat(frequency.disturbance()).isEqualTo("the firmware says under-voltage, throttled");
            pi.texts.put(FirmwareThrottling.FILE, "0");
            pi.texts.put("/sys/class/thermal/cooling_device0/cur_state", "2");
            assertThat(frequency.disturbance())
                    .isEqualTo("/sys/class/thermal/cooling_device0/cur_state of thermal-cpufreq-0 is 2");
            pi.texts.put("/sys/class/thermal/cooling_device0/cur_state", "0");
            assertThat(frequency.disturbance()).isEmpty();
        }
    }
}
