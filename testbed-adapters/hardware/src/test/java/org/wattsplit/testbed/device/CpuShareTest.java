package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;

final class CpuShareTest {
    private static final long PID = 4242;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private FakeCgroups cgroups(boolean unified) {
        FakeCgroups cgroups = new FakeCgroups(folder, unified);
        cgroups.process(PID, "/apps/one");
        return cgroups;
    }

    private static CpuShare open(FakeCgroups cgroups) {
        return CpuShare.open(cgroups, new CpuShare.Options(PID, 4, 20_000, cgroups.proc()), line -> {});
    }

    @Test
    void versionOneGetsAQuotaOfAllProcessorsAndReadsItBack() {
        FakeCgroups cgroups = cgroups(false);
        CpuShare share = open(cgroups);
        assertThat(cgroups.processes("wattsplit/4242")).containsExactly("4242");
        assertThat(cgroups.processes("apps/one")).isEmpty();
        assertThat(share.read()).isEqualTo("1");

        share.set("0.25");

        assertThat(cgroups.control("wattsplit/4242/cpu.cfs_quota_us")).isEqualToIgnoringWhitespace("20000");
        assertThat(cgroups.control("wattsplit/4242/cpu.cfs_period_us")).isEqualToIgnoringWhitespace("20000");
        assertThat(share.read()).isEqualTo("0.25");
        share.set("1.0");
        assertThat(cgroups.control("wattsplit/4242/cpu.cfs_quota_us")).isEqualToIgnoringWhitespace("-1");
        assertThat(share.read()).isEqualTo("1.0");
        assertThat(share.describe()).contains("v1", "stand-in");
    }

    private static Probe probe(FakeCgroups cgroups) {
        return CpuShare.probe(cgroups, new CpuShare.Options(PID, 4, 20_000, cgroups.proc()));
    }

    @Test
    void aContainersGroupThatHoldsProcessesIsFoundOutBeforeAChangeAndTheRemedyHelps() {
        FakeCgroups cgroups = new FakeCgroups(folder, true).inContainer();
        cgroups.process(PID, "/");
        cgroups.process(PID + 1, "/");
        Probe probe = probe(cgroups);
        assertThat(probe.state()).isEqualTo(Probe.State.MISSING);
        assertThat(probe.words())
                .isEqualTo(
                        "Expected the control group " + cgroups.mount()
                                + " to be without processes of its own, as groups below it get the CPU controller only then, given 2");
        assertThat(probe.remedy()).contains("mkdir -p " + cgroups.mount() + "/init");
        assertThatThrownBy(() -> open(cgroups))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("without processes of its own")
                .hasMessageContaining("Maybe it is a container's: move them");
        assertThat(cgroups.written).isEmpty();

        cgroups.makeFolder(cgroups.mount().resolve("init").toString());
        for (long pid = PID; pid <= PID + 1; pid++) {
            cgroups.write(cgroups.mount().resolve("init/cgroup.procs").toString(), Long.toString(pid));
        }
        assertThat(probe(cgroups).state()).isEqualTo(Probe.State.OK);
        CpuShare share = open(cgroups);
        share.set("0.5");
        assertThat(cgroups.control("wattsplit/4242/cpu.max")).isEqualToIgnoringWhitespace("40000 20000");
        share.close();
        assertThat(cgroups.processes("init")).containsExactlyInAnyOrder("4242", "4243");
    }

