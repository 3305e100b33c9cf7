package org.wattsplit.framework.runlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Failures;

/**
 * A file that grows line by line, and that can be gone on with when its writer was killed. Room for the next lines is taken
 * before they are there, as zeros behind the last one, so that a full disk shows before something happens that could then
 * not be kept; they go when the file is closed, and when it is gone on with.
 */
final class AppendedLines implements AutoCloseable {
    /** The most bytes of a line that {@link #reserve} makes sure of. */
    static final int LINE_BYTES = 4 << 10;

    private static final int CHUNK_BYTES = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    /** Lines that stand in the file already; null when all of them were passed. */
    private @Nullable BufferedReader recorded;

    private long line;
    /** Where the next line goes, and where the room for it ends. */
    private long end;

    private long room;
    private boolean closed;

    private AppendedLines(Path path, FileChannel channel, @Nullable BufferedReader recorded, long line, long end) {
        this.path = path;
        this.channel = channel;
        this.recorded = recorded;
        this.line = line;
        this.end = end;
        room = end;
    }

    /** Replaces a file with its head, a few whole lines; the file is new, so that nothing else is written by its name. */
    static AppendedLines begin(Path path, String head) {
        AtomicFile.requireNoLink(path);
        try {
            Files.deleteIfExists(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            AppendedLines lines =
                    new AppendedLines(path, channel, null, head.lines().count(), 0);
            lines.write(head);
            return lines;
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Goes on with a file after its last whole line; begins it where not even its head is whole. */
    static AppendedLines resume(Path path, String head) {
        AtomicFile.requireNoLink(path);
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
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            return new AppendedLines(path, channel, recorded, head.lines().count(), channel.size());
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Cuts a file after its last line feed. */
    private static void dropPartialLine(Path path) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
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

    /** Passes the lines that stand in the file, and tells how many. */
    int passRecorded() {
        int count = 0;
        try {
            if (recorded != null) {
                while (recorded.readLine() != null) {
                    count++;
                }
                recorded.close();
                recorded = null;
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
        line += count;
        return count;
    }

    /**
     * Makes sure of room for one more line. While recorded lines are passed there is none to make: room behind them would be
     * read as one of them.
     */
    void reserve() {
        try {
            if (recorded == null && room - end < LINE_BYTES) {
                ByteBuffer zeros = ByteBuffer.allocate(CHUNK_BYTES);
                while (zeros.hasRemaining()) {
                    room += channel.write(zeros, room);
                }
            }
        } catch (IOException e) {
            throw failed(path, e);
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
            write(text + '\n');
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        room = Math.max(room, end);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            if (recorded != null) {
                recorded.close();
            } else {
                channel.truncate(end);
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static UncheckedIOException failed(Path path, IOException e) {
        return Failures.writing("the run log " + path, e);
    }
}
