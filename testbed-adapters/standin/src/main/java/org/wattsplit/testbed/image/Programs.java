package org.wattsplit.testbed.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine and fails in words that name them. */
final class Programs {
    private static final int MOST_SECONDS = 120;

    private Programs() {}

    /** Runs a program, and returns what it printed, its errors included. */
    static String run(String... command) {
        return run(List.of(command));
    }

    /** Runs programs, each with the output of the one before it as its input, and returns what the last one printed. */
    @SafeVarargs
    static String run(List<String>... commands) {
        List<ProcessBuilder> builders = new ArrayList<>();
        for (List<String> command : commands) {
            builders.add(new ProcessBuilder(command));
        }
        ProcessBuilder last = builders.get(builders.size() - 1).redirectErrorStream(true);
        builders.subList(0, builders.size() - 1).forEach(each -> each.redirectError(ProcessBuilder.Redirect.DISCARD));
        List<String> words = commands[commands.length - 1];
        try {
            List<Process> processes =
                    builders.size() == 1 ? List.of(last.start()) : ProcessBuilder.startPipeline(builders);
            String output = new String(
                    processes.get(processes.size() - 1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            for (int i = 0; i < processes.size(); i++) {
                if (!processes.get(i).waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    processes.forEach(Process::destroyForcibly);
                    throw failed(commands[i].get(0) + " did not end within " + MOST_SECONDS + " s");
                }
            }
            for (int i = processes.size() - 1; i >= 0; i--) {
                int status = processes.get(i).exitValue();
                if (status != 0) {
                    throw failed(commands[i].get(0) + " ended with status " + status + ": " + output.strip());
                }
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + words.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(words.get(0) + " was interrupted");
        }
    }

    /** A failure that is no fault of the command's input. */
    static UncheckedIOException failed(String message) {
        return new UncheckedIOException(message, new IOException(message));
    }
}
