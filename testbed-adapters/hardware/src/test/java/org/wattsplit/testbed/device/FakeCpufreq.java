package org.wattsplit.testbed.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder like cpufreq's, with the frequencies of a Raspberry Pi. */
final class FakeCpufreq {
    private final Path root;

    FakeCpufreq(Path root) {
        this.root = root;
    }

    String root() {
        return root.toString();
    }

    /** Adds a policy that runs between 600 and 1800 MHz under {@code ondemand}. */
    FakeCpufreq policy(String name) {
        try {
            Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        put(name, "cpuinfo_min_freq", "600000");
        put(name, "cpuinfo_max_freq", "1800000");
        put(name, "scaling_available_frequencies", "600000 800000 1000000 1200000 1800000 ");
        put(name, "scaling_available_governors", "conservative ondemand userspace performance ");
        put(name, "scaling_governor", "ondemand");
        put(name, "scaling_min_freq", "600000");
        put(name, "scaling_max_freq", "1800000");
        put(name, "scaling_setspeed", "<unsupported>");
        return this;
    }

    void put(String policy, String file, String text) {
        try {
            Files.writeString(root.resolve(policy).resolve(file), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String policy, String file) {
        try {
            Files.delete(root.resolve(policy).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String get(String policy, String file) {
        try {
            return Files.readString(root.resolve(policy).resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
