package org.wattsplit.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.wattsplit.framework.check.InputException;

/** What holds for every store that is written, and for every way of damaging its file, in both versions. */
final class ArrayStorePropertiesTest {
    private static Path folder = Path.of("");
    private static byte[] newest = {};
    private static byte[] oldest = {};

    @BeforeContainer
    static void write() throws IOException {
        folder = Files.createTempDirectory("arrays");
        Path path = folder.resolve("whole");
        ArrayFixture.store().write(path, ArrayFixture.about(2));
        newest = Files.readAllBytes(path);
        Files.delete(path);
        oldest = ArrayFixture.version1(
                "{\"about\":" + Documents.toJsonLine(ArrayFixture.about(1))
                        + ",\"arrays\":[{\"name\":\"a\",\"kind\":\"float\",\"length\":2},"
                        + "{\"name\":\"b\",\"kind\":\"long\",\"length\":1}]}",
                new byte[16]);
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.delete(folder);
    }

    private static void refuses(byte[] bytes) throws IOException {
        Path path = Files.createTempFile(folder, "some", ".policy");
        try {
            Files.write(path, bytes);
            assertThatThrownBy(() -> ArrayFixture.read(path))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(path.getFileName().toString());
        } finally {
            Files.delete(path);
        }
    }

    /** Bytes with one of them changed. */
    private static byte[] changed(byte[] whole, int place, int difference) {
        byte[] bytes = whole.clone();
        bytes[Math.floorMod(place, bytes.length)] ^= (byte) (1 + Math.floorMod(difference, 255));
        return bytes;
    }

    @Property(tries = 500)
    void aChangedByteIsRefused(@ForAll boolean old, @ForAll int place, @ForAll int difference) throws IOException {
        refuses(changed(old ? oldest : newest, place, difference));
    }

    @Property(tries = 100)
    void aFileCutOffAnywhereIsRefused(@ForAll boolean old, @ForAll int place) throws IOException {
        byte[] whole = old ? oldest : newest;
        refuses(Arrays.copyOf(whole, Math.floorMod(place, whole.length)));
    }

    @Property(tries = 100)
    void addedBytesAreRefused(@ForAll boolean old, @ForAll @Size(min = 1, max = 20) byte[] more) throws IOException {
        byte[] whole = old ? oldest : newest;
        byte[] bytes = Arrays.copyOf(whole, whole.length + more.length);
        System.arraycopy(more, 0, bytes, whole.length, more.length);
        refuses(bytes);
    }

    /** Behind right checksums too, so that no rule of the header is left to the checksum. */
    @Property(tries = 500)
    void aChangedHeaderWithARightChecksumIsReadOrRefused(@ForAll int place, @ForAll int difference) throws IOException {
        String tensors = ",\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}"
                + ",\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]}";
        byte[] bytes = ArrayFixture.version2(Documents.toJsonLine(ArrayFixture.about(2)), tensors, new byte[16]);
        int first = 8 + ArrayReaderV2.BEGINNING.length() + ArrayReaderV2.DIGITS;
        int end = bytes.length - 16;
        bytes[first + Math.floorMod(place, end - first)] ^= (byte) (1 + Math.floorMod(difference, 127));
        byte[] digits = ArrayReaderV2.headerChecksum(Arrays.copyOfRange(bytes, 8, end))
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, 8 + ArrayReaderV2.BEGINNING.length(), digits.length);
        Path path = Files.createTempFile(folder, "some", ".policy");
        try {
            Files.write(path, bytes);
            ArrayStore arrays = ArrayFixture.read(path).arrays();
            assertThat(arrays.names()).hasSize(2);
        } catch (InputException e) {
            assertThat(e).hasMessageContaining(path.getFileName().toString());
        } finally {
            Files.delete(path);
        }
    }

    @Property(tries = 100)
    void aStoreIsReadAsItWasWritten(
            @ForAll @Size(max = 6) Map<String, float[]> floats, @ForAll @Size(max = 6) Map<String, double[]> doubles)
            throws IOException {
        ArrayStore store = new ArrayStore();
        floats.forEach((name, values) -> store.put("f" + name, values));
        doubles.forEach((name, values) -> store.put("d" + name, values));
        Path path = folder.resolve("whole.policy");
        try {
            store.write(path, ArrayFixture.about(2));
            ArrayStore read = ArrayFixture.read(path).arrays();
            assertThat(read.names()).containsExactlyInAnyOrderElementsOf(store.names());
            floats.forEach((name, values) ->
                    assertThat(read.floats("f" + name, values.length)).isEqualTo(values));
            doubles.forEach((name, values) ->
                    assertThat(read.doubles("d" + name, values.length)).isEqualTo(values));
        } finally {
            Files.delete(path);
        }
    }
}
