package org.wattsplit.testbed.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.LockFile;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * The right to change parts of a device, which one process of a machine has at a time, whoever its user is. Whoever comes
 * second is refused at once. The lock is the operating system's: it ends with its process, also when that is killed.
 *
 * <p>A lock is an empty file in a folder that is the same for all users, named by what is locked. Every user may open it, as
 * another one may have been killed while having it. It goes with the lock where its owner lets go of it. Links are not
 * followed and nothing is written, so that it does not matter who else can make files there.
 */
final class DeviceLock implements AutoCloseable {
    /** Folders where every user may make files that no other may remove. */
    private static final List<String> SHARED = List.of("/run/lock", "/tmp");

    private static final int STICKY_AND_WRITABLE = 01002;
    private static final int MOST_NAME = 100;
    private static final int TRIES = 1000;

    private final List<LockFile> held = new ArrayList<>();

    private DeviceLock() {}

    /** The folder of locks. Who runs this has no say in it. */
    static Path folder() {
        return SHARED.stream()
                .map(Path::of)
                .filter(DeviceLock::isShared)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    private static boolean isShared(Path folder) {
        try {
            Object mode = Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && mode instanceof Integer bits
                    && (bits & STICKY_AND_WRITABLE) == STICKY_AND_WRITABLE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The right to change some parts of a device, all of them or none.
     *
     * @param folder where the lock files are
     * @param parts what each part is called on the device, such as a folder of it
     * @throws TestbedException when another has one of them
     */
    static DeviceLock of(Path folder, String device, List<String> parts) {
        DeviceLock lock = new DeviceLock();
        boolean all = false;
        try {
            // In one order, so that of two that want the same at once one gets it.
            for (String part : parts.stream().distinct().sorted().toList()) {
                lock.held.add(take(folder, part + " of " + device));
            }
            all = true;
            return lock;
        } finally {
            if (!all) {
                lock.close();
            }
        }
    }

    private static LockFile take(Path folder, String what) {
        String words = what.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^_+", "");
        String name = "wattsplit-" + words.substring(0, Math.min(words.length(), MOST_NAME)) + "-"
                + Checksum.ofText(what).substring(0, 16) + ".lock";
        Path file = folder.resolve(name);
        if (LockFile.isOwn(file)) {
            throw refused(what, "process " + ProcessHandle.current().pid() + ", this one, which has it", file);
        }
        try {
            for (int tries = 1; ; tries++) {
                try {
                    LockFile lock = LockFile.take(file, DeviceLock::make);
                    if (lock == null) {
                        throw refused(what, "another process, which has it", file);
                    }
                    return lock;
                } catch (NoSuchFileException e) {
                    // It went away under it, with a process that ended meanwhile.
                    if (!Files.isDirectory(folder)) {
                        throw e;
                    }
                    if (tries == TRIES) {
                        throw refused(what, "others, which come and go", file);
                    }
                }
            }
        } catch (IOException e) {
            throw DeviceErrors.broken(
                    "the lock file " + file,
                    "a file that can be made, read and written",
                    Failures.reason(e),
                    "look who made it, and remove it; every user must be able to make files in " + folder);
        }
    }

    /** Makes the file, if there is none, as one that every user may open from its first moment on. */
    private static void make(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path fresh = Files.createTempFile(file.resolveSibling(".").normalize(), "wattsplit-", ".new");
        try {
            if (Files.getFileAttributeView(fresh, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
            Files.createLink(file, fresh);
        } finally {
            Files.delete(fresh);
        }
    }

    private static TestbedException refused(String what, String given, Path file) {
        return DeviceErrors.passing(
                what,
                "free",
                given + DeviceErrors.maybe("wait until it has ended; 'fuser " + file + "' says which process it is"));
    }

    /** Lets go of it; nothing happens when that was done before. */
    @Override
    public void close() {
        held.forEach(LockFile::close);
        held.clear();
    }
}
