package org.wattsplit.testbed.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Process files and control groups in a folder, which behave as the kernel's do where the knob relies on it. */
final class FakeCgroups extends FaultyFiles {
    private final Path root;
    private final boolean unified;

    FakeCgroups(Path root, boolean unified) {
        this.root = root;
        this.unified = unified;
        populate(mount());
        if (unified) {
            put(mount().resolve("cgroup.controllers"), "cpuset cpu io");
        }
    }

    Path mount() {
        return root.resolve("cgroup");
    }

    String proc() {
        return root.resolve("proc").toString();
    }

    /** A process in a group, whose folder is made. */
    void process(long pid, String group) {
        Path folder = root.resolve("proc").resolve(Long.toString(pid));
        put(folder.resolve("cgroup"), "4:memory:/elsewhere\n" + (unified ? "0::" : "3:cpuacct,cpu:") + group + "\n");
        put(
                folder.resolve("mountinfo"),
                "22 1 0:5 / /proc rw shared:1 - proc proc rw\n31 23 0:29 / " + mount() + " rw,relatime - "
                        + (unified ? "cgroup2 cgroup2 rw" : "cgroup cgroup rw,cpuacct,cpu") + "\n");
        Path own = mount();
        for (Path name : Path.of(group.substring(1))) {
            own = own.resolve(name);
            if (!Files.exists(own)) {
                populate(own);
            }
        }
        add(own, pid);
    }

    /** Ends a process. */
    void kill(long pid) {
        groups().forEach(group -> remove(group, pid));
        delete(root.resolve("proc").resolve(Long.toString(pid)));
    }

    List<String> processes(String group) {
        return text(mount().resolve(group).resolve("cgroup.procs")).lines().toList();
    }

    String control(String path) {
        return text(mount().resolve(path));
    }

    private void populate(Path group) {
        put(group.resolve("cgroup.procs"), "");
        if (!unified) {
            put(group.resolve("cpu.cfs_period_us"), "100000\n");
            put(group.resolve("cpu.cfs_quota_us"), "-1\n");
        } else {
            put(group.resolve("cgroup.subtree_control"), "");
            if (!group.equals(mount())) {
                put(group.resolve("cgroup.events"), "populated 0\n");
            }
            Path above = group.resolveSibling("cgroup.subtree_control");
            put(group.resolve("cgroup.controllers"), Files.exists(above) ? text(above) : "");
            if (Files.exists(above) && text(above).contains("cpu")) {
                put(group.resolve("cpu.max"), "max 100000\n");
            }
        }
    }

    private void add(Path group, long pid) {
        put(group.resolve("cgroup.procs"), text(group.resolve("cgroup.procs")) + pid + "\n");
    }

    private void remove(Path group, long pid) {
        Path file = group.resolve("cgroup.procs");
        put(
                file,
                text(file)
                        .lines()
                        .filter(line -> !line.equals(Long.toString(pid)))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
    }

    private List<Path> groups() {
        try (Stream<Path> paths = Files.walk(mount())) {
            return paths.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void take(Write write) {
        Path path = Path.of(write.path());
        switch (path.getFileName().toString()) {
            case "cgroup.procs" -> move(path, Long.parseLong(write.text()));
            case "cgroup.subtree_control" -> enable(write);
            default -> super.take(write);
        }
    }

    private void enable(Write write) {
        Path group = Path.of(write.path()).resolveSibling(".").normalize();
        if (Files.exists(group.resolve("cgroup.events"))
                && !text(group.resolve("cgroup.procs")).isEmpty()) {
            throw DeviceErrors.broken(write.path(), "a file that takes " + write.text(), "Device or resource busy");
        }
        super.take(new Write(write.path(), "cpu"));
    }

    /** Makes the mount what a container sees as root: a group like others. */
    FakeCgroups inContainer() {
        put(mount().resolve("cgroup.events"), "populated 1\n");
        return this;
    }

    private void move(Path path, long pid) {
        Path process = root.resolve("proc").resolve(Long.toString(pid));
        if (!Files.exists(process)) {
            throw DeviceErrors.broken(path.toString(), "a file that takes " + pid, "No such process");
        }
        groups().forEach(group -> remove(group, pid));
        Path group = path.resolveSibling(".").normalize();
        add(group, pid);
        put(process.resolve("cgroup"), (unified ? "0::/" : "3:cpuacct,cpu:/") + mount().relativize(group) + "\n");
    }

    @Override
    public void makeFolder(String folder) {
        if (!exists(folder)) {
            populate(Path.of(folder));
        }
    }

    @Override
    public void removeFolder(String folder) {
        if (!text(Path.of(folder, "cgroup.procs")).isEmpty()) {
            throw DeviceErrors.broken(folder, "a folder that can be removed", "Device or resource busy");
        }
        delete(Path.of(folder));
    }

    @Override
    public ProgramResult run(List<String> command, Duration timeout) {
        throw new UnsupportedOperationException(String.join(" ", command));
    }

    private static void put(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> all = new ArrayList<>(paths.toList());
            all.sort(Comparator.reverseOrder());
            for (Path path : all) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
