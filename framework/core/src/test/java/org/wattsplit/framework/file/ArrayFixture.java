package org.wattsplit.framework.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Files of arrays for tests: a small store, and bytes of both versions with right checksums around any content. */
final class ArrayFixture {
    static final String FORMAT = "numbers";

    /** What a file of the tests says of itself. */
    record About(FileHeader header, String name) {}

    private ArrayFixture() {}

    static About about(int version) {
        return new About(new FileHeader(FORMAT, version, 1L, null, Map.of(), null, Producer.thisProcess()), "\"ä\\");
    }

    static ArrayStore store() {
        ArrayStore store = new ArrayStore();
        store.put("weights", List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6.5f});
        store.put("odd", new float[] {Float.NaN});
        store.put("doubles", Math.PI, Double.MIN_VALUE, -0.0);
        store.put("count", Long.MIN_VALUE);
        store.put("empty", List.of(0, 2), new double[0]);
        return store;
    }

    static ArrayStore.Contents<About> read(java.nio.file.Path path) {
        return ArrayStore.read(path, FORMAT, About.class);
    }

    /** A file of version 1. */
    static byte[] version1(String line, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        out.writeBytes(data);
        out.writeBytes(Checksum.sha256().digest(out.toByteArray()));
        return out.toByteArray();
    }

    /**
     * A file of version 2.
     *
     * @param about what stands in its metadata, JSON
     * @param tensors the header's rest, after a comma; SHA stands for the checksum of the data
     */
    static byte[] version2(String about, String tensors, byte[] data) {
        String sha256 = HexFormat.of().formatHex(Checksum.sha256().digest(data));
        return version2Header(
                ",\"sha256\":\"" + sha256 + "\",\"about\":" + Documents.toJsonLine(about) + "}" + tensors + "}", data);
    }

    /** A file of version 2 whose header goes on so after its own checksum. */
    static byte[] version2Header(String rest, byte[] data) {
        String text = ArrayReaderV2.BEGINNING + "0".repeat(ArrayReaderV2.DIGITS) + '"' + rest;
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        byte[] header = (text + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
        byte[] digits = ArrayReaderV2.headerChecksum(header).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(digits, 0, header, ArrayReaderV2.BEGINNING.length(), digits.length);
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }
}
