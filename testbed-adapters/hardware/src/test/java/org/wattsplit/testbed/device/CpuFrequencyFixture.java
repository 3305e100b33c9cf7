package org.wattsplit.testbed.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.testbed.TestbedException;

/** Two policies in a tree of files, and the knobs that a test opens on them. */
abstract class CpuFrequencyFixture {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    FakeCpufreq sysfs;

    final FaultyFiles files = new FaultyFiles();
    final List<String> told = new ArrayList<>();
    private final List<CpuFrequency> opened = new ArrayList<>();

    @BeforeEach
    void populate() {
        sysfs = new FakeCpufreq(folder.resolve("cpufreq")).policy("policy0").policy("policy4");
    }

    CpuFrequency.Options options(CpuFrequency.Mode mode, String... policies) {
        return CpuFrequency.Options.of(sysfs.root(), List.of(policies), mode);
    }

    CpuFrequency open(CpuFrequency.Mode mode, String... policies) {
        CpuFrequency frequency = CpuFrequency.open(files, options(mode, policies), folder.resolve("state"), told::add);
        opened.add(frequency);
        return frequency;
    }

    /** Locks outlive a test that leaves a knob open. */
    @AfterEach
    void letGo() {
        opened.forEach(CpuFrequencyFixture::letGo);
    }

    private static void letGo(CpuFrequency frequency) {
        try {
            frequency.close();
        } catch (TestbedException e) {
            // What the test had broken cannot be put back.
            return;
        }
    }
}
