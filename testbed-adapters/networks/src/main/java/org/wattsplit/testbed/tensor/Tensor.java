package org.wattsplit.testbed.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.check.Check;

/**
 * A tensor of 32-bit floats: a shape, and its elements row by row in little-endian bytes, as they go over a wire. It does
 * not copy what it is made of, which must not change any more. Thread-safe for reading.
 */
public final class Tensor {
    private final Shape shape;
    private final ByteBuffer bytes;

    private Tensor(Shape shape, ByteBuffer bytes) {
        this.shape = shape;
        this.bytes = bytes;
    }

    /**
     * A tensor of the bytes between a buffer's position and limit.
     *
     * @param bytes little-endian floats, as many as the shape has elements; direct ones go into native code uncopied
     */
    public static Tensor of(Shape shape, ByteBuffer bytes) {
        Check.that(
                bytes.remaining() == shape.elements() * (long) Float.BYTES,
                "the bytes of a tensor of shape " + shape,
                String.valueOf(shape.elements() * (long) Float.BYTES),
                bytes.remaining());
        return new Tensor(shape, bytes.slice().asReadOnlyBuffer());
    }

    /** A tensor of those elements, which are copied into a direct buffer. */
    public static Tensor of(Shape shape, float... elements) {
        Check.that(
                elements.length == shape.elements(),
                "the elements of shape " + shape,
                shape.elements() + "",
                elements.length);
        ByteBuffer bytes = allocate(elements.length * Float.BYTES);
        bytes.asFloatBuffer().put(elements);
        return of(shape, bytes);
    }

    /** A tensor of standard normal numbers. */
    public static Tensor drawn(Shape shape, RandomGenerator random) {
        ByteBuffer bytes = allocate(Math.multiplyExact(shape.elements(), Float.BYTES));
        FloatBuffer floats = bytes.asFloatBuffer();
        while (floats.hasRemaining()) {
            floats.put((float) random.nextGaussian());
        }
        return of(shape, bytes);
    }

    /** A direct little-endian buffer of so many bytes. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Its shape. */
    public Shape shape() {
        return shape;
    }

    /** The elements' bytes, read-only, little-endian, from position 0. */
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The elements, read-only. */
    public FloatBuffer floats() {
        return bytes().asFloatBuffer();
    }

    /** The elements, a copy. */
    public float[] toArray() {
        float[] elements = new float[shape.elements()];
        floats().get(elements);
        return elements;
    }

    /** The number of bytes of the elements. */
    public int sizeBytes() {
        return bytes.remaining();
    }

    /** The largest absolute difference of an element to another tensor's of the same shape. */
    public double distance(Tensor other) {
        Check.that(shape.equals(other.shape), "the shape", shape.toString(), other.shape);
        FloatBuffer a = floats();
        FloatBuffer b = other.floats();
        double largest = 0;
        while (a.hasRemaining()) {
            largest = Math.max(largest, Math.abs((double) a.get() - b.get()));
        }
        return largest;
    }
}
