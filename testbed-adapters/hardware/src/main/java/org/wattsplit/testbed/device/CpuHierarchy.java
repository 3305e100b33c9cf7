package org.wattsplit.testbed.device;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hierarchy of control groups that has the CPU controller.
 *
 * @param version {@code v1} or {@code v2}
 * @param mount where it is mounted
 * @param root the group that is mounted there
 */
record CpuHierarchy(String version, String mount, String root) {
    private static final String CONTROL = "/cgroup.subtree_control";
    private static final String PROCESSES = "/cgroup.procs";

    /** A quota as the control files state it; no microseconds where there is no limit. */
    record Quota(@Nullable String micros, String periodMicros) {}

    /** The one of version 1 where there is one, else that of version 2 when it has the controller. */
    static CpuHierarchy find(DeviceFiles files, CpuShare.Options options) {
        String mounts = options.proc() + "/" + options.pid() + "/mountinfo";
        @Nullable CpuHierarchy unified = null;
        for (String line : files.read(mounts).lines().toList()) {
            String[] sides = line.split(" - ", 2);
            String[] left = sides[0].split(" ", -1);
            String[] right = sides.length == 2 ? sides[1].split(" ", -1) : new String[0];
            if (left.length < 5 || right.length < 3) {
                continue;
            }
            if (right[0].equals("cgroup") && List.of(right[2].split(",", -1)).contains("cpu")) {
                return new CpuHierarchy("v1", unescape(left[4]), unescape(left[3]));
            }
            if (right[0].equals("cgroup2")) {
                unified = new CpuHierarchy("v2", unescape(left[4]), unescape(left[3]));
            }
        }
        if (unified == null || !hasWord(files, unified.mount() + "/cgroup.controllers")) {
            throw DeviceErrors.broken(
                    "the control groups of " + files.name(),
                    "with a CPU controller in " + mounts,
                    unified == null ? "none mounted" : "a unified hierarchy without it");
        }
        return unified;
    }

    private static boolean hasWord(DeviceFiles files, String path) {
        return List.of(files.read(path).split(" ", -1)).contains("cpu");
    }

    /** The kernel writes a space in a path as {@code \040}. */
    private static String unescape(String path) {
        return path.replace("\\040", " ");
    }

    /** The folder of the group that the process is in. */
    String groupOf(DeviceFiles files, CpuShare.Options options) {
        String path = options.proc() + "/" + options.pid() + "/cgroup";
        String group = files.read(path)
                .lines()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3
                        && (version.equals("v1")
                                ? List.of(parts[1].split(",", -1)).contains("cpu")
                                : parts[0].equals("0")))
                .map(parts -> parts[2])
                .findFirst()
                .orElse("");
        boolean below = root.equals("/") || group.equals(root) || group.startsWith(root + "/");
        if (group.isEmpty() || group.contains("..") || !below) {
            throw DeviceErrors.broken(path, "a group below " + root + ", which is mounted at " + mount, group);
        }
        String rest = root.equals("/") ? group : group.substring(root.length());
        return rest.equals("/") ? mount : mount + rest;
    }

    /** Lets groups in a folder have the controller: version 1 always does. */
    void enable(DeviceFiles files, String folder) {
        requireEnabling(files, folder);
        String control = folder + CONTROL;
        if (lacks(files, folder)) {
            files.write(control, "+cpu");
            if (lacks(files, folder)) {
                throw DeviceErrors.broken(control, "with cpu, as it was written", files.read(control));
            }
        }
    }

    /**
     * Checks that groups in a folder have the controller or can get it, without a change. But for the root of all groups, which
     * has no {@code cgroup.events}, the kernel gives it to groups below one only where that one holds no process itself. The
     * root that a container sees is another one's group, and holds the container's processes.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when they have not, and cannot
     */
    void requireEnabling(DeviceFiles files, String folder) {
        if (!lacks(files, folder) || !files.exists(folder + "/cgroup.events")) {
            return;
        }
        long processes = files.read(folder + PROCESSES).lines().count();
        if (processes > 0) {
            throw DeviceErrors.broken(
                    "the control group " + folder,
                    "without processes of its own, as groups below it get the CPU controller only then",
                    processes,
                    "it is a container's: move them into a group below first, as root there: mkdir -p " + folder
                            + "/init && xargs -n1 < " + folder + PROCESSES + " > " + folder + "/init" + PROCESSES);
        }
    }

    private boolean lacks(DeviceFiles files, String folder) {
        return version.equals("v2") && !hasWord(files, folder + CONTROL);
    }

    /** What each control file holds, in the order of writing. */
    Map<String, String> controls(String group, @Nullable String quota, String period) {
        Map<String, String> controls = new LinkedHashMap<>();
        if (version.equals("v1")) {
            controls.put(group + "/cpu.cfs_period_us", period);
            controls.put(group + "/cpu.cfs_quota_us", quota == null ? "-1" : quota);
        } else {
            controls.put(group + "/cpu.max", (quota == null ? "max" : quota) + " " + period);
        }
        return controls;
    }

    /** What the control files state, in the order of {@link #controls}. */
    Quota quota(List<String> texts) {
        String[] words = version.equals("v1")
                ? new String[] {texts.get(1), texts.get(0)}
                : texts.get(0).split(" ", 2);
        String micros = words[0];
        String periodMicros = words.length == 2 ? words[1] : "";
        boolean unlimited = micros.equals("max") || micros.startsWith("-");
        if (!periodMicros.matches("[1-9][0-9]{0,9}") || !(unlimited || micros.matches("[0-9]{1,19}"))) {
            throw DeviceErrors.broken("the quota of a control group", "microseconds of a period", texts);
        }
        return new Quota(unlimited ? null : micros, periodMicros);
    }
}
