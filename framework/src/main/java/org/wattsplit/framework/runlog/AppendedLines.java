package org.wattsplit.framework.runlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/** A file that grows line by line, and that can be gone on with when its writer was killed. */
final class AppendedLines implements AutoCloseable {
    private final Path path;
    private final Writer writer;
    /** Lines that stand in the file already; null when all of them were passed. */
    private @Nullable BufferedReader recorded;

    private long line;
    private boolean closed;

    private AppendedLines(Path path, Writer writer, @Nullable BufferedReader recorded, long line) {
        this.path = path;
        this.writer = writer;
        this.recorded = recorded;
        this.line = line;
    }

    /** Replaces a file with its head, a few whole lines. */
    static AppendedLines begin(Path path, String head) {
        try {
            Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
            writer.write(head);
            writer.flush();
            return new AppendedLines(path, writer, null, head.lines().count());
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Goes on with a file after its last whole line; begins it where not even its head is whole. */
    static AppendedLines resume(Path path, String head) {
        if (!Files.exists(path)) {
            return begin(path, head);
        }
        try {
            dropPartialLine(path);
            BufferedReader recorded = Files.newBufferedReader(path, StandardCharsets.UTF_8);
            for (String expected : head.lines().toList()) {
                String given = recorded.readLine();
                if (given == null) {
                    recorded.close();
                    return begin(path, head);
                }
                if (!given.equals(expected)) {
                    throw InputException.of("the head", expected, given).at(path.toString(), 0, 0);
                }
            }
            Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            return new AppendedLines(path, writer, recorded, head.lines().count());
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Cuts a file after its last line feed. */
    private static void dropPartialLine(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long end = channel.size();
            while (end > 0) {
                one.clear();
                channel.read(one, end - 1);
                if (one.get(0) == '\n') {
                    break;
                }
                end--;
            }
            channel.truncate(end);
        }
    }

    /**
     * Appends a line; where the file holds one already, it stays.
     *
     * @param same whether such a line must be the given one
     */
    void append(String text, boolean same) {
        line++;
        try {
            String before = recorded == null ? null : recorded.readLine();
            if (before != null) {
                if (same && !before.equals(text)) {
                    throw InputException.of("the row", "what the run gives again, " + text, before)
                            .at(path.toString(), line, 0);
                }
                return;
            }
            if (recorded != null) {
                recorded.close();
                recorded = null;
            }
            writer.write(text);
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            writer.close();
            if (recorded != null) {
                recorded.close();
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static UncheckedIOException failed(Path path, IOException e) {
        return new UncheckedIOException("Cannot write the run log " + path + ": " + e.getMessage(), e);
    }
}
