package org.wattsplit.testbed.device;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files of this machine, some of which hold something else than was written, or refuse it, by their name. */
class FaultyFiles implements DeviceFiles {
    private final LocalFiles files = new LocalFiles();
    /** What a file says whatever is written to it. */
    final Map<String, String> stuck = new HashMap<>();
    /** Files that refuse what is written. */
    final Set<String> denied = new HashSet<>();
    /** What was written, as {@code FILE=TEXT}. */
    final List<String> written = new ArrayList<>();

    @Override
    public String name() {
        return "a stand-in";
    }

    @Override
    public List<String> exchange(List<Write> writes, List<String> reads) {
        for (Write write : writes) {
            String name = Path.of(write.path()).getFileName().toString();
            if (denied.contains(name)) {
                throw DeviceErrors.broken(write.path(), "a file that takes " + write.text(), "no permission");
            }
            take(write);
            written.add(name + "=" + write.text());
        }
        return files.exchange(List.of(), reads);
    }

    /** Writes what was not refused. */
    void take(Write write) {
        String name = Path.of(write.path()).getFileName().toString();
        files.write(write.path(), stuck.getOrDefault(name, write.text()) + "\n");
    }

    @Override
    public boolean exists(String path) {
        return files.exists(path);
    }

    @Override
    public boolean writable(String path) {
        return files.writable(path)
                && !denied.contains(Path.of(path).getFileName().toString());
    }

    @Override
    public List<String> list(String folder) {
        return files.list(folder);
    }

    @Override
    public void makeFolder(String folder) {
        files.makeFolder(folder);
    }

    @Override
    public void removeFolder(String folder) {
        files.removeFolder(folder);
    }

    @Override
    public ProgramResult run(List<String> command, Duration timeout) {
        return files.run(command, timeout);
    }

    @Override
    public void close() {
        files.close();
    }
}
