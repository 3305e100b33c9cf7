package org.wattsplit.testbed.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;

/** Checks of what came over a wire; each throws an {@link InputException}. */
final class Wire {
    private Wire() {}

    /** The bytes of an encoded tensor, if they are so many as the elements of that datatype need. */
    static ByteBuffer elements(Codec.Encoded encoded, String datatype, int elementBytes, Shape shape) {
        return bytes(encoded, datatype, bytes(shape, elementBytes), shape);
    }

    /** The bytes of an encoded tensor, if they are so many. */
    static ByteBuffer bytes(Codec.Encoded encoded, String datatype, int expected, Shape shape) {
        datatype(encoded, datatype);
        // The result is made of floats, so they must fit, too.
        bytes(shape, Float.BYTES);
        ByteBuffer bytes = encoded.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() != expected) {
            throw InputException.of(
                    "the bytes of a tensor of shape " + shape + " as " + datatype, "" + expected, bytes.remaining());
        }
        return bytes;
    }

    /** The datatype, if it is that one. */
    static void datatype(Codec.Encoded encoded, String datatype) {
        if (!encoded.datatype().equals(datatype)) {
            throw InputException.of("the datatype of an encoded tensor", datatype, encoded.datatype());
        }
    }

    /** The bytes of all elements, if a buffer can hold them. */
    static int bytes(Shape shape, int elementBytes) {
        long bytes = (long) shape.elements() * elementBytes;
        if (bytes > Integer.MAX_VALUE) {
            throw InputException.of("the bytes of a tensor", "at most " + Integer.MAX_VALUE, shape);
        }
        return (int) bytes;
    }

    /** A list that belongs to an encoded tensor, if it has that size. */
    static void size(String what, int expected, List<?> values) {
        if (values.size() != expected) {
            throw InputException.of("the number of " + what, String.valueOf(expected), values.size());
        }
    }
}
