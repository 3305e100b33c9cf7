package org.wattsplit.testbed.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * What a knob found on a device before its first change, kept in a file until it was put back, and the right to change the
 * device. A file of a process that died says what the next one of its user has to put back. Others are kept away by a lock
 * that all users of the machine see, and by the file of a living process.
 */
final class FoundState {
    /** The files of knobs that this process has now. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final String FORMAT = "wattsplit-device-state";
    private static final int VERSION = 1;
    private static final Format<Content> FILE = Format.of(FORMAT, VERSION, Content.class);

    private final Path file;
    private final String device;
    private final String knob;
    private final Locks locks;
    private @Nullable DeviceLock lock;
    private boolean kept;

    /**
     * The state of a knob of a device.
     *
     * @param folder where the files of all knobs are, on the machine that controls
     */
    FoundState(Path folder, Locks locks, String device, String knob) {
        this.locks = locks;
        this.file = folder.resolve((device + "-" + knob).replaceAll("[^A-Za-z0-9._-]", "_") + ".json");
        this.device = device;
        this.knob = knob;
    }

    /**
     * What is locked.
     *
     * @param folder where locks are
     * @param parts the parts of the device that the knob changes
     */
    record Locks(Path folder, List<String> parts) {
        /** Locks that all users of the machine see. */
        static Locks of(List<String> parts) {
            return new Locks(DeviceLock.folder(), parts);
        }
    }

    /** The file's content. */
    private record Content(
            String format,
            int version,
            long pid,
            long startMillis,
            String device,
            String knob,
            Map<String, String> found) {
        Content {
            Check.that(!found.isEmpty(), "what was found", "something", "nothing");
            // The order is that of putting back.
            found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
        }
    }

    /**
     * Takes the right to change the device, until {@link #letGo}; puts back what a process that died found, if there is such a
     * file, and tells so.
     *
     * @throws TestbedException when a living process, this one included, has the knob, or the file cannot be used
     */
    void recover(Consumer<Map<String, String>> restore, Consumer<String> told) {
        DeviceLock taken = DeviceLock.of(locks.folder(), device, locks.parts());
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                recover(read(), restore, told);
            }
            lock = taken;
        } finally {
            if (lock == null) {
                taken.close();
            }
        }
    }

    private void recover(Content content, Consumer<Map<String, String>> restore, Consumer<String> told) {
        boolean own = content.pid() == ProcessHandle.current().pid();
        boolean alive = ProcessHandle.of(content.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> startMillis(process) == content.startMillis())
                .isPresent();
        if (own ? HELD.contains(file) : alive) {
            throw DeviceErrors.passing(knob + " of " + device, "free", "process " + content.pid() + ", which has it");
        }
        try {
            restore.accept(content.found());
        } catch (TestbedException e) {
            throw new TestbedException(
                    e.part(),
                    e.retryCanHelp(),
                    file + " says what is to be put back: " + DeviceErrors.words(e) + DeviceErrors.maybe(byHand()));
        }
        forget();
        told.accept("put back " + knob + " of " + device + " as it was before process " + content.pid()
                + ", which did not do so: " + content.found());
    }

    private Content read() {
        try {
            Content content = FILE.readJson(file);
            if (!content.device().equals(device) || !content.knob().equals(knob)) {
                throw InputException.of(
                                "the state", "of " + knob + " of " + device, content.knob() + " of " + content.device())
                        .at(file.toString(), 0, 0);
            }
            return content;
        } catch (InputException | UncheckedIOException e) {
            throw new TestbedException(
                    "edge",
                    false,
                    "What " + knob + " of " + device + " was before is not known: " + DeviceErrors.words(e)
                            + DeviceErrors.maybe(byHand()));
        }
    }

    private String byHand() {
        return "put " + knob + " of " + device + " back by hand where that is needed, and remove " + file;
    }

    /**
     * Keeps what was found, before the first change.
     *
     * @throws TestbedException when another has the knob since this was opened
     */
    void keep(Map<String, String> found) {
        if (Files.exists(file) || !HELD.add(file)) {
            throw DeviceErrors.passing(knob + " of " + device, "free", "another, which has it by " + file);
        }
        kept = true;
        keepInstead(found);
    }

    /** Keeps something else in the place of what was kept before. */
    void keepInstead(Map<String, String> found) {
        ProcessHandle own = ProcessHandle.current();
        Documents.writeJson(file, new Content(FORMAT, VERSION, own.pid(), startMillis(own), device, knob, found));
    }

    /** Ends the use of the knob by this process: where the file still is, the next one puts back what was found. */
    void letGo() {
        if (kept) {
            HELD.remove(file);
            kept = false;
        }
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    /** Removes the file, after all was put back. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Failures.of("remove " + file, e);
        }
    }

    /** A process id is used again; together with the start it is not. */
    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
