package org.wattsplit.testbed.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** The codecs at their edges; properties of all tensors are in {@link CodecPropertiesTest}. */
final class CodecsTest {
    private static final Shape SHAPE = Shape.of(1, 2, 3);

    static List<String> names() {
        return Codecs.installed().names();
    }

    @Test
    void everyCodecIsKnownByItsName() {
        assertThat(Codecs.installed().names())
                .containsExactly(
                        "float32",
                        "float32+zstd",
                        "float16",
                        "float16+zstd",
                        "int8",
                        "int8+zstd",
                        "int8-channel",
                        "int8-channel+zstd",
                        "int4",
                        "int4+zstd",
                        "int2",
                        "int2+zstd",
                        "int1",
                        "int1+zstd")
                .allSatisfy(
                        name -> assertThat(Codecs.installed().get(name).name()).isEqualTo(name));
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> Codecs.installed().get("int5"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given int5")
                .hasMessageContaining("int8-channel+zstd");
    }

    @Test
    void float32DoesNotCopy() {
        ByteBuffer bytes = Tensor.allocate(6 * Float.BYTES);
        Codec codec = Codecs.installed().get("float32");
        Tensor decoded = codec.decode(codec.encode(Tensor.of(SHAPE, bytes)), SHAPE);
        bytes.putFloat(0, 42);
        assertThat(decoded.floats().get(0)).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0000",
        "-0.0, 8000",
        "1, 3c00",
        "-2, c000",
        "65504, 7bff",
        "0.333333333, 3555",
        // Ties to even, up and down, and with a carry into the exponent.
        "1.00048828125, 3c00",
        "1.00146484375, 3c02",
        "2047.5, 6800",
        // The least normal, the largest subnormal, the least, half of it, and a little more than that.
        "6.103515625e-5, 0400",
        "6.097555160522461e-5, 03ff",
        "5.960464477539063e-8, 0001",
        "2.9802322387695312e-8, 0000",
        "2.9802325e-8, 0001",
        // Subnormal tie to even, and a subnormal that becomes normal.
        "8.940696716308594e-8, 0002",
        "6.1020254e-5, 0400",
        // Beyond the largest.
        "65519.996, 7bff",
        "65520, 7bff",
        "3.4e38, 7bff",
        "-3.4e38, fbff",
        "Infinity, 7c00",
        "-Infinity, fc00",
        "NaN, 7e00"
    })
    void float16RoundsAsIeee754DoesAndStopsAtTheLargest(float value, String half) {
        assertThat(Half.of(value)).isEqualTo((short) Integer.parseInt(half, 16));
    }

