package org.wattsplit.testbed.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of cpufreq by which a knob sets its policies, and what they hold at a frequency.
 *
 * @param files where they are
 * @param mode how a frequency is set
 * @param policies what is set
 */
record CpuClockFiles(DeviceFiles files, CpuFrequency.Mode mode, CpuPolicies policies) {
    static final String GOVERNOR = "/scaling_governor";
    static final String SPEED = "/scaling_setspeed";
    static final String LEAST = "/scaling_min_freq";
    static final String GREATEST = "/scaling_max_freq";
    static final String USERSPACE = "userspace";

    /**
     * What was seen of another's doing.
     *
     * @param words what is otherwise than it was set, each in words
     * @param others what files hold that were set otherwise, by file
     */
    record Seen(List<String> words, Map<String, String> others) {}

    private boolean userspace() {
        return mode == CpuFrequency.Mode.USERSPACE;
    }

    /** What each file that is set holds at a frequency in kHz. */
    Map<String, String> expected(String khz) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String folder : policies.folders()) {
            if (userspace()) {
                expected.put(folder + GOVERNOR, USERSPACE);
                expected.put(folder + SPEED, khz);
            } else {
                expected.put(folder + LEAST, khz);
                expected.put(folder + GREATEST, khz);
            }
        }
        return expected;
    }

    /** What each file that is set holds now; of frequencies those that are some. */
    Map<String, String> found() {
        Map<String, String> all = read(List.copyOf(expected("").keySet()));
        all.entrySet()
                .removeIf(file ->
                        file.getKey().endsWith(SPEED) && !file.getValue().matches("[0-9]+"));
        return all;
    }

    /**
     * What is written for a frequency in kHz.
     *
     * @param governors whether the governor is not set yet
     */
    List<DeviceFiles.Write> writes(String khz, boolean governors) {
        List<DeviceFiles.Write> writes = new ArrayList<>();
        if (userspace() && governors) {
            policies.folders().forEach(folder -> writes.add(new DeviceFiles.Write(folder + GOVERNOR, USERSPACE)));
        }
        policies.online().forEach((folder, clocks) -> {
            if (userspace()) {
                writes.add(new DeviceFiles.Write(folder + SPEED, khz));
            } else {
                bounds(folder, Long.toString(clocks.leastKhz()), khz, khz, writes);
            }
        });
        return writes;
    }

    /** The least may never be above the greatest, so it goes down first. */
    static void bounds(String folder, String floor, String least, String greatest, List<DeviceFiles.Write> writes) {
        writes.add(new DeviceFiles.Write(folder + LEAST, floor));
        writes.add(new DeviceFiles.Write(folder + GREATEST, greatest));
        writes.add(new DeviceFiles.Write(folder + LEAST, least));
    }

    /**
     * Writes a frequency in kHz and reads it back.
     *
     * @param before what the bounds held at first that are not set
     * @return the bounds since then that it lies beyond, in words
     */
    List<String> set(List<DeviceFiles.Write> writes, String khz, Map<String, String> before) {
        return outside(khz, exchange(files, writes, expected(khz), bounds()), before);
    }

    /**
     * What is otherwise than at a frequency in kHz.
     *
     * @param before what the bounds held at first that are not set
     */
    Seen seen(String khz, Map<String, String> before) {
        Map<String, String> expected = expected(khz);
        Map<String, String> now = read(
                Stream.concat(expected.keySet().stream(), bounds().stream()).toList());
        List<String> words = new ArrayList<>(
                outside(khz, bounds().stream().map(path -> text(now, path)).toList(), before));
        boolean bounded = !words.isEmpty();
        Map<String, String> others = new LinkedHashMap<>();
        expected.forEach((path, wanted) -> {
            String text = text(now, path);
            if (!text.equals(wanted)) {
                words.add(brief(path) + " is " + text + ", not " + wanted);
                // A bound holds what the driver runs at, which is nobody's choice then.
                String governor = text(now, path.replace(SPEED, GOVERNOR));
                if (!(bounded && path.endsWith(SPEED) && governor.equals(USERSPACE))) {
                    others.put(path, text);
                }
            }
        });
        return new Seen(words, others);
    }

    /** The bounds since then that a frequency in kHz lies beyond now, in words. */
    List<String> outside(String khz, Map<String, String> before) {
        return outside(khz, List.copyOf(foundBounds().values()), before);
    }

    /** What the bounds hold that are not set. */
    Map<String, String> foundBounds() {
        return read(bounds());
    }

    /** The kernel takes a frequency beyond the bounds, and runs at the bound; one that stood at first shows when it is read back. */
    private List<String> outside(String khz, List<String> texts, Map<String, String> before) {
        List<String> paths = bounds();
        long wanted = Long.parseLong(khz);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            long bound = Clocks.khz(paths.get(i), texts.get(i));
            boolean beyond = paths.get(i).endsWith(LEAST) ? bound > wanted : bound < wanted;
            if (beyond && !texts.get(i).equals(text(before, paths.get(i)))) {
                words.add(brief(paths.get(i)) + " is " + bound + (bound > wanted ? ", above " : ", below ") + wanted);
            }
        }
        return words;
    }

    /** The files of bounds that are not set. */
    private List<String> bounds() {
        return userspace()
                ? policies.folders().stream()
                        .flatMap(folder -> Stream.of(folder + LEAST, folder + GREATEST))
                        .toList()
                : List.of();
    }

    private Map<String, String> read(List<String> paths) {
        return read(files, paths);
    }

    /** What files hold, in their order. */
    static Map<String, String> read(DeviceFiles files, List<String> paths) {
        List<String> texts = files.exchange(List.of(), paths);
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            all.put(paths.get(i), texts.get(i));
        }
        return all;
    }

    /** The text of a file that was read. */
    static String text(Map<String, String> texts, String path) {
        return texts.getOrDefault(path, "");
    }

    /** Writes, checks that files hold what is expected, and tells what more of them hold. */
    static List<String> exchange(
            DeviceFiles files, List<DeviceFiles.Write> writes, Map<String, String> expected, List<String> more) {
        List<String> paths = List.copyOf(expected.keySet());
        List<String> texts = files.exchange(
                writes, Stream.concat(paths.stream(), more.stream()).toList());
        for (int i = 0; i < paths.size(); i++) {
            String wanted = text(expected, paths.get(i));
            if (!texts.get(i).equals(wanted)) {
                throw DeviceErrors.broken(paths.get(i), wanted + ", as it was written", texts.get(i));
            }
        }
        return texts.subList(paths.size(), texts.size());
    }

    /** A file's name with its policy's. */
    private static String brief(String path) {
        return path.substring(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1);
    }
}
