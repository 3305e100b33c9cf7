package org.wattsplit.testbed.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Documents;

/**
 * What a knob found on a device before its first change, kept in a file until it was put back. A file of a process that
 * died says what the next one has to put back; one of a living process keeps others away from the knob.
 */
final class FoundState {
    private static final String FORMAT = "wattsplit-device-state";
    private static final int VERSION = 1;

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
            Check.that(format.equals(FORMAT) && version == VERSION, "the format", FORMAT + " " + VERSION, format);
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
        Content content = Documents.readJson(file, Content.class);
        boolean alive = ProcessHandle.of(content.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> startMillis(process) == content.startMillis())
                .isPresent();
        if (alive) {
            throw DeviceErrors.passing(knob + " of " + device, "free", "process " + content.pid() + ", which has it");
        }
        restore.accept(content.found());
        forget();
        told.accept("put back " + knob + " of " + device + " as it was before process " + content.pid()
                + ", which ended without doing so: " + content.found());
    }

    /** Keeps what was found, before the first change. */
    void keep(Map<String, String> found) {
        ProcessHandle own = ProcessHandle.current();
        Documents.writeJson(file, new Content(FORMAT, VERSION, own.pid(), startMillis(own), device, knob, found));
    }

    /** Removes the file, after all was put back. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file + ": " + e.getMessage(), e);
        }
    }

    /** A process id is used again; together with the start it is not. */
    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
