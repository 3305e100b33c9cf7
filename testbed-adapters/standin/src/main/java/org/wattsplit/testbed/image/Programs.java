package org.wattsplit.testbed.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.wattsplit.framework.file.Failures;

/** Runs programs of this machine and fails in words that name them. */
final class Programs {
    private static final int MOST_SECONDS = 120;

    private Programs() {}

    /** Runs a program, and returns what it printed, its errors included. */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed(command[0] + " did not end within " + MOST_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failed(command[0] + " ended with status " + process.exitValue() + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw Failures.of("run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(command[0] + " was interrupted");
        }
    }

    /** A failure that is no fault of the command's input. */
    static UncheckedIOException failed(String message) {
        return new UncheckedIOException(message, new IOException(message));
    }
}
