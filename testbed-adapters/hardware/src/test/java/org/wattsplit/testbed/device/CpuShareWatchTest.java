package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.testbed.TestbedException;

/** What a share tells of others that move the process or change its group. */
final class CpuShareWatchTest {
    private static final long PID = 4242;

    private final List<String> told = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private FakeCgroups cgroups(boolean unified) {
        FakeCgroups cgroups = new FakeCgroups(folder, unified);
        cgroups.process(PID, "/apps/one");
        return cgroups;
    }

    private CpuShare open(FakeCgroups cgroups) {
        return CpuShare.open(cgroups, new CpuShare.Options(PID, 4, 20_000, cgroups.proc()), told::add);
    }

    private static void remove(FakeCgroups cgroups) {
        cgroups.write(cgroups.mount().resolve("apps/one/cgroup.procs").toString(), Long.toString(PID));
        cgroups.removeFolder(cgroups.mount().resolve("wattsplit/4242").toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGroupThatIsRemovedIsToldAndTheProcessStaysWhereItWasPut(boolean unified) {
        FakeCgroups cgroups = cgroups(unified);
        CpuShare share = open(cgroups);
        share.set("0.5");
        assertThat(share.disturbance()).isEmpty();
        remove(cgroups);
        String elsewhere = "process 4242 is in the control group "
                + cgroups.mount().resolve("apps/one") + " and no longer limited by "
                + cgroups.mount().resolve("wattsplit/4242") + ", which was removed";
        assertThat(share.disturbance()).isEqualTo(elsewhere);
        assertThat(share.read()).isEqualTo(elsewhere);
        assertThatThrownBy(() -> share.set("0.25")).isInstanceOf(TestbedException.class);
        assertThat(share.held()).isEqualTo(elsewhere);
        share.close();
        share.close();
        assertThat(told).containsExactly("left as another program has set it: " + elsewhere);
        assertThat(cgroups.processes("apps/one")).containsExactly("4242");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProcessThatIsMovedIsToldAndStays(boolean unified) {
        FakeCgroups cgroups = cgroups(unified);
        cgroups.process(9, "/others");
        CpuShare share = open(cgroups);
        share.set("0.5");
        cgroups.write(cgroups.mount().resolve("others/cgroup.procs").toString(), Long.toString(PID));
        assertThat(share.disturbance()).contains("is in the control group", "others");
        assertThatThrownBy(() -> share.set("0.25")).isInstanceOf(TestbedException.class);
        assertThat(share.held()).contains("others");
        share.close();
        assertThat(cgroups.processes("others")).containsExactly("9", "4242");
        assertThat(cgroups.mount().resolve("wattsplit/4242")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGroupThatIsGoneAtTheEndWhereNobodyHadSeenItIsAnError(boolean unified) {
        FakeCgroups cgroups = cgroups(unified);
        CpuShare share = open(cgroups);
        share.set("0.5");
        remove(cgroups);
        assertThatThrownBy(share::close)
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("until the end")
                .hasMessageContaining("which was removed");
        share.close();
        assertThat(told).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aQuotaOfAnothersIsTold(boolean unified) {
        FakeCgroups cgroups = cgroups(unified);
        CpuShare share = open(cgroups);
        share.set("0.5");
        String file = unified ? "cpu.max" : "cpu.cfs_quota_us";
        String path = cgroups.mount().resolve("wattsplit/4242").resolve(file).toString();
        cgroups.write(path, unified ? "1000 20000" : "1000");
        assertThat(share.disturbance())
                .isEqualTo(path + " is " + (unified ? "1000 20000, not 40000 20000" : "1000, not 40000"));
        share.set("0.25");
        assertThat(share.disturbance()).isEmpty();
        share.close();
        assertThat(told).isEmpty();
    }
}
