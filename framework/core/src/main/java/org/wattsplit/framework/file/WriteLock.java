package org.wattsplit.framework.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.wattsplit.framework.check.InputException;

/**
 * The right to write some files or folders, which one command has at a time, among all processes and the threads of each.
 * Whoever comes second is refused at once. The lock is the operating system's: it ends with its process, also when that is
 * killed.
 *
 * <p>A lock is a hidden file that lies where the output does, so that users, containers and machines that share a folder
 * see the same one; in a home it would be each user's own. The output itself cannot be locked: it is replaced as a whole,
 * and a process gives up its lock on a file when it closes any stream of it. The lock file goes when the lock is let go of,
 * and the folders with it that were made for it alone; the one of a killed process stays until the next command.
 */
public final class WriteLock implements AutoCloseable {
    private static final String SUFFIX = ".lock";
    private static final String IN_FOLDER = ".wattsplit" + SUFFIX;

    private static final int TRIES = 1000;

    private final List<Held> held;

    private WriteLock(List<Held> held) {
        this.held = held;
    }

    /** A lock file, and the folders made for it, innermost first. */
    private record Held(LockFile lock, List<Path> made) {
        void release() {
            if (!lock.isOpen()) {
                return;
            }
            lock.close();
            try {
                remove(made);
            } catch (IOException e) {
                // What stays there holds nobody up.
                return;
            }
        }
    }

    /**
     * The right to write a file, or all of a folder that may not be there yet.
     *
     * @throws InputException where another command has it
     */
    public static WriteLock of(Path target) {
        return of(List.of(target));
    }

    /**
     * The right to write some files, or folders that may not be there yet; all of them or none.
     *
     * @throws InputException where another command has one of them
     */
    public static WriteLock of(Collection<Path> targets) {
        List<Held> held = new ArrayList<>();
        WriteLock lock = new WriteLock(held);
        boolean all = false;
        try {
            // In one order, so that of two commands that want the same at once one gets it.
            for (Path target : targets.stream()
                    .sorted(Comparator.comparing(Path::toAbsolutePath))
                    .toList()) {
                Path folder = Objects.requireNonNullElse(target.toAbsolutePath().getParent(), target);
                held.add(take(target, folder, "." + target.getFileName() + SUFFIX));
                AtomicFile.sweep(folder, String.valueOf(target.getFileName()));
                if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    AtomicFile.sweep(target, "");
                }
            }
            all = true;
            return lock;
        } finally {
            if (!all) {
                lock.close();
            }
        }
    }

    /**
     * The right to write into a folder, which is made when there is none, for a command that need not be allowed to write
     * where the folder lies. It says nothing of files and folders in it that others have locks of.
     *
     * @throws InputException where another command has it
     */
    public static WriteLock inside(Path folder) {
        WriteLock lock = new WriteLock(List.of(take(folder, folder.toAbsolutePath(), IN_FOLDER)));
        AtomicFile.sweep(folder, "");
        return lock;
    }

    private static Held take(Path target, Path folder, String name) {
        try {
            for (int tries = 1; ; tries++) {
                try {
                    return takeOnce(target, folder, name);
                } catch (NoSuchFileException e) {
                    // It went away under it, with a command that ended meanwhile; more often than that it cannot be
                    // made.
                    if (tries == TRIES) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw Failures.writing(target, e);
        }
    }

    private static Held takeOnce(Path target, Path folder, String name) throws IOException {
        List<Path> made = make(folder);
        Held held = null;
        try {
            LockFile lock = LockFile.take(folder.toRealPath().resolve(name), Files::createFile);
            if (lock == null) {
                throw refused(target);
            }
            held = new Held(lock, made);
            return held;
        } finally {
            if (held == null) {
                remove(made);
            }
        }
    }

    /** Makes a folder where there is none, and tells which ones this made for it, innermost first. */
    private static List<Path> make(Path folder) throws IOException {
        List<Path> made = new ArrayList<>();
        if (!Files.exists(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                made.addAll(make(parent));
            }
            try {
                Files.createDirectory(folder);
                made.add(0, folder);
            } catch (FileAlreadyExistsException e) {
                // Another command was faster.
                return made;
            }
        }
        return made;
    }

    /** Removes folders from the innermost on, until one has something in it. */
    private static void remove(List<Path> folders) throws IOException {
        try {
            for (Path folder : folders) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            return;
        }
    }

    private static InputException refused(Path target) {
        return new InputException(target + " is being written by another command")
                .maybe("wait until that has ended, or name another path, each of which a command can write once");
    }

    /** Lets go of it; nothing happens when that was done before. */
    @Override
    public void close() {
        // The first may have made the folder of the others.
        for (int i = held.size() - 1; i >= 0; i--) {
            held.get(i).release();
        }
    }
}
