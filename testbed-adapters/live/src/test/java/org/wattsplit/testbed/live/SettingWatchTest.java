package org.wattsplit.testbed.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wattsplit.testbed.live.FakeLive.CLOUD;
import static org.wattsplit.testbed.live.FakeLive.configuration;
import static org.wattsplit.testbed.live.FakeLive.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.outcome.Disturbance;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.testbed.device.CpuShare;
import org.wattsplit.testbed.device.LocalFiles;

/** What a live testbed says of a device that another program sets. */
final class SettingWatchTest {
    private static final String CAPPED = "cpu_freq_mhz: capped";
    private static final Configuration SLOW = configuration("0", "600");

    @RegisterExtension
    final FakeLive live = new FakeLive();

    private final LiveTestbed testbed = live.testbed;
    private final FakeLive.Clock clock = live.clock;

    private Disturbance execute(Configuration configuration) {
        return testbed.execute(request(100), configuration).disturbance();
    }

    private void start(double requestMillis, double lookMillis) {
        live.network.headNanos = (long) (requestMillis * 1e6);
        clock.lookNanos = (long) (lookMillis * 1e6);
        testbed.start();
    }

    @Test
    void requestsAreVoidFromTheFirstThatMeetsAnotherProgramOn() {
        start(20, 0.01);
        for (int i = 0; i < 5; i++) {
            assertThat(execute(CLOUD)).isEqualTo(Disturbance.NONE);
        }
        clock.disturbance = "capped";
        for (int i = 0; i < 5; i++) {
            assertThat(execute(CLOUD)).isEqualTo(new Disturbance(CAPPED, 1));
        }
        // The program lets go before the next one.
        clock.disturbance = "";
        assertThat(execute(CLOUD)).isEqualTo(Disturbance.NONE);
    }

    @Test
    void aRequestDuringWhichItHappensIsVoid() {
        start(20, 0.01);
        execute(CLOUD);
        live.cloud.meanwhile = () -> clock.disturbance = "capped";
        assertThat(execute(CLOUD)).isEqualTo(new Disturbance(CAPPED, 1));
    }

    @Test
    void aChoiceThatSetsTheDeviceAnewIsVoidItselfAndNotTheNext() {
        start(20, 0.01);
        execute(CLOUD);
        clock.disturbance = "capped";
        assertThat(execute(SLOW)).isEqualTo(new Disturbance(CAPPED, 1));
        assertThat(execute(SLOW)).isEqualTo(Disturbance.NONE);
    }

    @Test
    void aDeviceThatAnotherProgramHoldsDoesNotEndTheRun() {
        start(20, 0.01);
        execute(CLOUD);
        clock.disturbance = "capped";
        clock.stuckAt = "900";
        clock.held = "another program has it";
        Outcome outcome = testbed.execute(request(100), SLOW);
        assertThat(outcome.disturbance().words()).isEqualTo(CAPPED + "; cpu_freq_mhz: another program has it");
        assertThat(outcome.guarding().fallback()).contains("takes no 600");
        assertThat(execute(CLOUD).words()).contains("another program has it");
    }

    @Test
    void looksTakeAHundredthOfTheRequestsTime() {
        start(10, 0.5);
        long before = clock.looks;
        int requests = 1000;
        for (int i = 0; i < requests; i++) {
            execute(CLOUD);
        }
        // A request of 10 ms pays for a fifth of a look of half a millisecond.
        assertThat(clock.looks - before).isBetween(180L, 202L);
        assertThat((clock.looks - before) * 0.5).isLessThanOrEqualTo(0.01 * requests * 10.1);
    }

    @Test
    void requestsAtWhichNobodyLookedAreVoidWithTheOneThatTells() {
        start(10, 0.5);
        long before = clock.looks;
        while (clock.looks == before) {
            execute(CLOUD);
        }
        // Nobody looks at this one.
        execute(CLOUD);
        clock.disturbance = "capped";
        int more = 0;
        Disturbance told = Disturbance.NONE;
        while (told.equals(Disturbance.NONE)) {
            told = execute(CLOUD);
            more++;
        }
        assertThat(more).isGreaterThan(1);
        assertThat(told.requests()).isEqualTo(1 + more);
        assertThat(execute(CLOUD).requests()).isEqualTo(1);
    }

