package org.wattsplit.testbed.device;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * The frequencies that a policy of cpufreq offers, or several of them in common.
 *
 * @param leastKhz the least, in kHz
 * @param greatestKhz the greatest, in kHz
 * @param listed all of them, in kHz, ascending; null where each between the two is offered
 */
record Clocks(long leastKhz, long greatestKhz, @Nullable List<Long> listed) {
    private static final String LEAST = "/cpuinfo_min_freq";
    private static final String GREATEST = "/cpuinfo_max_freq";
    private static final String LISTED = "/scaling_available_frequencies";
    /** What says at which frequency a policy runs: the hardware, then the driver. */
    private static final List<String> RUNNING = List.of("cpuinfo_cur_freq", "scaling_cur_freq");

    /**
     * Those of a policy.
     *
     * @throws TestbedException when its files cannot be read, or hold something else
     */
    static Clocks read(DeviceFiles files, String folder) {
        List<String> texts = files.exchange(List.of(), List.of(folder + LEAST, folder + GREATEST));
        String available = folder + LISTED;
        List<Long> offered = files.exists(available)
                ? Stream.of(files.read(available).split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .map(word -> khz(available, word))
                        .sorted()
                        .toList()
                : List.of();
        return new Clocks(
                khz(folder + LEAST, texts.get(0)),
                khz(folder + GREATEST, texts.get(1)),
                offered.isEmpty() ? null : offered);
    }

    static long khz(String path, String text) {
        if (!text.matches("[0-9]{1,12}")) {
            throw DeviceErrors.broken(path, "a frequency in kHz", text.isEmpty() ? "nothing" : text);
        }
        return Long.parseLong(text);
    }

    static String mhz(long khz) {
        return BigDecimal.valueOf(khz, 3).stripTrailingZeros().toPlainString();
    }

    /** At what a policy runs now, in kHz, and which file says so; null where none does. */
    static @Nullable Running running(DeviceFiles files, String folder) {
        for (String file : RUNNING) {
            Running running = running(files, folder, file);
            if (running != null) {
                return running;
            }
        }
        return null;
    }

    private static @Nullable Running running(DeviceFiles files, String folder, String file) {
        String path = folder + "/" + file;
        try {
            return files.exists(path) ? new Running(khz(path, files.read(path)), file) : null;
        } catch (TestbedException e) {
            // The hardware's word is for root alone, and processors that are off have none.
            return null;
        }
    }

    /** A frequency that runs, and the name of the file that says so. */
    record Running(long khz, String file) {}

    /** Those that others offer, too. */
    Clocks and(Clocks other) {
        List<Long> both = listed != null ? listed : other.listed;
        return new Clocks(
                Math.max(leastKhz, other.leastKhz),
                Math.min(greatestKhz, other.greatestKhz),
                both == null
                        ? null
                        : both.stream()
                                .filter(khz -> offers(BigDecimal.valueOf(khz)) && other.offers(BigDecimal.valueOf(khz)))
                                .toList());
    }

    boolean isEmpty() {
        return listed == null ? leastKhz > greatestKhz : listed.isEmpty();
    }

    boolean offers(BigDecimal khz) {
        return listed == null
                ? khz.compareTo(BigDecimal.valueOf(leastKhz)) >= 0
                        && khz.compareTo(BigDecimal.valueOf(greatestKhz)) <= 0
                        && khz.stripTrailingZeros().scale() <= 0
                : listed.stream().anyMatch(one -> khz.compareTo(BigDecimal.valueOf(one)) == 0);
    }

    /** What a value has to be, in MHz. */
    String rule() {
        return listed == null
                ? "between " + mhz(leastKhz) + " and " + mhz(greatestKhz)
                : "one of " + listed.stream().map(Clocks::mhz).toList();
    }
}
