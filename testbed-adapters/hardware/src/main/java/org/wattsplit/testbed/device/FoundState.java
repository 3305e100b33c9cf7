package org.wattsplit.testbed.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.Format;

/**
 * What a knob found on a device before its first change, kept in a file until it was put back. A file of a process that
 * died says what the next one has to put back; one of a living process keeps others away from the knob.
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

    /**
     * The state of a knob of a device.
     *
     * @param folder where the files of all knobs are, on the machine that controls
     */
    FoundState(Path folder, String device, String knob) {
        this.file = folder.resolve((device + "-" + knob).replaceAll("[^A-Za-z0-9._-]", "_") + ".json");
        this.device = device;
        this.knob = knob;
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
            // The order is that of putting back.
            found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
        }
    }

    /**
     * Puts back what a process that died found, if there is such a file, and tells so.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when a living process, this one included, has the knob
     */
    void recover(Consumer<Map<String, String>> restore, Consumer<String> told) {
        if (!Files.exists(file)) {
            return;
        }
        Content content = FILE.readJson(file);
        boolean own = content.pid() == ProcessHandle.current().pid();
        boolean alive = ProcessHandle.of(content.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> startMillis(process) == content.startMillis())
                .isPresent();
        if (own ? HELD.contains(file) : alive) {
            throw DeviceErrors.passing(knob + " of " + device, "free", "process " + content.pid() + ", which has it");
        }
        restore.accept(content.found());
        forget();
        told.accept("put back " + knob + " of " + device + " as it was before process " + content.pid()
                + ", which did not do so: " + content.found());
    }

    /**
     * Keeps what was found, before the first change.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when another has the knob since this was opened
     */
    void keep(Map<String, String> found) {
        if (Files.exists(file) || !HELD.add(file)) {
            throw DeviceErrors.passing(knob + " of " + device, "free", "another, which has it by " + file);
        }
        ProcessHandle own = ProcessHandle.current();
        Documents.writeJson(file, new Content(FORMAT, VERSION, own.pid(), startMillis(own), device, knob, found));
    }

    /** Ends the use of the knob by this process: where the file still is, the next one puts back what was found. */
    void letGo() {
        HELD.remove(file);
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
