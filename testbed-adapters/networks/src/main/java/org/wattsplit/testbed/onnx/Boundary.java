package org.wattsplit.testbed.onnx;

import java.util.List;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.onnx.format.TensorProto;
import org.wattsplit.testbed.onnx.format.TensorShapeProto;
import org.wattsplit.testbed.onnx.format.TypeProto;
import org.wattsplit.testbed.onnx.format.ValueInfoProto;
import org.wattsplit.testbed.tensor.Shape;

/**
 * What is known of a tensor of floats for any batch.
 *
 * @param tensor its name
 * @param sizes of its dimensions; {@link #BATCH} where it is the batch's, {@link #UNKNOWN} where it may change with it
 */
record Boundary(String tensor, List<Long> sizes) {
    static final long BATCH = -1;
    static final long UNKNOWN = -2;
    private static final String BATCH_NAME = "N";

    Boundary {
        sizes = List.copyOf(sizes);
    }

    /** Whether the shape follows from the batch. */
    boolean isKnown() {
        return !sizes.contains(UNKNOWN);
    }

    /** Whether its first dimension is the batch's, and no other is. */
    boolean hasFreeBatch() {
        return sizes.indexOf(BATCH) == 0 && sizes.lastIndexOf(BATCH) == 0;
    }

    /** The shape for a batch, of a tensor whose shape is known. */
    Shape shape(long batch) {
        Check.that(isKnown(), "the shape of " + tensor, "known", this);
        return new Shape(sizes.stream()
                .map(size -> size == BATCH ? Long.valueOf(batch) : size)
                .toList());
    }

    /** The batch of a tensor of that shape; 1 where none is free. */
    long batch(Shape shape) {
        int at = sizes.indexOf(BATCH);
        return at < 0 ? 1 : shape.sizes().get(at);
    }

    /** Throws {@link IllegalArgumentException} unless a tensor of that shape may stand here. */
    void require(Shape shape) {
        boolean fits = shape.sizes().size() == sizes.size();
        for (int i = 0; fits && i < sizes.size(); i++) {
            long wanted = sizes.get(i);
            fits = wanted == UNKNOWN || shape.sizes().get(i) == (wanted == BATCH ? batch(shape) : wanted);
        }
        Check.that(fits, "the shape of tensor " + tensor, this::toString, shape);
    }

    /** How a file declares it. */
    ValueInfoProto declaration() {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : sizes) {
            TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
            if (size == BATCH) {
                dimension.setDimParam(BATCH_NAME);
            } else if (size != UNKNOWN) {
                dimension.setDimValue(size);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(tensor)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    /** Such as {@code Nx64x56x56}. */
    @Override
    public String toString() {
        return sizes.stream()
                .map(size -> size == BATCH ? BATCH_NAME : size == UNKNOWN ? "?" : String.valueOf(size))
                .collect(Collectors.joining("x"));
    }
}
