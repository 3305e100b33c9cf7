package org.wattsplit.framework.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/** Version 2: safetensors, as {@link ArrayStore} describes it. */
final class ArrayReaderV2 implements ArrayReader {
    /** The key of safetensors that is no tensor. */
    static final String METADATA = "__metadata__";

    /** How the header begins; the {@value #DIGITS} digits of its checksum follow. */
    static final String BEGINNING = "{\"" + METADATA + "\":{\"version\":\"2\",\"header_sha256\":\"";

    /** The digits of a checksum. */
    static final int DIGITS = 64;

    /** Bytes of the header's length, and what the header's end is aligned to. */
    static final int LENGTH_BYTES = Long.BYTES;

    /** The most that a header may have, in bytes. */
    static final int HEADER_LIMIT = 1 << 24;

    private static final Set<String> METADATA_KEYS = Set.of("version", "header_sha256", "sha256", "about");

    private static final Set<String> TENSOR_KEYS = Set.of("dtype", "shape", "data_offsets");

    /** One tensor in the header. */
    private record Tensor(String name, ArrayType type, List<Integer> shape, int bytes) {}

    @Override
    public int version() {
        return 2;
    }

    @Override
    public boolean begins(byte[] first) {
        byte[] beginning = BEGINNING.getBytes(StandardCharsets.UTF_8);
        int end = LENGTH_BYTES + beginning.length;
        return first.length >= end && Arrays.equals(Arrays.copyOfRange(first, LENGTH_BYTES, end), beginning);
    }

    /** The checksum that a header must name: of itself, with the digits of this checksum as zeros. */
    static String headerChecksum(byte[] header) {
        byte[] zeroed = header.clone();
        Arrays.fill(zeroed, BEGINNING.length(), BEGINNING.length() + DIGITS, (byte) '0');
        return HexFormat.of().formatHex(Checksum.sha256().digest(zeroed));
    }

    @Override
    public Raw read(InputStream in, String source) throws IOException {
        byte[] header = header(in, source);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(source, "the header", "UTF-8", "bytes that are none");
        }
        Map<?, ?> parts = Documents.readJsonLine(text, source, 0, Map.class);
        Map<String, String> metadata = metadata(parts.get(METADATA), source);
        List<Tensor> tensors = tensors(parts, source);
        ArrayStore store = data(in, tensors, String.valueOf(metadata.get("sha256")), source);
        return new Raw(String.valueOf(metadata.get("about")), 0, store);
    }

    private static byte[] header(InputStream in, String source) throws IOException {
        byte[] prefix = in.readNBytes(LENGTH_BYTES);
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < BEGINNING.length() + DIGITS || length > HEADER_LIMIT || length % LENGTH_BYTES != 0) {
            throw wrong(
                    source,
                    "the header's length",
                    "a multiple of " + LENGTH_BYTES + " from " + (BEGINNING.length() + DIGITS) + " to " + HEADER_LIMIT
                            + " bytes",
                    Long.toUnsignedString(length));
        }
        byte[] header = in.readNBytes((int) length);
        if (header.length < length) {
            throw wrong(source, "the header", length + " bytes long", header.length + " bytes before the file's end");
        }
        String named = new String(header, BEGINNING.length(), DIGITS, StandardCharsets.ISO_8859_1);
        String given = headerChecksum(header);
        if (!named.equals(given)) {
            throw wrong(source, "the header", "what was written, by its checksum " + named, given);
        }
        return header;
    }

    private static Map<String, String> metadata(@Nullable Object value, String source) {
        if (!(value instanceof Map<?, ?> fields) || !fields.keySet().equals(METADATA_KEYS)) {
            throw wrong(source, METADATA, "a map with " + sorted(METADATA_KEYS), value);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((key, text) -> {
            if (!(text instanceof String said)) {
                throw wrong(source, METADATA + "'s " + key, "a string", text);
            }
            texts.put(String.valueOf(key), said);
        });
        return texts;
    }

    private static List<Tensor> tensors(Map<?, ?> parts, String source) {
        List<Tensor> tensors = new ArrayList<>();
        long next = 0;
        for (Map.Entry<?, ?> part : parts.entrySet()) {
            String name = String.valueOf(part.getKey());
            if (!name.equals(METADATA)) {
                Tensor tensor = tensor(name, part.getValue(), next, source);
                tensors.add(tensor);
                next += tensor.bytes();
            }
        }
        return tensors;
    }

    private static Tensor tensor(String name, @Nullable Object value, long next, String source) {
        String what = "array " + name;
        if (!(value instanceof Map<?, ?> fields) || !fields.keySet().equals(TENSOR_KEYS)) {
            throw wrong(source, what, "a map with " + sorted(TENSOR_KEYS), value);
        }
        String dtype = String.valueOf(fields.get("dtype"));
        ArrayType type = ArrayType.ofDtype(dtype)
                .orElseThrow(() -> InputException.unknown("the dtype of " + what, dtype, ArrayType.dtypes())
                        .at(source, 0, 0));
        List<Integer> shape = wholes("the shape of " + what, fields.get("shape"), source);
        long bytes = type.bytes();
        for (int size : shape) {
            bytes *= size;
            if (next + bytes > ArrayStore.LIMIT) {
                throw wrong(source, what, "within " + ArrayStore.LIMIT + " bytes in all", "shape " + shape);
            }
        }
        List<Integer> offsets = wholes("data_offsets of " + what, fields.get("data_offsets"), source);
        List<Long> wanted = List.of(next, next + bytes);
        if (!offsets.stream().map(Integer::longValue).toList().equals(wanted)) {
            throw wrong(
                    source,
                    "data_offsets of " + what,
                    wanted + ", where the array before it ends and as many bytes as " + dtype + " of shape " + shape
                            + " has",
                    offsets);
        }
        return new Tensor(name, type, shape, (int) bytes);
    }

    private static List<Integer> wholes(String what, @Nullable Object value, String source) {
        if (!(value instanceof List<?> list)
                || !list.stream()
                        .allMatch(one -> one instanceof Integer number && number >= 0 && number <= ArrayStore.LIMIT)) {
            throw wrong(source, what, "a list of whole numbers from 0 to " + ArrayStore.LIMIT, value);
        }
        return list.stream().map(Integer.class::cast).toList();
    }

    private static ArrayStore data(InputStream stream, List<Tensor> tensors, String checksum, String source)
            throws IOException {
        MessageDigest digest = Checksum.sha256();
        InputStream in = new DigestInputStream(stream, digest);
        ArrayStore store = new ArrayStore();
        for (Tensor tensor : tensors) {
            byte[] raw = in.readNBytes(tensor.bytes());
            if (raw.length < tensor.bytes()) {
                throw wrong(
                        source,
                        "array " + tensor.name(),
                        tensor.bytes() + " bytes long",
                        raw.length + " bytes before the file's end");
            }
            store.add(tensor.name(), tensor.shape(), tensor.type().fromBytes(raw, ByteOrder.LITTLE_ENDIAN));
        }
        if (stream.read() >= 0) {
            throw wrong(source, "the file", "to end after its arrays", "more bytes");
        }
        String given = HexFormat.of().formatHex(digest.digest());
        if (!given.equals(checksum)) {
            throw wrong(source, "the arrays", "what was written, by its checksum " + checksum, given);
        }
        return store;
    }

    private static List<String> sorted(Set<String> keys) {
        return keys.stream().sorted().toList();
    }

    private static InputException wrong(String source, String what, String rule, @Nullable Object given) {
        return InputException.of(what, rule, String.valueOf(given)).at(source, 0, 0);
    }
}
