package org.wattsplit.framework.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/**
 * Arrays of numbers by name, and a file of them. Nothing in such a file is code. Not thread-safe.
 *
 * <p>A file is written in version {@value #VERSION}, which is safetensors, so that Python reads it too:
 *
 * <ol>
 *   <li>8 bytes: the number of bytes of the header, a little-endian whole number, a multiple of 8.
 *   <li>The header: one JSON object in UTF-8, and spaces up to that number. Its first key is {@code __metadata__}; then
 *       each array's name stands in the order in which the arrays follow, with {@code dtype}, {@code shape} and
 *       {@code data_offsets}.
 *   <li>The arrays' numbers, little endian, row by row, one array after the other without gaps. Those of 8 bytes a number
 *       come first, so that each begins at a multiple of its numbers' size.
 * </ol>
 *
 * <table>
 *   <caption>The header</caption>
 *   <tr><th>key</th><th>what</th></tr>
 *   <tr><td>{@code __metadata__.version}</td><td>version of this layout, a string</td></tr>
 *   <tr><td>{@code __metadata__.header_sha256}</td><td>SHA-256 of the header, spaces included, with these 64 digits as
 *       zeros; lower-case hexadecimal</td></tr>
 *   <tr><td>{@code __metadata__.sha256}</td><td>SHA-256 of all that follows the header</td></tr>
 *   <tr><td>{@code __metadata__.about}</td><td>what the file says of itself, a string that is JSON, an object with a
 *       {@link FileHeader} under {@code header}</td></tr>
 *   <tr><td>{@code NAME.dtype}</td><td>{@code F32} for {@code float[]}, {@code F64} for {@code double[]}, {@code I64} for
 *       {@code long[]}</td></tr>
 *   <tr><td>{@code NAME.shape}</td><td>the sizes, numbers of elements; their product is the array's length</td></tr>
 *   <tr><td>{@code NAME.data_offsets}</td><td>first byte and the byte after the last, counted from the header's
 *       end</td></tr>
 * </table>
 *
 * <p>Files of every version before are read, by one class each. What is read must be as it was written: anything changed,
 * missing or added is an {@link InputException} that names the file.
 */
public final class ArrayStore {
    /** The version in which files are written; their header must say the same. */
    public static final int VERSION = 2;

    /** The most that a file's arrays may have, in bytes. */
    static final long LIMIT = 1L << 30;

    /** Bytes by which a file's version is known. */
    static final int FIRST_BYTES = 64;

    private static final List<ArrayReader> READERS = List.of(new ArrayReaderV1(), new ArrayReaderV2());

    private final Map<String, Numbers> arrays = new LinkedHashMap<>();

    /** A store of nothing. */
    public ArrayStore() {}

    /** An array, {@code float[]}, {@code double[]} or {@code long[]}, and its shape. */
    record Numbers(List<Integer> shape, Object array) {
        ArrayType type() {
            return ArrayType.of(array);
        }

        int length() {
            return Array.getLength(array);
        }

        byte[] bytes(ByteOrder order) {
            return type().toBytes(array, order);
        }
    }

    /** Keeps floats under a name, a copy. */
    public void put(String name, float[] values) {
        add(name, List.of(values.length), values.clone());
    }

    /** Keeps doubles under a name, a copy. */
    public void put(String name, double... values) {
        add(name, List.of(values.length), values.clone());
    }

    /** Keeps whole numbers under a name, a copy. */
    public void put(String name, long... values) {
        add(name, List.of(values.length), values.clone());
    }

    /**
     * Keeps floats under a name, a copy.
     *
     * @param shape the sizes, whose product is the number of values, the last one counting fastest
     */
    public void put(String name, List<Integer> shape, float[] values) {
        add(name, shape, values.clone());
    }

    /** As {@link #put(String, List, float[])}, of doubles. */
    public void put(String name, List<Integer> shape, double[] values) {
        add(name, shape, values.clone());
    }