    @Test
    void aContainersGroupThatGivesTheControllerAlreadyIsAsGoodAsTheRoot() {
        FakeCgroups cgroups = new FakeCgroups(folder, true);
        cgroups.process(PID, "/");
        assertThat(probe(cgroups).state()).isEqualTo(Probe.State.OK);
        cgroups.write(cgroups.mount().resolve("cgroup.subtree_control").toString(), "+cpu");
        cgroups.inContainer();
        assertThat(probe(cgroups).state()).isEqualTo(Probe.State.OK);
        open(cgroups).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100000", "max", "x y", "5 0", "99999999999999999999 1"})
    void aQuotaThatIsNoneIsAnErrorInWords(String text) {
        FakeCgroups cgroups = cgroups(true);
        try (CpuShare share = open(cgroups)) {
            share.set("0.5");
            cgroups.write(cgroups.mount().resolve("wattsplit/4242/cpu.max").toString(), text);
            assertThatThrownBy(share::read)
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("the quota of a control group");
        }
    }

    @Test
    void versionTwoIsEnabledAndGetsAQuota() {
        FakeCgroups cgroups = cgroups(true);
        CpuShare share = open(cgroups);
        share.set("0.5");
        assertThat(cgroups.control("wattsplit/4242/cpu.max")).isEqualToIgnoringWhitespace("40000 20000");
        assertThat(share.read()).isEqualTo("0.5");
        share.set("1");
        assertThat(cgroups.control("wattsplit/4242/cpu.max")).isEqualToIgnoringWhitespace("max 20000");
        assertThat(share.describe()).contains("v2", "stand-in");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closingPutsTheProcessAndItsChildrenBackAndRemovesTheGroup(boolean unified) {
        FakeCgroups cgroups = cgroups(unified);
        CpuShare share = open(cgroups);
        share.set("0.5");
        cgroups.process(4243, "/wattsplit/4242");

        share.close();
        share.close();

        assertThat(cgroups.processes("apps/one")).containsExactly("4242", "4243");
        assertThat(cgroups.mount().resolve("wattsplit/4242")).doesNotExist();
    }

    @Test
    void closingAfterTheProcessEndedRemovesTheGroup() {
        FakeCgroups cgroups = cgroups(false);
        CpuShare share = open(cgroups);
        cgroups.kill(PID);
        assertThatThrownBy(() -> share.set("0.5"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("process 4242");
        share.close();
        assertThat(cgroups.mount().resolve("wattsplit/4242")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void groupsOfDeadProcessesAreRemovedAndOthersStay(boolean unified) {
        FakeCgroups cgroups = cgroups(unified);
        cgroups.process(11, "/wattsplit/11");
        cgroups.process(12, "/wattsplit/12");
        cgroups.kill(11);

        open(cgroups).close();

        assertThat(cgroups.mount().resolve("wattsplit/11")).doesNotExist();
        assertThat(cgroups.processes("wattsplit/12")).containsExactly("12");
    }

    @Test
    void aQuotaThatReadsBackOtherwiseIsAnError() {
        FakeCgroups cgroups = cgroups(false);
        CpuShare share = open(cgroups);
        cgroups.stuck.put("cpu.cfs_quota_us", "1000");
        assertThatThrownBy(() -> share.set("0.25"))
                .isInstanceOf(TestbedException.class)
                .hasMessageStartingWith("edge: Expected " + cgroups.mount().resolve("wattsplit/4242/cpu.cfs_quota_us"))
                .hasMessageEndingWith("to be 20000, as it was written, given 1000");
        assertThat(share.read()).isEqualTo("0.0125");
    }

    @Test
    void withoutPermissionNothingIsLeftBehind() {
        FakeCgroups cgroups = cgroups(false);
        cgroups.denied.add("cpu.cfs_period_us");
        assertThatThrownBy(() -> open(cgroups))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("cpu.cfs_period_us")
                .hasMessageContaining("no permission");
        assertThat(cgroups.mount().resolve("wattsplit/4242")).doesNotExist();
        assertThat(cgroups.processes("apps/one")).containsExactly("4242");
    }

    @Test
    void aMachineWithoutTheControllerIsRefused() throws IOException {
        FakeCgroups cgroups = cgroups(true);
        Files.writeString(cgroups.mount().resolve("cgroup.controllers"), "memory io");
        assertThatThrownBy(() -> open(cgroups))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("with a CPU controller")
                .hasMessageContaining("a unified hierarchy without it");
    }

    @Test
    void aProcessIsLimitedOnce() {
        FakeCgroups cgroups = cgroups(false);
        try (CpuShare first = open(cgroups)) {
            assertThatThrownBy(() -> open(cgroups))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("process 4242");
            assertThat(first.read()).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.5", "1.01", "half", "", "NaN", "0.01"})
    void sharesThatCannotBeAreRefusedBeforeAnythingIsWritten(String value) {
        FakeCgroups cgroups = cgroups(false);
        CpuShare share = open(cgroups);
        assertThatThrownBy(() -> share.check(value))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Expected cpu_share to be")
                .hasMessageEndingWith("given " + (value.isEmpty() ? "nothing" : value));
        assertThatThrownBy(() -> share.set(value)).isInstanceOf(InputException.class);
        assertThat(cgroups.control("wattsplit/4242/cpu.cfs_quota_us")).isEqualToIgnoringWhitespace("-1");
    }

    /** On this machine's own control groups, with a child process alone. */
    @Test
    void aChildGetsItsShareAndComesBack() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            Path groups = Path.of("/proc/" + child.pid() + "/cgroup");
            String before = Files.readString(groups);
            try (CpuShare share = openReal(child.pid())) {
                assertThat(Files.readString(groups)).isNotEqualTo(before);
                share.set("0.05");
                assertThat(share.read()).isEqualTo("0.05");
                share.set("1");
                assertThat(share.read()).isEqualTo("1");
            }
            assertThat(Files.readString(groups)).isEqualTo(before);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    @Tag("timed")
    void aBusyChildGetsItsShare() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try (CpuShare share = openReal(child.pid())) {
            share.set("0.05");
            assertThat(share.read()).isEqualTo("0.05");
            long begun = System.nanoTime();
            Duration before = cpuTime(child);
            Thread.sleep(800);
            double used = cpuTime(child).minus(before).toNanos() / (double) (System.nanoTime() - begun);
            double allowed = 0.05 * Runtime.getRuntime().availableProcessors();
            assertThat(used).isBetween(0.1 * allowed, 2 * allowed);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static CpuShare openReal(long pid) {
        try {
            return CpuShare.open(new LocalFiles(), CpuShare.Options.of(pid), told -> {});
        } catch (TestbedException e) {
            assumeTrue(false, "control groups of this machine cannot be written: " + e.getMessage());
            throw e;
        }
    }

    private static Duration cpuTime(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }
}
