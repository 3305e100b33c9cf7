package org.wattsplit.testbed.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.testbed.TestbedException;

/** Files and programs of this machine. */
public final class LocalFiles implements DeviceFiles {
    @Override
    public String name() {
        return "this machine";
    }

    @Override
    public List<String> exchange(List<Write> writes, List<String> reads) {
        for (Write write : writes) {
            try {
                Files.writeString(
                        Path.of(write.path()),
                        write.text(),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                throw DeviceErrors.broken(write.path(), "a file that takes " + write.text(), reason(e));
            }
        }
        List<String> texts = new ArrayList<>();
        for (String path : reads) {
            try (InputStream in = Files.newInputStream(Path.of(path))) {
                texts.add(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).stripTrailing());
            } catch (IOException e) {
                throw DeviceErrors.broken(path, "a readable file", reason(e));
            }
        }
        return texts;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "none";
        }
        return e instanceof AccessDeniedException ? "no permission" : Failures.reason(e);
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public boolean writable(String path) {
        return Files.isWritable(Path.of(path));
    }

    @Override
    public List<String> list(String folder) {
        try (Stream<Path> paths = Files.list(Path.of(folder))) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw DeviceErrors.broken(folder, "a readable folder", reason(e));
        } catch (UncheckedIOException e) {
            throw DeviceErrors.broken(folder, "a readable folder", reason(Objects.requireNonNull(e.getCause())));
        }
    }

    @Override
    public void makeFolder(String folder) {
        try {
            Files.createDirectory(Path.of(folder));
        } catch (FileAlreadyExistsException e) {
            // As asked.
            return;
        } catch (IOException e) {
            throw DeviceErrors.broken(folder, "a folder that can be made", reason(e));
        }
    }

    @Override
    public void removeFolder(String folder) {
        try {
            Files.deleteIfExists(Path.of(folder));
        } catch (IOException e) {
            throw DeviceErrors.broken(folder, "a folder that can be removed", reason(e));
        }
    }

    @Override
    public ProgramResult run(List<String> command, Duration timeout) {
        Process process;
        try {
            process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw DeviceErrors.broken(
                    command.get(0), "a program that can be started on " + name(), String.valueOf(e.getMessage()));
        }
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        CompletableFuture<byte[]> output = drained(process.getInputStream(), "device-output");
        CompletableFuture<byte[]> errors = drained(process.getErrorStream(), "device-errors");
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            return new ProgramResult(
                    process.exitValue(), text(command, output, deadlineNanos), text(command, errors, deadlineNanos));
        } catch (TimeoutException e) {
            throw late(command, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeviceErrors.passing(String.join(" ", command), "left to end", "an interrupt");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The failure of a program that took too long. */
    static TestbedException late(List<String> command, Duration timeout) {
        return DeviceErrors.passing(
                String.join(" ", command), "done within " + timeout.toMillis() + " ms", "no end by then");
    }

    /** A program's output; one that is still open belongs to a process that the program left behind. */
    private static String text(List<String> command, CompletableFuture<byte[]> bytes, long deadlineNanos)
            throws InterruptedException, TimeoutException {
        try {
            long leftNanos = Math.max(deadlineNanos - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(1));
            return text(command, bytes.get(leftNanos, TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            throw DeviceErrors.broken(
                    "the output of " + String.join(" ", command), "readable", String.valueOf(e.getCause()));
        }
    }

    /** A program's output as text, if it is not too much. */
    static String text(List<String> command, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw DeviceErrors.broken(
                    "the output of " + String.join(" ", command), "at most " + MOST_BYTES + " bytes", "more");
        }
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }

    /** Reads a stream to its end, so that the program is never stopped by a full pipe, and keeps its beginning. */
    private static CompletableFuture<byte[]> drained(InputStream in, String name) {
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (in) {
                        byte[] kept = in.readNBytes(MOST_BYTES + 1);
                        in.transferTo(OutputStream.nullOutputStream());
                        bytes.complete(kept);
                    } catch (IOException e) {
                        bytes.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return bytes;
    }

    @Override
    public void close() {}
}
