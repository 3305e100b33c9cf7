package org.wattsplit.testbed.codec;

import java.util.List;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** The elements as they are, not copied either way. */
final class Float32Codec implements Codec {
    private static final String DATATYPE = "FP32";

    @Override
    public String name() {
        return "float32";
    }

    @Override
    public String description() {
        return "the elements as they are";
    }

    @Override
    public int bytes(Shape shape) {
        return Wire.bytes(shape, Float.BYTES);
    }

    @Override
    public Encoded encode(Tensor tensor) {
        return new Encoded(DATATYPE, tensor.bytes(), List.of(), List.of());
    }

    @Override
    public Tensor decode(Encoded encoded, Shape shape) {
        Wire.size("scales", 0, encoded.scales());
        Wire.size("zero points", 0, encoded.zeroPoints());
        return Tensor.of(shape, Wire.elements(encoded, DATATYPE, Float.BYTES, shape));
    }
}
