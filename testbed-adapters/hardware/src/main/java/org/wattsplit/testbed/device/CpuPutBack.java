package org.wattsplit.testbed.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * Puts cpufreq's files back as they were found, but for what another program has set since, which stays. Whose a value is can be
 * told by what the knob has written; where the process that wrote it is no more, by what a knob leaves behind: the governor
 * {@code userspace}, or bounds that meet.
 */
final class CpuPutBack {
    private final DeviceFiles files;
    /** Whether a file holds what the knob wrote; null where nobody knows what that was. */
    private final @Nullable BiPredicate<String, String> own;

    /** What stays as another program has set it, as {@code FILE=TEXT}. */
    private final List<String> left = new ArrayList<>();

    private CpuPutBack(DeviceFiles files, @Nullable BiPredicate<String, String> own) {
        this.files = files;
        this.own = own;
    }

    /**
     * Puts back what was found.
     *
     * @param found texts by file
     * @param own whether a file holds what the knob wrote; null where nobody knows what that was
     * @return what stays as another program has set it, as {@code FILE=TEXT}
     * @throws TestbedException when a policy could not be put back; the others are
     */
    static List<String> run(DeviceFiles files, Map<String, String> found, @Nullable BiPredicate<String, String> own) {
        return new CpuPutBack(files, own).run(found);
    }

    private List<String> run(Map<String, String> found) {
        Map<String, Map<String, String>> byPolicy = new LinkedHashMap<>();
        found.forEach((path, text) -> byPolicy.computeIfAbsent(
                        path.substring(0, path.lastIndexOf('/')), folder -> new LinkedHashMap<>())
                .put(path, text));
        @Nullable TestbedException failure = null;
        // One by one: an exchange has a largest size, and a policy that went offline may not stand in the others' way.
        for (Map.Entry<String, Map<String, String>> policy : byPolicy.entrySet()) {
            try {
                putBack(policy.getKey(), policy.getValue());
            } catch (TestbedException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return left;
    }

    private void putBack(String folder, Map<String, String> before) {
        Map<String, String> now = CpuClockFiles.read(files, List.copyOf(before.keySet()));
        List<DeviceFiles.Write> writes = new ArrayList<>();
        if (before.containsKey(folder + CpuClockFiles.GREATEST) && before.containsKey(folder + CpuClockFiles.LEAST)) {
            bounds(folder, before, now, writes);
        }
        if (before.containsKey(folder + CpuClockFiles.GOVERNOR)) {
            governor(folder, before, now, writes);
        }
        Map<String, String> expected = new LinkedHashMap<>();
        writes.forEach(write -> expected.put(write.path(), write.text()));
        CpuClockFiles.exchange(files, writes, expected, List.of());
    }

    private void governor(
            String folder, Map<String, String> before, Map<String, String> now, List<DeviceFiles.Write> writes) {
        String governor = folder + CpuClockFiles.GOVERNOR;
        String speed = folder + CpuClockFiles.SPEED;
        boolean same = text(now, governor).equals(text(before, governor));
        if (same && (!before.containsKey(speed) || text(now, speed).equals(text(before, speed)))) {
            return;
        }
        if (!text(now, governor).equals(CpuClockFiles.USERSPACE)) {
            left.add(governor + "=" + text(now, governor));
            return;
        }
        if (isAnothers(folder, speed)) {
            left.add(speed + "=" + files.read(speed));
            return;
        }
        writes.add(new DeviceFiles.Write(governor, text(before, governor)));
        if (before.containsKey(speed)) {
            writes.add(new DeviceFiles.Write(speed, text(before, speed)));
        }
    }

    /** The driver's frequency is another one also where another's bound holds it, which is no frequency of another's choice. */
    private boolean isAnothers(String folder, String speed) {
        String now = files.read(speed);
        return own != null && !own.test(speed, now) && now.matches("[0-9]+") && !isBound(folder, now);
    }

    private boolean isBound(String folder, String khz) {
        return CpuClockFiles.read(files, List.of(folder + CpuClockFiles.LEAST, folder + CpuClockFiles.GREATEST))
                .containsValue(khz);
    }

    private void bounds(
            String folder, Map<String, String> before, Map<String, String> now, List<DeviceFiles.Write> writes) {
        String least = folder + CpuClockFiles.LEAST;
        String greatest = folder + CpuClockFiles.GREATEST;
        if (now.equals(before)) {
            return;
        }
        boolean meet = text(now, least).equals(text(now, greatest));
        boolean ownLeast = own == null ? meet : own.test(least, text(now, least));
        boolean ownGreatest = own == null ? meet : own.test(greatest, text(now, greatest));
        String floor = files.read(folder + "/cpuinfo_min_freq");
        if (ownLeast && ownGreatest) {
            CpuClockFiles.bounds(folder, floor, text(before, least), text(before, greatest), writes);
            return;
        }
        if (!ownGreatest && !text(now, greatest).equals(text(before, greatest))) {
            left.add(greatest + "=" + text(now, greatest));
        }
        // A bound of another's pulls the other one with it, which is then no more than what the knob left.
        if (ownLeast || (own != null && !ownGreatest && meet)) {
            writes.add(new DeviceFiles.Write(least, lower(text(before, least), text(now, greatest))));
        } else if (!text(now, least).equals(text(before, least))) {
            left.add(least + "=" + text(now, least));
        }
        if (ownGreatest) {
            writes.add(new DeviceFiles.Write(greatest, higher(text(before, greatest), text(now, least))));
        }
    }

    private static String text(Map<String, String> texts, String path) {
        return CpuClockFiles.text(texts, path);
    }

    private static String lower(String one, String other) {
        return Clocks.khz("a bound", one) <= Clocks.khz("a bound", other) ? one : other;
    }

    private static String higher(String one, String other) {
        return lower(one, other).equals(one) ? other : one;
    }
}