    @Test
    void everyHalfComesBackFromItsFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short half = (short) bits;
            boolean nan = (bits & 0x7FFF) > 0x7C00;
            if (nan) {
                assertThat(Half.toFloat(half)).isNaN();
            } else {
                assertThat(Half.of(Half.toFloat(half))).isEqualTo(half);
            }
        }
    }

    @Test
    void float16IsTheNearestOfAllHalves() {
        // Between two neighbours: what is nearer to one of them becomes it.
        for (int bits = 0; bits < 0x7BFF; bits++) {
            float low = Half.toFloat((short) bits);
            float high = Half.toFloat((short) (bits + 1));
            float middle = (float) (((double) low + high) / 2);
            int even = (bits & 1) == 0 ? bits : bits + 1;
            assertThat(Half.of(middle)).isEqualTo((short) even);
            assertThat(Half.of(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(Half.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "float32+zstd", "float16+zstd"})
    void floatsKeepWhatIsNoFiniteNumber(String name) {
        float[] elements = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f, 1};
        Codec codec = Codecs.installed().get(name);
        Tensor decoded = codec.decode(codec.encode(Tensor.of(SHAPE, elements)), SHAPE);
        assertThat(decoded.toArray()).containsExactly(elements);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "int8-channel", "int8+zstd", "int8-channel+zstd"})
    void bytesRefuseWhatIsNoFiniteNumber(String name) {
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Tensor tensor = Tensor.of(SHAPE, 0, 1, 2, 3, 4, odd);
            assertThatThrownBy(() -> Codecs.installed().get(name).encode(tensor))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("finite number, given " + odd);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aConstantTensorComesBack(String name) {
        for (float constant : new float[] {0, 1, -3.5f, 1000, Float.MIN_VALUE}) {
            float[] elements = new float[6];
            Arrays.fill(elements, constant);
            Codec codec = Codecs.installed().get(name);
            Tensor decoded = codec.decode(codec.encode(Tensor.of(SHAPE, elements)), SHAPE);
            for (float element : decoded.toArray()) {
                assertThat((double) Math.abs(element - constant))
                        .isLessThanOrEqualTo(Math.max(0x1p-25, Math.abs(constant) / 510.0));
            }
        }
    }

    @Test
    void anAllZeroChannelHasScaleZero() {
        Codec.Encoded encoded =
                Codecs.installed().get("int8-channel").encode(Tensor.of(SHAPE, 0, 0, 0, 0, 127.5f, 255));
        assertThat(encoded.scales()).containsExactly(0f, 1f);
        assertThat(encoded.zeroPoints()).containsExactly(0, -128);
        assertThat(Codecs.installed().get("int8-channel").decode(encoded, SHAPE).toArray())
                .containsExactly(0, 0, 0, 0, 128, 255);
    }

    @Test
    void oneScaleForEachChannelKeepsASmallChannelBesideALargeOne() {
        Tensor tensor = Tensor.of(SHAPE, 0.001f, 0.002f, 0.003f, 100, 200, 300);
        Codec one = Codecs.installed().get("int8");
        Codec each = Codecs.installed().get("int8-channel");
        assertThat(one.decode(one.encode(tensor), SHAPE).floats().get(1)).isZero();
        assertThat(Math.abs(each.decode(each.encode(tensor), SHAPE).floats().get(1) - 0.002f))
                .isLessThan(0.00001f);
    }

    @Test
    void theBatchSharesTheChannels() {
        Shape two = Shape.of(2, 2, 1);
        Codec.Encoded encoded = Codecs.installed().get("int8-channel").encode(Tensor.of(two, 1, 10, 255, 2550));
        assertThat(encoded.scales()).containsExactly(1f, 10f);
        assertThat(Codecs.installed().get("int8-channel").decode(encoded, two).toArray())
                .containsExactly(1, 10, 255, 2550);
    }

    @Test
    void theLargestFloatsDoNotBecomeInfinite() {
        Tensor tensor = Tensor.of(Shape.of(2), -Float.MAX_VALUE, Float.MAX_VALUE);
        Codec codec = Codecs.installed().get("int8");
        for (float element : codec.decode(codec.encode(tensor), tensor.shape()).toArray()) {
            assertThat(element).isFinite();
        }
    }

    @Test
    void narrowerAndCompressedAreSmaller() {
        Shape shape = Shape.of(1, 4, 16, 16);
        float[] elements = new float[shape.elements()];
        for (int i = 0; i < elements.length; i++) {
            // As after a ReLU: half of them are 0.
            elements[i] = (float) Math.max(0, Math.sin(i));
        }
        Tensor tensor = Tensor.of(shape, elements);
        assertThat(sizeBytes("float32", tensor)).isEqualTo(4096);
        assertThat(sizeBytes("float16", tensor)).isEqualTo(2048);
        assertThat(sizeBytes("int8", tensor)).isEqualTo(1024);
        assertThat(sizeBytes("float32+zstd", tensor)).isLessThan(3500);
        assertThat(sizeBytes("int8+zstd", tensor)).isLessThan(900);
    }

    private static int sizeBytes(String codec, Tensor tensor) {
        return Codecs.installed().get(codec).encode(tensor).bytes().remaining();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anotherShapeIsRefused(String name) {
        Codec codec = Codecs.installed().get(name);
        Codec.Encoded encoded = codec.encode(Tensor.of(SHAPE, 1, 2, 3, 4, 5, 6));
        assertThatThrownBy(() -> codec.decode(encoded, Shape.of(1, 2, 8))).isInstanceOf(InputException.class);
        // A shape of gigabytes is refused by the size of what came, before memory is asked for.
        assertThatThrownBy(() -> codec.decode(encoded, Shape.of(1, 2, Shape.MOST_ELEMENTS / 2)))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anotherDatatypeIsRefused(String name) {
        Codec codec = Codecs.installed().get(name);
        Codec.Encoded encoded = codec.encode(Tensor.of(SHAPE, 1, 2, 3, 4, 5, 6));
        assertThatThrownBy(() -> codec.decode(
                        new Codec.Encoded("FP64", encoded.bytes(), encoded.scales(), encoded.zeroPoints()), SHAPE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("FP64");
    }

    @Test
    void scalesAndZeroPointsThatAreNoneAreRefused() {
        Codec codec = Codecs.installed().get("int8");
        for (List<Float> scales : List.of(
                List.<Float>of(),
                List.of(1f, 1f),
                List.of(-1f),
                List.of(Float.NaN),
                List.of(Float.POSITIVE_INFINITY))) {
            assertThatThrownBy(() -> codec.decode(bytes(6, scales, List.of(0)), SHAPE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("scale");
        }
        for (List<Integer> zeroPoints :
                List.of(List.<Integer>of(), List.of(0, 0), List.of(-129), List.of(128), List.of(Integer.MIN_VALUE))) {
            assertThatThrownBy(() -> codec.decode(bytes(6, List.of(1f), zeroPoints), SHAPE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("zero point");
        }
    }

    private static Codec.Encoded bytes(int count, List<Float> scales, List<Integer> zeroPoints) {
        return new Codec.Encoded("INT8", ByteBuffer.allocate(count), scales, zeroPoints);
    }

    @Test
    void aFrameThatSaysAnotherSizeIsRefusedByItsHeader() {
        // A gigabyte of zeros in some hundred bytes would be a way to fill the memory; here 16 MB, the header is what
        // counts.
        byte[] bomb = Zstd.compress(new byte[1 << 24]);
        assertThat(bomb).hasSizeLessThan(2000);
        Shape near = Shape.of(1, (1 << 22) - 1);
        assertThatThrownBy(() -> Codecs.installed().get("float32+zstd").decode(frame(bomb), near))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Zstandard frame")
                .hasMessageContaining("given " + (1 << 24));
    }

    @Test
    void aFrameWithoutASizeACutOneAndMoreThanOneAreRefused() {
        Codec codec = Codecs.installed().get("float32+zstd");
        byte[] whole = Zstd.compress(new byte[24]);
        assertThat(codec.decode(frame(whole), SHAPE).toArray()).containsOnly(0);

        byte[] unsized = new byte[64];
        long length = new com.github.luben.zstd.ZstdCompressCtx()
                .setContentSize(false)
                .compressByteArray(unsized, 0, unsized.length, new byte[24], 0, 24);
        assertThatThrownBy(() -> codec.decode(frame(Arrays.copyOf(unsized, (int) length)), SHAPE))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> codec.decode(frame(Arrays.copyOf(whole, whole.length - 1)), SHAPE))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> codec.decode(frame(new byte[0]), SHAPE)).isInstanceOf(InputException.class);

        byte[] empty = Zstd.compress(new byte[0]);
        byte[] two = Arrays.copyOf(whole, whole.length + empty.length);
        System.arraycopy(empty, 0, two, whole.length, empty.length);
        assertThatThrownBy(() -> codec.decode(frame(two), SHAPE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one whole Zstandard frame");
    }

    private static Codec.Encoded frame(byte[] bytes) {
        return new Codec.Encoded("FP32", ByteBuffer.wrap(bytes), List.of(), List.of());
    }
}
