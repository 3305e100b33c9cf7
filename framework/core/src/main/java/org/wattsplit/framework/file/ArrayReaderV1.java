package org.wattsplit.framework.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.wattsplit.framework.check.InputException;

/**
 * Version 1: a line of JSON that says what the file holds, then the arrays' bytes, big endian, in the order of that line,
 * then the SHA-256 of all before it.
 */
final class ArrayReaderV1 implements ArrayReader {
    private static final int HEAD_LIMIT = 1 << 20;

    private static final byte[] BEGINNING = "{\"about\":".getBytes(StandardCharsets.UTF_8);

    /** One array in the file's first line. */
    record Entry(String name, ArrayType kind, int length) {
        Entry {
            Objects.requireNonNull(name);
            Objects.requireNonNull(kind);
        }
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean begins(byte[] first) {
        return Arrays.equals(Arrays.copyOf(first, BEGINNING.length), BEGINNING);
    }

    @Override
    public Raw read(InputStream stream, String source) throws IOException {
        DigestInputStream in = new DigestInputStream(stream, Checksum.sha256());
        Map<?, ?> parts = Documents.readJsonLine(head(in, source), source, 1, Map.class);
        if (!parts.keySet().equals(Set.of("about", "arrays"))) {
            throw InputException.of("the first line", "one with about and arrays", parts.keySet())
                    .at(source, 1, 0);
        }
        Object about = parts.get("about");
        Object arrays = parts.get("arrays");
        if (!(about instanceof Map) || !(arrays instanceof List)) {
            throw InputException.of("the first line", "about with fields, and a list of arrays", parts)
                    .at(source, 1, 0);
        }
        Entry[] entries = Documents.readJsonLine(Documents.toJsonLine(arrays), source, 1, Entry[].class);
        if (Arrays.asList(entries).contains(null)) {
            throw InputException.of("arrays", "a list of arrays", arrays).at(source, 1, 0);
        }
        ArrayStore store = arrays(in, entries, source);
        in.on(false);
        byte[] checksum = in.getMessageDigest().digest();
        if (!Arrays.equals(in.readNBytes(checksum.length), checksum)) {
            throw InputException.of("the file", "what was written, by its checksum", "one that was changed or cut off")
                    .at(source, 0, 0);
        }
        if (in.read() >= 0) {
            throw InputException.of("the file", "to end after its checksum", "more bytes")
                    .at(source, 0, 0);
        }
        return new Raw(Documents.toJsonLine(about), 1, store);
    }

    private static String head(InputStream in, String source) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() >= HEAD_LIMIT) {
                throw InputException.of("the first line", "JSON of at most " + HEAD_LIMIT + " bytes", "none")
                        .at(source, 1, 0);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static ArrayStore arrays(InputStream in, Entry[] entries, String source) throws IOException {
        long bytes = 0;
        ArrayStore store = new ArrayStore();
        for (Entry entry : entries) {
            bytes += (long) Math.max(0, entry.length()) * entry.kind().bytes();
            if (entry.length() < 0 || bytes > ArrayStore.LIMIT) {
                throw InputException.of(
                                "array " + entry.name(),
                                "at most " + ArrayStore.LIMIT + " bytes in all",
                                entry.length())
                        .at(source, 1, 0);
            }
            if (store.names().contains(entry.name())) {
                throw InputException.of("every array", "named once", entry.name() + ", which is there twice")
                        .at(source, 1, 0);
            }
            int wanted = entry.length() * entry.kind().bytes();
            byte[] raw = in.readNBytes(wanted);
            if (raw.length < wanted) {
                throw InputException.of("the file", "as long as its first line says", "cut off")
                        .at(source, 0, 0);
            }
            store.add(entry.name(), List.of(entry.length()), entry.kind().fromBytes(raw, ByteOrder.BIG_ENDIAN));
        }
        return store;
    }
}
