package org.wattsplit.testbed.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** What holds for every tensor and every codec. */
final class CodecPropertiesTest {
    /** Tensors of 0 to 4 dimensions, whose finite elements have one order of magnitude for a tensor, or any. */
    @Provide
    Arbitrary<Tensor> tensors() {
        Arbitrary<Float> any = Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite);
        Arbitrary<Float> ordinary = Arbitraries.floats().between(-8, 8);
        return shapes().flatMap(shape -> Arbitraries.oneOf(any, ordinary)
                .array(float[].class)
                .ofSize(shape.elements())
                .map(elements -> Tensor.of(shape, elements)));
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.longs().between(1, 4).list().ofMaxSize(4).map(Shape::new);
    }

    @Provide
    Arbitrary<Codec> codecs() {
        return Arbitraries.of(Codecs.installed().names()).map(Codecs.installed()::get);
    }

    @Property(tries = 500)
    void aTensorKeepsItsShapeAndTheErrorStaysInItsBound(
            @ForAll("codecs") Codec codec, @ForAll("tensors") Tensor tensor) {
        Tensor decoded = codec.decode(codec.encode(tensor), tensor.shape());

        assertThat(decoded.shape()).isEqualTo(tensor.shape());
        float[] before = tensor.toArray();
        float[] after = decoded.toArray();
        double[] bounds = bounds(codec.name(), tensor);
        for (int i = 0; i < before.length; i++) {
            assertThat(Math.abs((double) after[i] - before[i]))
                    .as("%s of %s, element %s", codec.name(), before[i], i)
                    .isLessThanOrEqualTo(bounds[i]);
        }
    }

    /** The largest error of each element, by the codec's contract. */
    private static double[] bounds(String codec, Tensor tensor) {
        float[] elements = tensor.toArray();
        double[] bounds = new double[elements.length];
        String plain = codec.replace("+zstd", "");
        for (int i = 0; i < elements.length; i++) {
            bounds[i] = switch (plain) {
                case "float32" -> 0;
                case "float16" -> half(elements[i]);
                case "int8-channel" -> halfStep(tensor, elements, channel(tensor.shape(), i), 255);
                default -> halfStep(tensor, elements, -1, (1 << Integer.parseInt(plain.substring(3))) - 1);
            };
        }
        return bounds;
    }

    private static double half(float element) {
        double magnitude = Math.abs(element);
        return magnitude > 65504 ? magnitude - 65504 : magnitude >= 0x1p-14 ? magnitude * 0x1p-11 : 0x1p-25;
    }

    /** Half a step of a channel, -1 for all, with what the floats of scale and result leave. */
    private static double halfStep(Tensor tensor, float[] elements, int channel, int steps) {
        double least = 0;
        double largest = 0;
        for (int i = 0; i < elements.length; i++) {
            if (channel < 0 || channel(tensor.shape(), i) == channel) {
                least = Math.min(least, elements[i]);
                largest = Math.max(largest, elements[i]);
            }
        }
        return (largest - least) / steps / 2 * 1.0001 + Float.MIN_VALUE;
    }

    private static int channel(Shape shape, int element) {
        List<Long> sizes = shape.sizes();
        if (sizes.size() < 2) {
            return 0;
        }
        long run = sizes.stream().skip(2).reduce(1L, (a, b) -> a * b);
        return (int) (element / run % sizes.get(1));
    }

    @Property(tries = 300)
    void zeroIsExact(@ForAll("codecs") Codec codec, @ForAll("tensors") Tensor tensor) {
        float[] elements = tensor.toArray();
        elements[elements.length / 2] = 0;
        Tensor decoded = codec.decode(codec.encode(Tensor.of(tensor.shape(), elements)), tensor.shape());
        assertThat(decoded.floats().get(elements.length / 2)).isZero();
    }

    @Property(tries = 300)
    void encodingWhatWasDecodedChangesNothingMore(@ForAll("codecs") Codec codec, @ForAll("tensors") Tensor tensor) {
        if (codec.name().startsWith("float")) {
            Tensor once = codec.decode(codec.encode(tensor), tensor.shape());
            Tensor twice = codec.decode(codec.encode(once), tensor.shape());
            assertThat(twice.bytes()).isEqualTo(once.bytes());
        }
    }

    /** Encoded tensors that came from anywhere. */
    @Provide
    Arbitrary<Codec.Encoded> foreign() {
        Arbitrary<String> datatypes = Arbitraries.of("FP32", "FP16", "INT8", "BF16");
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(64);
        Arbitrary<List<Float>> scales =
                Arbitraries.integers().map(Float::intBitsToFloat).list().ofMaxSize(4);
        Arbitrary<List<Integer>> zeroPoints =
                Arbitraries.integers().between(-200, 200).list().ofMaxSize(4);
        return Combinators.combine(datatypes, bytes, scales, zeroPoints)
                .as((datatype, content, scale, zero) ->
                        new Codec.Encoded(datatype, ByteBuffer.wrap(content), scale, zero));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void foreignBytesAreATensorOfThatShapeOrRefused(
            @ForAll("codecs") Codec codec, @ForAll("foreign") Codec.Encoded encoded, @ForAll("shapes") Shape shape) {
        try {
            assertThat(codec.decode(encoded, shape).shape()).isEqualTo(shape);
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("Expected ");
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void aDamagedTensorIsATensorOfThatShapeOrRefused(
            @ForAll("codecs") Codec codec, @ForAll("tensors") Tensor tensor, @ForAll int where, @ForAll byte what) {
        Codec.Encoded encoded = codec.encode(tensor);
        byte[] bytes = new byte[encoded.bytes().remaining()];
        encoded.bytes().duplicate().get(bytes);
        bytes[Math.floorMod(where, bytes.length)] ^= what;
        Codec.Encoded damaged = new Codec.Encoded(
                encoded.datatype(), ByteBuffer.wrap(bytes), encoded.scales(), new ArrayList<>(encoded.zeroPoints()));
        try {
            assertThat(codec.decode(damaged, tensor.shape()).shape()).isEqualTo(tensor.shape());
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("Expected ");
        }
    }
}
