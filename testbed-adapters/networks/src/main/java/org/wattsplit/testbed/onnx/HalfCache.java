package org.wattsplit.testbed.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.testbed.onnx.format.ModelProto;

/**
 * Files of halves in a folder, which take no more than so many bytes: what was not used for longest goes first.
 * Processes and threads may share a folder. Other files in it are left alone.
 */
final class HalfCache {
    private static final String SUFFIX = ".half.onnx";
    /** Locks of files hold between processes only. */
    private static final Object IN_PROCESS = new Object();

    private final Path folder;
    private final long limitBytes;
    private final InstantSource clock;

    HalfCache(Path folder, long limitBytes, InstantSource clock) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.clock = clock;
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private record Entry(Path file, long bytes, FileTime used) {}

    /**
     * The file of that name, which is written when it is not there.
     *
     * @param name letters, digits and hyphens
     * @throws InputException when it alone has more bytes than the cache may have
     */
    Path get(String name, Supplier<ModelProto> model) {
        Path file = folder.resolve(name + SUFFIX);
        return locked(() -> {
            if (!Files.exists(file)) {
                write(file, model.get());
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return file;
        });
    }

    private void write(Path file, ModelProto model) throws IOException {
        long bytes = model.getSerializedSize();
        if (bytes > limitBytes) {
            throw InputException.of("the bytes of the cache " + folder, "at least " + bytes, limitBytes)
                    .maybe("give it room for several halves of the model");
        }
        makeRoom(limitBytes - bytes);
        OnnxFile.write(file, model);
    }

    /** Forgets a file. */
    void remove(String name) {
        locked(() -> Files.deleteIfExists(folder.resolve(name + SUFFIX)));
    }

    private void makeRoom(long allowed) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX + "*")) {
            for (Path file : files) {
                if (file.toString().endsWith(SUFFIX)) {
                    entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
                } else {
                    // Writing it was cut off: whoever writes holds the lock.
                    Files.deleteIfExists(file);
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        for (Entry entry : entries) {
            if (bytes <= allowed) {
                return;
            }
            Files.deleteIfExists(entry.file());
            bytes -= entry.bytes();
        }
    }

    private <T> T locked(Action<T> action) {
        synchronized (IN_PROCESS) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(
                                folder.resolve("halves.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = channel.lock()) {
                    return action.run();
                }
            } catch (IOException e) {
                throw Failures.of("use the cache " + folder, e);
            }
        }
    }
}
