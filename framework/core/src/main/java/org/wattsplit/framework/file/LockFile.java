package org.wattsplit.framework.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An empty file that one thread of one process has at a time. The lock on it is the operating system's: it ends with its
 * process, also when that is killed. The file goes when it is let go of. Links are not followed, and nothing is written.
 */
public final class LockFile implements AutoCloseable {
    /**
     * Those of this process. Their channels must not be opened twice: locks are between processes, and closing the second would
     * end the first's.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    /** Which file it is, as another may lie there later. */
    private final BasicFileAttributes identity;

    private LockFile(Path file, FileChannel channel, BasicFileAttributes identity) {
        this.file = file;
        this.channel = channel;
        this.identity = identity;
    }

    /** Makes a file where there is none. */
    @FunctionalInterface
    public interface Maker {
        /** Makes it; {@link FileAlreadyExistsException} where there is one. */
        void make(Path file) throws IOException;
    }

    /**
     * Takes a lock, without waiting.
     *
     * @param maker makes the file where there is none
     * @return null where another has it
     * @throws NoSuchFileException when the file went away meanwhile, with the process that had it: another try may get it
     * @throws IOException when there is something else, or nothing can be made
     */
    public static @Nullable LockFile take(Path file, Maker maker) throws IOException {
        if (!OWN.add(file)) {
            return null;
        }
        FileChannel channel = null;
        LockFile taken = null;
        try {
            try {
                maker.make(file);
            } catch (FileAlreadyExistsException e) {
                // Another's, who has it or was killed.
            }
            BasicFileAttributes identity = identity(file);
            if (!identity.isRegularFile()) {
                throw new IOException("something that is no ordinary file");
            }
            // For both, as a pipe that lies there by now would keep a writer waiting.
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            if (channel.tryLock() == null) {
                return null;
            }
            if (!isThere(file, identity)) {
                throw new NoSuchFileException(file.toString());
            }
            taken = new LockFile(file, channel, identity);
            return taken;
        } finally {
            if (taken == null) {
                if (channel != null) {
                    channel.close();
                }
                OWN.remove(file);
            }
        }
    }

    /** Whether this process has it. */
    public static boolean isOwn(Path file) {
        return OWN.contains(file);
    }

    private static BasicFileAttributes identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a file is still the one that it was. The number of one that is gone is used again, but later. */
    private static boolean isThere(Path file, BasicFileAttributes identity) throws IOException {
        try {
            BasicFileAttributes now = identity(file);
            return Objects.equals(now.fileKey(), identity.fileKey())
                    && now.lastModifiedTime().equals(identity.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether it is not let go of yet. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Lets go of it; nothing happens when that was done before, as the file may be another's then. */
    @Override
    public void close() {
        if (!isOpen()) {
            return;
        }
        // It goes while it is locked: who opened it before sees that it is not the one that lies there.
        try (channel) {
            if (isThere(file, identity)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // What stays there, such as another user's, holds nobody up.
            return;
        } finally {
            OWN.remove(file);
        }
    }
}
