package org.wattsplit.framework.file;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.wattsplit.framework.check.InputException;

/** Writes a file whole or not at all: into a neighbour first, which then takes the file's name. */
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

    private AtomicFile() {}

    /** Throws unless nothing is there, or the caller was asked to overwrite. */
    public static void requireAbsent(Path path, boolean overwrite) {
        if (!overwrite && Files.exists(path)) {
            throw InputException.exists(path).maybe("name another path, or allow to replace it");
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
            Path temporary = target.resolveSibling(target.getFileName() + ".part");
            try {
                // A channel's stream would keep memory outside the heap, for each thread, as large as the largest
                // write.
                try (OutputStream out = new BufferedOutputStream(new FileOutputStream(temporary.toFile()))) {
                    content.writeTo(out);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
