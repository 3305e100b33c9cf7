package org.wattsplit.framework.file;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of numbers in an {@link ArrayStore}, in whose order they lie in a file: those of 8 bytes first. */
enum ArrayType {
    /** {@code double[]}. */
    DOUBLE("F64", Double.BYTES),
    /** {@code long[]}. */
    LONG("I64", Long.BYTES),
    /** {@code float[]}. */
    FLOAT("F32", Float.BYTES);

    private final String dtype;
    private final int bytes;

    ArrayType(String dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /** Its name in safetensors. */
    String dtype() {
        return dtype;
    }

    /** Bytes of one number. */
    int bytes() {
        return bytes;
    }

    /** The kind of that name in safetensors. */
    static Optional<ArrayType> ofDtype(String dtype) {
        return Arrays.stream(values()).filter(type -> type.dtype.equals(dtype)).findFirst();
    }

    /** The names in safetensors. */
    static List<String> dtypes() {
        return Arrays.stream(values()).map(ArrayType::dtype).sorted().toList();
    }

    /** The kind of a {@code double[]}, {@code long[]} or {@code float[]}. */
    static ArrayType of(Object array) {
        return array instanceof float[] ? FLOAT : array instanceof double[] ? DOUBLE : LONG;
    }

    /** The bytes of an array of this kind. */
    byte[] toBytes(Object array, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.allocate(Array.getLength(array) * bytes).order(order);
        switch (this) {
            case FLOAT -> buffer.asFloatBuffer().put((float[]) array);
            case DOUBLE -> buffer.asDoubleBuffer().put((double[]) array);
            case LONG -> buffer.asLongBuffer().put((long[]) array);
        }
        return buffer.array();
    }

    /** The array of this kind whose bytes those are. */
    Object fromBytes(byte[] raw, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(order);
        int length = raw.length / bytes;
        return switch (this) {
            case FLOAT -> {
                float[] values = new float[length];
                buffer.asFloatBuffer().get(values);
                yield values;
            }
            case DOUBLE -> {
                double[] values = new double[length];
                buffer.asDoubleBuffer().get(values);
                yield values;
            }
            case LONG -> {
                long[] values = new long[length];
                buffer.asLongBuffer().get(values);
                yield values;
            }
        };
    }
}
