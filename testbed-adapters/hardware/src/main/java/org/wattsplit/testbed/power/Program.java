package org.wattsplit.testbed.power;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of this machine for what it says. */
interface Program {
    /**
     * What it says on both its outputs, up to 4096 bytes of it.
     *
     * @param command the program and its arguments; no shell sees them
     * @throws MeterException when it can't be run, fails or takes too long
     */
    String run(List<String> command);

    /** Runs programs that must end within a time. */
    static Program within(Duration timeout) {
        record Within(Duration timeout) implements Program {
            private static final int MOST_BYTES = 4096;

            @Override
            public String run(List<String> command) {
                String name = command.get(0);
                try {
                    Process process = new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .start();
                    try {
                        process.getOutputStream().close();
                        // One that says more than fits into the pipe doesn't end by itself.
                        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                            throw new MeterException(name + " didn't end within " + timeout.toMillis() + " ms");
                        }
                        String said =
                                new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                        if (process.exitValue() != 0) {
                            throw Figures.expected(
                                    "the exit status of " + name, "0", process.exitValue() + ": " + said.strip());
                        }
                        return said;
                    } finally {
                        process.destroyForcibly();
                    }
                } catch (IOException e) {
                    throw new MeterException("cannot run " + name + ": " + e.getMessage(), e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new MeterException("interrupted", e);
                }
            }
        }
        return new Within(timeout);
    }
}
