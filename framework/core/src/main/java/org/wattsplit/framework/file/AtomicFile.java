package org.wattsplit.framework.file;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wattsplit.framework.check.InputException;

/**
 * Writes a file whole or not at all: into a neighbour first, which then takes the file's name. The neighbour is new, with a
 * name of its own, so that two writers do not meet in it and nothing that others laid there is written; of a symbolic link in
 * the file's place it is the link that is replaced.
 */
public final class AtomicFile {
    /** Writes a file's text, and may close the writer. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    /** Writes a file's bytes, and may close the stream. */
    @FunctionalInterface
    public interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The name of a neighbour: the file's, and who writes it. */
    private static final Pattern PART = Pattern.compile("(.+)\\.([0-9]{1,18})-([0-9]{1,18})\\.part");

    private static final Duration LONG_AFTER = Duration.ofDays(1);

    private static final AtomicLong COUNT = new AtomicLong();

    /** Bytes that are handed to the operating system at a time. */
    private static final int CHUNK_BYTES = 1 << 13;

    private AtomicFile() {}

    /** Throws unless nothing is there, or the caller was asked to overwrite. */
    public static void requireAbsent(Path path, boolean overwrite) {
        if (!overwrite && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw InputException.exists(path).maybe("name another path, or allow to replace it");
        }
    }

    /** Throws where a symbolic link lies, through which something else would be written. */
    public static void requireNoLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw InputException.of(path.toString(), "no symbolic link, as it is written to", "one")
                    .maybe("remove the link, or name another path");
        }
    }

    /** Replaces {@code path} with what {@code content} writes, in UTF-8; makes its folder when there is none. */
    public static void write(Path path, Content content) {
        writeBytes(path, out -> {
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                content.writeTo(writer);
            }
        });
    }

    /** Replaces {@code path} with the bytes that {@code content} writes; makes its folder when there is none. */
    public static void writeBytes(Path path, Bytes content) {
        Path target = path.toAbsolutePath();
        try {
            Path folder = target.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Part part = Part.beside(target);
            try {
                try (OutputStream out = new BufferedOutputStream(part)) {
                    content.writeTo(out);
                }
                Files.move(part.path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part.path);
            }
        } catch (IOException e) {
            throw Failures.writing(path, e);
        }
    }

    /**
     * Removes neighbours that processes left behind when they were killed.
     *
     * @param name of which file of the folder; empty for all of them
     */
    static void sweep(Path folder, String name) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
            for (Path part : parts) {
                Matcher of = PART.matcher(part.getFileName().toString());
                if (of.matches()
                        && (name.isEmpty() ? isOld(part) : of.group(1).equals(name))
                        && isLeft(Long.parseLong(of.group(2)), Long.parseLong(of.group(3)))) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What stays is in nobody's way.
            return;
        }
    }

    /** Whether a neighbour, which another container or machine may write under a lock of its own, lies there for long. */
    private static boolean isOld(Path part) throws IOException {
        return Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(Instant.now().minus(LONG_AFTER));
    }

    /** Whether nobody writes a neighbour any more; in a container, processes of one number follow each other. */
    private static boolean isLeft(long process, long count) {
        return process == ProcessHandle.current().pid()
                ? count > COUNT.get()
                : ProcessHandle.of(process).isEmpty();
    }

    /** A new neighbour of a file. */
    private static final class Part extends OutputStream {
        private final Path path;
        private final FileChannel channel;

        private Part(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        static Part beside(Path target) throws IOException {
            long process = ProcessHandle.current().pid();
            while (true) {
                Path path = target.resolveSibling(
                        target.getFileName() + "." + process + "-" + COUNT.incrementAndGet() + ".part");
                try {
                    return new Part(
                            path,
                            FileChannel.open(
                                    path,
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS));
                } catch (FileAlreadyExistsException e) {
                    // Not ours, whoever laid it there: the next number.
                }
            }
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            // A channel keeps memory outside the heap, for each thread, as large as the largest write.
            for (int done = 0; done < count; done += CHUNK_BYTES) {
                ByteBuffer chunk = ByteBuffer.wrap(bytes, from + done, Math.min(CHUNK_BYTES, count - done));
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
