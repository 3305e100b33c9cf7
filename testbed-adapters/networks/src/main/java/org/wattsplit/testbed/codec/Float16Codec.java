package org.wattsplit.testbed.codec;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** The elements as {@link Half}. */
final class Float16Codec implements Codec {
    private static final String DATATYPE = "FP16";

    @Override
    public String name() {
        return "float16";
    }

    @Override
    public String description() {
        return "half precision";
    }

    @Override
    public int bytes(Shape shape) {
        return Wire.bytes(shape, Short.BYTES);
    }

    @Override
    public Encoded encode(Tensor tensor) {
        ByteBuffer bytes = Tensor.allocate(tensor.shape().elements() * Short.BYTES);
        FloatBuffer from = tensor.floats();
        ShortBuffer to = bytes.asShortBuffer();
        while (from.hasRemaining()) {
            to.put(Half.of(from.get()));
        }
        return new Encoded(DATATYPE, bytes, List.of(), List.of());
    }

    @Override
    public Tensor decode(Encoded encoded, Shape shape) {
        Wire.size("scales", 0, encoded.scales());
        Wire.size("zero points", 0, encoded.zeroPoints());
        ShortBuffer from = Wire.elements(encoded, DATATYPE, Short.BYTES, shape).asShortBuffer();
        ByteBuffer bytes = Tensor.allocate(Wire.bytes(shape, Float.BYTES));
        FloatBuffer to = bytes.asFloatBuffer();
        while (from.hasRemaining()) {
            to.put(Half.toFloat(from.get()));
        }
        return Tensor.of(shape, bytes);
    }
}
