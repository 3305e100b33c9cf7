package org.wattsplit.testbed.device;

import java.util.stream.IntStream;
import org.wattsplit.testbed.device.CpuFrequency.Options;

/** Files that the kernels of some devices show, as far as knobs read them. */
enum DeviceTrees {
    /** A Raspberry Pi 4: one clock. */
    PI {
        @Override
        void fill(TreeFiles files) {
            policy(files, 0, "0 1 2 3", IntStream.rangeClosed(6, 18).map(step -> step * 100_000));
            cgroups(files, "/user.slice");
            files.texts.put(FirmwareThrottling.FILE, "0");
        }
    },
    /** A Jetson AGX Orin in a power mode that takes the second four processors off. */
    ORIN {
        @Override
        void fill(TreeFiles files) {
            int[] khz = {115_200, 192_000, 268_800, 729_600, 1_190_400, 1_510_400, 1_984_000};
            policy(files, 0, "0 1 2 3", IntStream.of(khz));
            policy(files, 4, "", IntStream.of(khz));
            files.list(Options.ROOT + "/policy4")
                    .forEach(file -> files.refusals.put(Options.ROOT + "/policy4/" + file, "Device or resource busy"));
            cgroups(files, "/");
        }
    },
    /** An RK3588: two kinds of processors with tables of their own, in three clusters. */
    RK3588 {
        @Override
        void fill(TreeFiles files) {
            int[] little = {408_000, 600_000, 816_000, 1_008_000, 1_200_000, 1_416_000, 1_608_000, 1_800_000};
            IntStream big = IntStream.concat(IntStream.of(little), IntStream.of(2_016_000, 2_208_000, 2_400_000));
            int[] bigKhz = big.toArray();
            policy(files, 0, "0 1 2 3", IntStream.of(little));
            policy(files, 4, "4 5", IntStream.of(bigKhz));
            policy(files, 6, "6 7", IntStream.of(bigKhz));
            cgroups(files, "/system.slice/edge.service");
        }
    },
    /** A laptop, whose driver has no table and neither a governor userspace. */
    LAPTOP {
        @Override
        void fill(TreeFiles files) {
            for (int i = 0; i < 4; i++) {
                policy(files, i, String.valueOf(i), IntStream.of(400_000, 4_600_000));
                String folder = Options.ROOT + "/policy" + i;
                files.texts.remove(folder + "/scaling_available_frequencies");
                files.texts.put(folder + "/scaling_available_governors", "performance powersave");
            }
            cgroups(files, "/user.slice");
        }
    };

    abstract void fill(TreeFiles files);

    TreeFiles files() {
        TreeFiles files = new TreeFiles();
        fill(files);
        return files;
    }

    private static void policy(TreeFiles files, int number, String processors, IntStream frequencies) {
        int[] khz = frequencies.toArray();
        StringBuilder list = new StringBuilder();
        IntStream.of(khz).forEach(one -> list.append(one).append(' '));
        int least = khz[0];
        int greatest = khz[khz.length - 1];
        files.folder(Options.ROOT + "/policy" + number, """
                affected_cpus: %s
                cpuinfo_max_freq: %d
                cpuinfo_min_freq: %d
                scaling_available_frequencies: %s
                scaling_available_governors: conservative ondemand userspace powersave performance schedutil
                scaling_cur_freq: %d
                scaling_governor: schedutil
                scaling_max_freq: %d
                scaling_min_freq: %d
                scaling_setspeed: <unsupported>
                """.formatted(
                        processors, greatest, least, list, least, greatest, least));
    }

    private static void cgroups(TreeFiles files, String group) {
        files.folder("/proc/" + ProcessHandle.current().pid(), """
                cgroup: 0::%s
                mountinfo: 31 23 0:29 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw
                """.formatted(group));
        files.folder("/sys/fs/cgroup", """
                cgroup.controllers: cpuset cpu io
                cgroup.procs: 1
                cgroup.subtree_control: cpu
                """);
        files.folder("/sys/fs/cgroup" + (group.equals("/") ? "" : group), "cgroup.procs: 4242");
    }
}
