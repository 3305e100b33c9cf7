package org.wattsplit.framework.file;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.Check;

/** Writes the newest version of an {@link ArrayStore}'s file, which {@link ArrayReaderV2} reads. */
final class ArrayWriter {
    private ArrayWriter() {}

    /** One tensor in the header. */
    record Tensor(String dtype, List<Integer> shape, List<Long> dataOffsets) {}

    /** Replaces a file. */
    static void write(Path path, Object about, Map<String, ArrayStore.Numbers> arrays) {
        List<Map.Entry<String, ArrayStore.Numbers>> stored = new ArrayList<>(arrays.entrySet());
        Check.that(!arrays.containsKey(ArrayReaderV2.METADATA), "no array's name", "reserved", ArrayReaderV2.METADATA);
        // Numbers of 8 bytes first, so that each array lies at a multiple of its numbers' size: readers that map a file
        // into memory need that.
        stored.sort(Comparator.comparing(entry -> -entry.getValue().type().bytes()));
        MessageDigest digest = Checksum.sha256();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long next = 0;
        for (Map.Entry<String, ArrayStore.Numbers> entry : stored) {
            ArrayStore.Numbers numbers = entry.getValue();
            byte[] raw = numbers.bytes(ByteOrder.LITTLE_ENDIAN);
            digest.update(raw);
            tensors.put(
                    entry.getKey(),
                    new Tensor(numbers.type().dtype(), numbers.shape(), List.of(next, next + raw.length)));
            next += raw.length;
        }
        Check.that(next <= ArrayStore.LIMIT, "the arrays", "at most " + ArrayStore.LIMIT + " bytes", next);
        byte[] header = header(about, HexFormat.of().formatHex(digest.digest()), tensors);
        AtomicFile.writeBytes(path, out -> {
            out.write(ArrayType.LONG.toBytes(new long[] {header.length}, ByteOrder.LITTLE_ENDIAN));
            out.write(header);
            for (Map.Entry<String, ArrayStore.Numbers> entry : stored) {
                out.write(entry.getValue().bytes(ByteOrder.LITTLE_ENDIAN));
            }
        });
    }

    private static byte[] header(Object about, String sha256, Map<String, Tensor> tensors) {
        StringBuilder text = new StringBuilder(ArrayReaderV2.BEGINNING)
                .append("0".repeat(ArrayReaderV2.DIGITS))
                .append("\",\"sha256\":\"")
                .append(sha256)
                .append("\",\"about\":")
                .append(Documents.toJsonLine(Documents.toJsonLine(about)))
                .append('}');
        tensors.forEach((name, tensor) ->
                text.append(',').append(Documents.toJsonLine(name)).append(':').append(Documents.toJsonLine(tensor)));
        text.append('}');
        int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
        text.append(" ".repeat(Math.floorMod(-length, ArrayReaderV2.LENGTH_BYTES)));
        byte[] header = text.toString().getBytes(StandardCharsets.UTF_8);
        Check.that(
                header.length <= ArrayReaderV2.HEADER_LIMIT,
                "the header",
                "at most " + ArrayReaderV2.HEADER_LIMIT + " bytes",
                header.length);
        byte[] checksum = ArrayReaderV2.headerChecksum(header).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(checksum, 0, header, ArrayReaderV2.BEGINNING.length(), checksum.length);
        return header;
    }
}
