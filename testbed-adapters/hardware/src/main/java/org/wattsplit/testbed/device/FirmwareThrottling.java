package org.wattsplit.testbed.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * What the firmware of a Raspberry Pi says of its power supply and its heat: it holds the clock down for either, whatever
 * cpufreq was asked for. Read from a file of the kernel, without a program.
 *
 * @param bits what the firmware says: bits 0 to 3 for now, bits 16 to 19 for what has happened since the start
 */
record FirmwareThrottling(int bits) {
    /** Where the kernel of a Raspberry Pi has it. */
    static final String FILE = "/sys/devices/platform/soc/soc:firmware/get_throttled";

    private static final String NAME = "firmware_throttling";
    private static final List<String> REASONS =
            List.of("under-voltage", "frequency capped", "throttled", "soft temperature limit");
    private static final int SINCE_START = 16;
    private static final int UNDER_VOLTAGE = 1 | 1 << SINCE_START;

    /**
     * Reads it.
     *
     * @throws TestbedException when the file is not there, or holds something else
     */
    static FirmwareThrottling read(DeviceFiles files) {
        String text = files.read(FILE);
        if (!text.matches("(0x)?[0-9a-fA-F]{1,7}")) {
            throw DeviceErrors.broken(FILE, "a hexadecimal number", text.isEmpty() ? "nothing" : text);
        }
        return new FirmwareThrottling(Integer.parseInt(text.replaceFirst("^0x", ""), 16));
    }

    /** What holds the clock down now. */
    List<String> now() {
        return reasons(0);
    }

    /** What has held it down since the start of the device, whether or not it still does. */
    List<String> sinceStart() {
        return reasons(SINCE_START);
    }

    private List<String> reasons(int first) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < REASONS.size(); i++) {
            if ((bits & 1 << (first + i)) != 0) {
                reasons.add(REASONS.get(i));
            }
        }
        return reasons;
    }

    /** What it is to a look at a device; empty where that has no such firmware. */
    static Optional<Probe> probe(DeviceFiles files) {
        if (!files.exists(FILE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(files).probe());
        } catch (TestbedException e) {
            return Optional.of(DeviceErrors.missing(NAME, e, "docs/device.md"));
        }
    }

    private Probe probe() {
        if (now().isEmpty() && sinceStart().isEmpty()) {
            return Probe.ok(NAME, "none now, none since the start");
        }
        boolean power = (bits & UNDER_VOLTAGE) != 0;
        return new Probe(
                NAME,
                Probe.State.DEGRADED,
                "now: " + words(now()) + "; since the start: " + words(sinceStart()),
                power
                        ? "take a stronger supply and a shorter cable, as the clock is not what it was set to"
                        : "cool the processor, as the clock is not what it was set to");
    }

    private static String words(List<String> reasons) {
        return reasons.isEmpty() ? "none" : String.join(", ", reasons);
    }
}