    @Test
    void afterTheLastRequestALookIsTakenWhateverItCosts() {
        start(10, 5);
        for (int i = 0; i < 10; i++) {
            assertThat(execute(CLOUD)).isEqualTo(Disturbance.NONE);
        }
        clock.disturbance = "capped";
        testbed.onLast();
        assertThat(execute(CLOUD)).isEqualTo(new Disturbance(CAPPED, 11));
    }

    @Test
    void whatOnlyAProgramTellsIsReadAfterTheLastRequestAndMakesAllOfThemVoid() {
        start(20, 0.01);
        for (int i = 0; i < 10; i++) {
            execute(CLOUD);
        }
        clock.value = "900";
        testbed.onLast();
        assertThat(execute(CLOUD)).isEqualTo(new Disturbance("cpu_freq_mhz: 900, not 1800, as it was set", 11));
    }

    @Test
    void aDeviceThatCannotBeReadEndsTheRunBeforeTheNextRequest() {
        start(20, 0.01);
        execute(CLOUD);
        live.cloud.meanwhile = () -> clock.unreadable = true;
        assertThat(execute(CLOUD)).isEqualTo(Disturbance.NONE);
        int calls = live.cloud.deadlines.size();
        assertThatThrownBy(() -> execute(CLOUD)).hasMessage("edge: cannot be read");
        assertThat(live.cloud.deadlines).hasSize(calls);
        clock.unreadable = false;
        testbed.onLast();
        assertThat(execute(CLOUD)).isEqualTo(new Disturbance("edge: cannot be read", 1));
    }

    @Test
    void aLookIsInNoTimeAndNoEnergyOfARequest() {
        start(20, 0.01);
        Outcome before = testbed.execute(request(100), CLOUD);
        clock.lookNanos = 1_000_000_000;
        clock.disturbance = "capped";
        Outcome slow = testbed.execute(request(100), CLOUD);
        assertThat(slow.disturbance()).isNotEqualTo(Disturbance.NONE);
        assertThat(slow.latencyMillis()).isLessThan(before.latencyMillis() + 1);
        assertThat(slow.energyJoules(EnergyPart.EDGE).orElseThrow())
                .isLessThan(before.energyJoules(EnergyPart.EDGE).orElseThrow() + 1);
    }

    @Test
    void aControlGroupThatIsRemovedMakesRequestsVoidFromThenOn(@TempDir Path folder) throws IOException {
        Path mount = folder.resolve("cgroup");
        Path group = mount.resolve("wattsplit/4242");
        Path process = folder.resolve("proc/4242");
        for (String file : List.of("cgroup.procs", "cpu.cfs_period_us", "cpu.cfs_quota_us")) {
            put(group.resolve(file), "");
            put(mount.resolve("apps").resolve(file), "");
        }
        put(process.resolve("mountinfo"), "31 23 0:29 / " + mount + " rw - cgroup cgroup rw,cpu\n");
        put(process.resolve("cgroup"), "3:cpu:/apps\n");
        List<String> told = new ArrayList<>();
        live.more.add(CpuShare.open(
                new LocalFiles(),
                new CpuShare.Options(4242, 4, 20_000, folder.resolve("proc").toString()),
                told::add));
        put(process.resolve("cgroup"), "3:cpu:/wattsplit/4242\n");
        start(20, 0.01);
        for (int i = 0; i < 5; i++) {
            assertThat(execute(CLOUD)).isEqualTo(Disturbance.NONE);
        }
        for (String file : List.of("cgroup.procs", "cpu.cfs_period_us", "cpu.cfs_quota_us")) {
            Files.delete(group.resolve(file));
        }
        Files.delete(group);
        put(process.resolve("cgroup"), "3:cpu:/apps\n");
        for (int i = 0; i < 5; i++) {
            Disturbance disturbance = execute(CLOUD);
            assertThat(disturbance.words()).startsWith("cpu_share: process 4242 is in the control group");
            assertThat(disturbance.words()).endsWith("which was removed");
            // A look at files takes the time of the machine, which the clock of this test does not tell.
            assertThat(disturbance.requests()).isEqualTo(1);
        }
        testbed.close();
        assertThat(told).singleElement().asString().startsWith("left as another program has set it: process 4242");
        assertThat(group).doesNotExist();
    }

    private static void put(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
