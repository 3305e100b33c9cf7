package org.wattsplit.testbed.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A device's files in memory, at the paths that the kernel has them at; some cannot be read. No program is there. */
final class TreeFiles implements DeviceFiles {
    /** The paths that there are, with what they hold. */
    final Map<String, String> texts = new TreeMap<>();
    /** Files that cannot be read or written, with the reason. */
    final Map<String, String> refusals = new HashMap<>();

    /** Adds the files of a folder, one in a line as {@code FILE: TEXT}. */
    TreeFiles folder(String folder, String files) {
        files.lines().forEach(line -> {
            String[] parts = line.split(": ?", 2);
            texts.put(folder + "/" + parts[0], parts[1]);
        });
        return this;
    }

    @Override
    public String name() {
        return "a tree";
    }

    @Override
    public List<String> exchange(List<Write> writes, List<String> reads) {
        for (Write write : writes) {
            require(write.path(), "a file that takes " + write.text());
            texts.put(write.path(), write.text());
        }
        List<String> read = new ArrayList<>();
        for (String path : reads) {
            require(path, "a readable file");
            read.add(String.valueOf(texts.get(path)).stripTrailing());
        }
        return read;
    }

    private void require(String path, String rule) {
        if (refusals.containsKey(path)) {
            throw DeviceErrors.broken(path, rule, String.valueOf(refusals.get(path)));
        }
        if (!texts.containsKey(path)) {
            throw DeviceErrors.broken(path, rule, "none");
        }
    }

    @Override
    public boolean exists(String path) {
        return texts.keySet().stream().anyMatch(one -> one.equals(path) || one.startsWith(path + "/"));
    }

    @Override
    public boolean writable(String path) {
        return exists(path) && !"Permission denied".equals(refusals.get(path));
    }

    @Override
    public List<String> list(String folder) {
        return texts.keySet().stream()
                .filter(path -> path.startsWith(folder + "/"))
                .map(path -> path.substring(folder.length() + 1).split("/", -1)[0])
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    @Override
    public void makeFolder(String folder) {
        throw new UnsupportedOperationException(folder);
    }

    @Override
    public void removeFolder(String folder) {
        throw new UnsupportedOperationException(folder);
    }

    @Override
    public ProgramResult run(List<String> command, Duration timeout) {
        throw DeviceErrors.broken(command.get(0), "a program that can be started on " + name(), "none");
    }

    @Override
    public void close() {}
}
