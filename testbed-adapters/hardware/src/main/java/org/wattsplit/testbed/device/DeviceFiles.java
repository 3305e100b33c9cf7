package org.wattsplit.testbed.device;

import java.time.Duration;
import java.util.List;

/**
 * Where a device's files and programs are: this machine or a remote one. Paths are absolute ones of the device. What
 * fails is a {@code TestbedException} of the part {@code edge}. For one thread at a time.
 */
public interface DeviceFiles extends AutoCloseable {
    /** The most bytes of a file, and of what a program prints. */
    int MOST_BYTES = 64 << 10;

    /** The device's name, for messages and names of files, such as {@code pi@raspberry:22}. */
    String name();

    /**
     * Writes files that exist, in order, then reads files: over SSH in one command.
     *
     * @return what each file of {@code reads} holds, without space at its end
     */
    List<String> exchange(List<Write> writes, List<String> reads);

    /** What a file holds, without space at its end. */
    default String read(String path) {
        return exchange(List.of(), List.of(path)).get(0);
    }

    /** Writes a file that exists. */
    default void write(String path, String text) {
        exchange(List.of(new Write(path, text)), List.of());
    }

    /** Whether a file or a folder is there. */
    boolean exists(String path);

    /** Whether a file is there that may be written. */
    boolean writable(String path);

    /** The names in a folder in ascending order; none when there is no such folder. */
    List<String> list(String folder);

    /** Makes a folder, if there is none; the one that it is in exists. */
    void makeFolder(String folder);

    /** Removes an empty folder, if it is there. */
    void removeFolder(String folder);

    /**
     * Runs a program to its end, without input and without a shell's reading of its arguments.
     *
     * @param command the program and its arguments
     * @param timeout when to give up, which fails with {@code retryCanHelp}
     */
    ProgramResult run(List<String> command, Duration timeout);

    /** Ends the connection, if there is one; a second call does nothing. */
    @Override
    void close();

    /**
     * A text to write.
     *
     * @param path an absolute path of the device
     * @param text all that the file is to hold
     */
    record Write(String path, String text) {}

    /**
     * How a program ended.
     *
     * @param exit its exit status
     * @param output what it printed, without space at the end
     * @param errors what it printed as errors, without space at the end
     */
    record ProgramResult(int exit, String output, String errors) {}
}
