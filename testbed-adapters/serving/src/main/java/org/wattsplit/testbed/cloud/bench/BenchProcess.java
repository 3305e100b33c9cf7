package org.wattsplit.testbed.cloud.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;

/** The process that transfers and loads are sent to. It ends when this one closes it or is gone. */
final class BenchProcess implements AutoCloseable {
    private static final long SECONDS_TO_END = 15;

    private final Process process;
    private final BufferedReader out;
    private final BenchPeer.Ports ports;

    private BenchProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.ports = read(BenchPeer.Ports.class);
    }

    /** Starts it with this process's options of Java; it serves when this returns. */
    static BenchProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // An agent of this process, a debugger's say, is not there twice.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-agent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchPeerMain.class.getName()));
        try {
            return new BenchProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw Failures.of("start a second process", e);
        }
    }

    BenchPeer.Ports ports() {
        return ports;
    }

    /** Its memory so far; it serves no more then. */
    Memory memory() {
        endInput();
        return read(Memory.class);
    }

    private <T> T read(Class<T> type) {
        try {
            String line = out.readLine();
            // Some options of Java make it say something first.
            while (line != null && !line.startsWith("{")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new UncheckedIOException(new IOException("The second process ended; its words stand above"));
            }
            return Documents.readJsonLine(line, "the second process", 1, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            endInput();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
