package org.wattsplit.framework.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.wattsplit.framework.check.InputException;

/**
 * Arrays of numbers by name, and a file of them: a line of JSON that says what it holds, then the arrays' bytes, big
 * endian, in the order of that line, then the SHA-256 of all before it. Nothing in such a file is code. Not thread-safe.
 */
public final class ArrayStore {
    /** The most that a file may hold, in bytes. */
    private static final long LIMIT = 1L << 30;

    private static final int HEAD_LIMIT = 1 << 20;

    private final Map<String, Object> arrays = new LinkedHashMap<>();

    /** The kinds of arrays. */
    enum Kind {
        FLOAT(Float.BYTES),
        DOUBLE(Double.BYTES),
        LONG(Long.BYTES);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }
    }

    /** One array in the file's first line. */
    record Entry(String name, Kind kind, int length) {}

    /** The file's first line. */
    record Head<T>(T about, List<Entry> arrays) {}

    /** Keeps floats under a name, a copy. */
    public void put(String name, float[] values) {
        arrays.put(name, values.clone());
    }

    /** Keeps doubles under a name, a copy. */
    public void put(String name, double... values) {
        arrays.put(name, values.clone());
    }

    /** Keeps whole numbers under a name, a copy. */
    public void put(String name, long... values) {
        arrays.put(name, values.clone());
    }

    /** The floats of that name, so many of them. */
    public float[] floats(String name, int length) {
        return get(name, float[].class, length).clone();
    }

    /** The doubles of that name, so many of them. */
    public double[] doubles(String name, int length) {
        return get(name, double[].class, length).clone();
    }

    /** The whole numbers of that name, so many of them. */
    public long[] longs(String name, int length) {
        return get(name, long[].class, length).clone();
    }

    /** The length of the array of that name; 0 where there is none. */
    public int length(String name) {
        Object array = arrays.get(name);
        return array == null ? 0 : length(array);
    }

    /** The names, in the order in which they were put. */
    public Set<String> names() {
        return arrays.keySet();
    }

    private <A> A get(String name, Class<A> type, int length) {
        Object array = arrays.get(name);
        if (array == null || !type.isInstance(array) || length(array) != length) {
            throw InputException.of(
                    "array " + name,
                    type.getComponentType() + " of length " + length,
                    array == null ? "none" : array.getClass().getComponentType() + " of length " + length(array));
        }
        return type.cast(array);
    }

    private static int length(Object array) {
        return java.lang.reflect.Array.getLength(array);
    }

    /**
     * Replaces a file with these arrays.
     *
     * @param about what stands in its first line, a record with a {@link FileHeader}
     */
    public void write(Path path, Object about) {
        List<Entry> entries = new ArrayList<>();
        arrays.forEach((name, array) -> entries.add(new Entry(name, kind(array), length(array))));
        byte[] head = Documents.toJsonLine(new Head<>(about, entries)).getBytes(StandardCharsets.UTF_8);
        AtomicFile.writeBytes(path, stream -> {
            DigestOutputStream out = new DigestOutputStream(stream, sha256());
            out.write(head);
            out.write('\n');
            for (Object array : arrays.values()) {
                out.write(bytes(array));
            }
            out.on(false);
            out.write(out.getMessageDigest().digest());
            out.flush();
        });
    }

    private static Kind kind(Object array) {
        return array instanceof float[] ? Kind.FLOAT : array instanceof double[] ? Kind.DOUBLE : Kind.LONG;
    }

    private static byte[] bytes(Object array) {
        ByteBuffer buffer = ByteBuffer.allocate(length(array) * kind(array).bytes);
        if (array instanceof float[] floats) {
            buffer.asFloatBuffer().put(floats);
        } else if (array instanceof double[] doubles) {
            buffer.asDoubleBuffer().put(doubles);
        } else if (array instanceof long[] longs) {
            buffer.asLongBuffer().put(longs);
        }
        return buffer.array();
    }

    /**
     * What a file holds.
     *
     * @param about its first line
     * @param arrays its arrays
     */
    public record Contents<T>(T about, ArrayStore arrays) {}

    /** Reads a file; errors name it. */
    public static <T> Contents<T> read(Path path, Class<T> about) {
        try (InputStream stream = Files.newInputStream(path);
                DigestInputStream in = new DigestInputStream(new java.io.BufferedInputStream(stream), sha256())) {
            String line = head(in, path);
            Map<?, ?> parts = Documents.readJsonLine(line, path.toString(), 1, Map.class);
            if (!parts.keySet().equals(Set.of("about", "arrays"))) {
                throw InputException.of("the first line", "one with about and arrays", parts.keySet())
                        .at(path.toString(), 1, 0);
            }
            T said = Documents.readJsonLine(
                    Documents.toJsonLine(Objects.requireNonNull(parts.get("about"))), path.toString(), 1, about);
            Entry[] entries = Documents.readJsonLine(
                    Documents.toJsonLine(Objects.requireNonNull(parts.get("arrays"))),
                    path.toString(),
                    1,
                    Entry[].class);
            long bytes = 0;
            ArrayStore store = new ArrayStore();
            for (Entry entry : entries) {
                bytes += (long) Math.max(0, entry.length()) * entry.kind().bytes;
                if (entry.length() < 0 || bytes > LIMIT) {
                    throw InputException.of(
                                    "array " + entry.name(), "at most " + LIMIT + " bytes in all", entry.length())
                            .at(path.toString(), 1, 0);
                }
                store.arrays.put(entry.name(), array(in, entry));
            }
            in.on(false);
            byte[] checksum = in.getMessageDigest().digest();
            if (!Arrays.equals(in.readNBytes(checksum.length), checksum)) {
                throw InputException.of(
                                "the file", "what was written, by its checksum", "one that was changed or cut off")
                        .at(path.toString(), 0, 0);
            }
            if (in.read() >= 0) {
                throw InputException.of("the file", "to end after its checksum", "more bytes")
                        .at(path.toString(), 0, 0);
            }
            return new Contents<>(said, store);
        } catch (EOFException e) {
            throw InputException.of("the file", "as long as its first line says", "cut off")
                    .at(path.toString(), 0, 0);
        } catch (java.nio.file.NoSuchFileException e) {
            throw InputException.of("the file", "there", path + ", which is not");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static String head(InputStream in, Path path) throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() >= HEAD_LIMIT) {
                throw InputException.of("the first line", "JSON of at most " + HEAD_LIMIT + " bytes", "none")
                        .at(path.toString(), 1, 0);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Object array(InputStream in, Entry entry) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(entry.length() * entry.kind().bytes));
        if (bytes.remaining() < entry.length() * entry.kind().bytes) {
            throw new EOFException();
        }
        return switch (entry.kind()) {
            case FLOAT -> {
                float[] values = new float[entry.length()];
                bytes.asFloatBuffer().get(values);
                yield values;
            }
            case DOUBLE -> {
                double[] values = new double[entry.length()];
                bytes.asDoubleBuffer().get(values);
                yield values;
            }
            case LONG -> {
                long[] values = new long[entry.length()];
                bytes.asLongBuffer().get(values);
                yield values;
            }
        };
    }
}
