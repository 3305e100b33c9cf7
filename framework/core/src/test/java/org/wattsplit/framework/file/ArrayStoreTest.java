package org.wattsplit.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;

final class ArrayStoreTest {
    private static final String ABOUT_1 = Documents.toJsonLine(ArrayFixture.about(1));
    private static final String ABOUT_2 = Documents.toJsonLine(ArrayFixture.about(2));

    @TempDir
    private Path temp;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(temp.resolve("some.policy"), bytes);
    }

    private void refuses(byte[] bytes, String message) throws IOException {
        Path path = file(bytes);
        assertThatThrownBy(() -> ArrayFixture.read(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("some.policy")
                .hasMessageContaining(message);
    }

    @Test
    void arraysAreReadAsTheyWereWritten() {
        Path path = temp.resolve("folder/some.policy");
        ArrayFixture.store().write(path, ArrayFixture.about(2));
        ArrayStore.Contents<ArrayFixture.About> read = ArrayFixture.read(path);
        assertThat(read.about()).isEqualTo(ArrayFixture.about(2));
        ArrayStore arrays = read.arrays();
        assertThat(arrays.floats("weights", 6)).containsExactly(1, 2, 3, 4, 5, 6.5f);
        assertThat(arrays.shape("weights")).containsExactly(2, 3);
        assertThat(arrays.floats("odd", 1)[0]).isNaN();
        assertThat(arrays.doubles("doubles", 3)).containsExactly(Math.PI, Double.MIN_VALUE, -0.0);
        assertThat(arrays.longs("count", 1)).containsExactly(Long.MIN_VALUE);
        assertThat(arrays.shape("empty")).containsExactly(0, 2);
        assertThat(arrays.names()).containsExactly("doubles", "count", "empty", "weights", "odd");
    }

    @Test
    void aFileWrittenAgainIsTheSame() {
        Path first = temp.resolve("first");
        Path second = temp.resolve("second");
        ArrayFixture.store().write(first, ArrayFixture.about(2));
        ArrayFixture.read(first).arrays().write(second, ArrayFixture.about(2));
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void eachArrayBeginsAtAMultipleOfItsNumbersSize() throws IOException {
        Path path = temp.resolve("some.policy");
        ArrayFixture.store().write(path, ArrayFixture.about(2));
        byte[] bytes = Files.readAllBytes(path);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        assertThat(length % 8).isZero();
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8))
                .contains("\"doubles\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[0,24]}")
                .contains("\"weights\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[32,56]}")
                .contains("\"odd\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[56,60]}");
        assertThat(bytes).hasSize(8 + length + 60);
        float one = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(8 + length + 32);
        assertThat(one).isEqualTo(1f);
    }

    @Test
    void filesOfVersion1AreRead() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(28)
                .putFloat(1.5f)
                .putDouble(2.5)
                .putLong(-3)
                .putLong(4);
        Path path = file(ArrayFixture.version1(
                "{\"about\":" + ABOUT_1 + ",\"arrays\":[{\"name\":\"a\",\"kind\":\"float\",\"length\":1},"
                        + "{\"name\":\"b\",\"kind\":\"double\",\"length\":1},"
                        + "{\"name\":\"c\",\"kind\":\"long\",\"length\":2}]}",
                data.array()));
        ArrayStore.Contents<ArrayFixture.About> read = ArrayFixture.read(path);
        assertThat(read.about()).isEqualTo(ArrayFixture.about(1));
        assertThat(read.arrays().floats("a", 1)).containsExactly(1.5f);
        assertThat(read.arrays().doubles("b", 1)).containsExactly(2.5);
        assertThat(read.arrays().longs("c", 2)).containsExactly(-3, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'name':'a','kind':'float','length':1},{'name':'a','kind':'float','length':1}] | a, which is there twice",
                "[{'name':'a','kind':'float','length':-1}] | given -1",
                "[{'name':'a','kind':'double','length':200000000}] | at most 1073741824 bytes in all, given 200000000",
                "[{'name':'a','kind':'double','length':9}] | cut off",
                "[{'name':'a','kind':'float','length':1}] | by its checksum",
                "[{'name':'a','kind':'bytes','length':1}] | one of [double, float, long]",
                "[{'name':'a','kind':null,'length':1}] | some.policy",
                "[null] | a list of arrays",
                "null | a list of arrays",
                "7 | a list of arrays",
                "[],'more':1 | one with about and arrays",
            })
    void filesOfVersion1WithWrongArraysAreRefused(String arrays, String message) throws IOException {
        String line = "{\"about\":" + ABOUT_1 + ",\"arrays\":" + arrays.replace('\'', '"') + "}";
        refuses(ArrayFixture.version1(line, new byte[8]), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'dtype':'F32','shape':[2],'data_offsets':[0,8]} | nothing",
                "{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]} | nothing",
                "{'dtype':'F64','shape':[],'data_offsets':[0,8]} | nothing",
                "{'dtype':'BF16','shape':[4],'data_offsets':[0,8]} | dtype of array a to be one of [F32, F64, I64], given BF16",
                "{'dtype':3,'shape':[4],'data_offsets':[0,8]} | given 3",
                "{'dtype':'F32','shape':[3],'data_offsets':[0,8]} | data_offsets of array a to be [0, 12]",
                "{'dtype':'F64','shape':[2],'data_offsets':[0,8]} | given [0, 8]",
                "{'dtype':'F32','shape':[1],'data_offsets':[4,8]} | data_offsets of array a to be [0, 4]",
                "{'dtype':'F32','shape':[2],'data_offsets':[8,0]} | given [8, 0]",
                "{'dtype':'F32','shape':[2],'data_offsets':[0]} | given [0]",
                "{'dtype':'F32','shape':[2],'data_offsets':[0,8.0]} | a list of whole numbers",
                "{'dtype':'F32','shape':[2],'data_offsets':[-8,0]} | a list of whole numbers",
                "{'dtype':'F32','shape':[2],'data_offsets':null} | given null",
                "{'dtype':'F32','shape':[-2],'data_offsets':[0,8]} | shape of array a to be a list of whole numbers",
                "{'dtype':'F32','shape':2,'data_offsets':[0,8]} | given 2",
                "{'dtype':'F32','shape':['2'],'data_offsets':[0,8]} | given [2]",
                "{'dtype':'F32','shape':[99999999999],'data_offsets':[0,8]} | given [99999999999]",
                "{'dtype':'F32','shape':[1073741824,1073741824,1073741824,0],'data_offsets':[0,0]} | within 1073741824 bytes",
                "{'dtype':'F64','shape':[100000000],'data_offsets':[0,800000000]} | array a to be 800000000 bytes long, given 8",
                "{'dtype':'F64','shape':[200000000],'data_offsets':[0,1600000000]} | given shape [200000000]",
                "{'dtype':'F32','shape':[2]} | a map with [data_offsets, dtype, shape]",
                "{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1} | a map with",
                "{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]} | dtype",
                "5 | a map with [data_offsets, dtype, shape], given 5",
                "null | given null",
                "{'dtype':'F32','shape':[1],'data_offsets':[0,4]} | end after its arrays",
                "{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]} | data_offsets of array b to be [4, 8]",
                "{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]} | 'a'",
                "{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | some.policy",
            })
    void headersWithWrongArraysAreRefused(String array, String message) throws IOException {
        byte[] bytes = ArrayFixture.version2(ABOUT_2, (",'a':" + array).replace('\'', '"'), new byte[8]);
        if (message.equals("nothing")) {
            assertThat(ArrayFixture.read(file(bytes)).arrays().length("a")).isPositive();
        } else {
            refuses(bytes, message.replace('\'', '"'));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'sha256':5,'about':''} | sha256 to be a string, given 5",
                "'sha256':'','about':null} | about to be a string, given null",
                "'sha256':''} | __metadata__ to be a map with [about, header_sha256, sha256, version]",
                "'sha256':'','about':'','more':''} | __metadata__ to be a map with",
                "'sha256':'','about':'','about':''} | about",
                "'sha256':'00','about':''} | the arrays to be what was written, by its checksum 00",
            })
    void wrongMetadataIsRefused(String metadata, String message) throws IOException {
        refuses(ArrayFixture.version2Header(',' + metadata.replace('\'', '"') + "}", new byte[0]), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | some.policy",
                "null | the document to be not empty, given nothing",
                "[] | given none",
                "{} | given none",
                "{'header':{'format':'other','version':2}} | given other version 2",
                "{'header':{'format':'numbers','version':1}} | given numbers version 1",
                "{'header':{'format':'numbers','version':2}} | some.policy",
            })
    void whatAFileSaysOfItselfMustFit(String about, String message) throws IOException {
        refuses(ArrayFixture.version2(about.replace('\'', '"'), "", new byte[0]), message);
    }

    @Test
    void aVersionThatIsNotKnownIsNamed() throws IOException {
        byte[] bytes = ArrayFixture.version2(ABOUT_2, "", new byte[0]);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("version\":\"2") + 10] = '3';
        refuses(bytes, "numbers of a version of [1, 2], given one that begins with");
        refuses(bytes, "\"version\":\"3\"");
        refuses(new byte[0], "numbers of a version of [1, 2]");
        refuses(new byte[] {'{', '"'}, "numbers of a version of [1, 2]");
    }

    @Test
    void aHeaderOfAnotherLengthIsRefusedBeforeItFillsTheMemory() throws IOException {
        byte[] bytes = ArrayFixture.version2(ABOUT_2, "", new byte[0]);
        for (long length : new long[] {0, 8, -8, bytes.length - 9, 1L << 40, ArrayReaderV2.HEADER_LIMIT + 8}) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            refuses(bytes, "to " + ArrayReaderV2.HEADER_LIMIT + " bytes, given " + Long.toUnsignedString(length));
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 20);
        refuses(bytes, "the header to be 1048576 bytes long, given " + (bytes.length - 8));
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        byte[] bytes = ArrayFixture.version2(ABOUT_2, "", new byte[0]);
        byte[] header = Arrays.copyOfRange(bytes, 8, bytes.length);
        header[header.length - 1] = (byte) 0xff;
        byte[] digits = ArrayReaderV2.headerChecksum(header).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(header, 0, bytes, 8, header.length);
        System.arraycopy(digits, 0, bytes, 8 + ArrayReaderV2.BEGINNING.length(), digits.length);
        refuses(bytes, "UTF-8");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ArrayFixture.read(temp.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none, which is not");
    }

    @Test
    void anArrayIsAskedForByKindAndLength() {
        ArrayStore store = ArrayFixture.store();
        assertThatThrownBy(() -> store.floats("weights", 5))
                .hasMessage("Expected array weights to be float of length 5, given float of length 6");
        assertThatThrownBy(() -> store.longs("doubles", 3)).hasMessageContaining("given double of length 3");
        assertThatThrownBy(() -> store.longs("none", 3)).hasMessageContaining("given none");
        assertThat(store.length("none")).isZero();
        assertThat(store.shape("none")).isEmpty();
        assertThatThrownBy(() -> store.put("x", List.of(2, 2), new float[3])).hasMessageContaining("shape of array x");
    }

    @Test
    void theKeyOfTheMetadataIsNoName() {
        ArrayStore store = new ArrayStore();
        store.put("__metadata__", 1L);
        assertThatThrownBy(() -> store.write(temp.resolve("some.policy"), ArrayFixture.about(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("__metadata__");
        assertThat(temp).isEmptyDirectory();
    }
}