    /** Keeps an array itself. */
    void add(String name, List<Integer> shape, Object array) {
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        int length = Array.getLength(array);
        Check.that(size == length, "the shape of array " + name, "one of " + length + " values", shape);
        arrays.put(name, new Numbers(List.copyOf(shape), array));
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
        Numbers numbers = arrays.get(name);
        return numbers == null ? 0 : numbers.length();
    }

    /** The shape of the array of that name; without sizes where there is none. */
    public List<Integer> shape(String name) {
        Numbers numbers = arrays.get(name);
        return numbers == null ? List.of() : numbers.shape();
    }

    /** The names, in the order in which they were put, or in which they stand in the file. */
    public Set<String> names() {
        return arrays.keySet();
    }

    private <A> A get(String name, Class<A> type, int length) {
        Numbers numbers = arrays.get(name);
        if (numbers == null || !type.isInstance(numbers.array()) || numbers.length() != length) {
            throw InputException.of(
                    "array " + name,
                    type.getComponentType() + " of length " + length,
                    numbers == null
                            ? "none"
                            : numbers.array().getClass().getComponentType() + " of length " + numbers.length());
        }
        return type.cast(numbers.array());
    }

    /**
     * Replaces a file with these arrays.
     *
     * @param about what it says of itself, a record with a {@link FileHeader} of version {@value #VERSION}
     */
    public void write(Path path, Object about) {
        ArrayWriter.write(path, about, arrays);
    }

    /**
     * What a file holds.
     *
     * @param about what it says of itself
     * @param arrays its arrays
     */
    public record Contents<T>(T about, ArrayStore arrays) {}

    /**
     * Reads a file of any version; errors name it.
     *
     * @param format the format that its header must name; the header's version must be the layout's
     */
    public static <T> Contents<T> read(Path path, String format, Class<T> about) {
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, path.toString(), format, about);
        } catch (NoSuchFileException e) {
            throw InputException.of("the file", "there", path + ", which is not");
        } catch (IOException e) {
            throw Failures.reading(path, e);
        }
    }

    /**
     * Reads what a file of any version holds from a stream to its end, which stays open.
     *
     * @param source what the stream is called in errors
     * @param format the format that its header must name; the header's version must be the layout's
     * @throws IOException when the stream cannot be read
     */
    public static <T> Contents<T> read(InputStream stream, String source, String format, Class<T> about)
            throws IOException {
        InputStream in = new BufferedInputStream(stream);
        in.mark(FIRST_BYTES);
        byte[] first = in.readNBytes(FIRST_BYTES);
        in.reset();
        ArrayReader reader = READERS.stream()
                .filter(one -> one.begins(first))
                .findFirst()
                .orElseThrow(() -> unknown(format, first).at(source, 0, 0));
        ArrayReader.Raw raw = reader.read(in, source);
        expectHeader(raw, format, reader.version(), source);
        return new Contents<>(Documents.readJsonLine(raw.about(), source, raw.line(), about), raw.arrays());
    }

    private static InputException unknown(String format, byte[] first) {
        List<Integer> versions = READERS.stream().map(ArrayReader::version).toList();
        String seen = new String(first, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
        return InputException.of(
                "the file", format + " of a version of " + versions, "one that begins with \"" + seen + "\"");
    }

    /** Checks the header before all that a file says of itself is read: another format or version has other fields. */
    private static void expectHeader(ArrayReader.Raw raw, String format, int version, String source) {
        Object about = Documents.readJsonLine(raw.about(), source, raw.line(), Object.class);
        Object header = about instanceof Map<?, ?> fields ? fields.get("header") : null;
        String wanted = format + " version " + version;
        String given = header instanceof Map<?, ?> fields
                ? fields.get("format") + " version " + fields.get("version")
                : "none";
        if (!wanted.equals(given)) {
            throw InputException.of("the header", wanted, given).at(source, raw.line(), 0);
        }
    }
}
