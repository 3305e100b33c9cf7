package org.wattsplit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files as cpufreq has them, of one policy between 600 and 1800 MHz under {@code ondemand}. */
final class CpufreqTree {
    private CpufreqTree() {}

    /**
     * Makes a policy.
     *
     * @param frequencies those that it offers, in kHz
     * @param speed what it was last asked for, as its file says it
     */
    static void make(Path policy, String frequencies, String speed) {
        Map<String, String> files = Map.of(
                "cpuinfo_min_freq", "600000",
                "cpuinfo_max_freq", "1800000",
                "scaling_available_frequencies", frequencies,
                "scaling_available_governors", "ondemand userspace",
                "scaling_governor", "ondemand",
                "scaling_min_freq", "600000",
                "scaling_max_freq", "1800000",
                "scaling_setspeed", speed);
        try {
            Files.createDirectories(policy);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(policy.resolve(file.getKey()), file.getValue() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
