package org.wattsplit.testbed.codec;

import java.nio.ByteBuffer;
import java.util.List;
import org.wattsplit.framework.provider.Provider;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Turns the tensor that crosses a cut into bytes and back. Thread-safe.
 *
 * <p>Names are knob values: {@code float32}, {@code float16}, {@code int8} (one scale for the tensor), {@code int8-channel}
 * (one for each channel, the second dimension), {@code int4}, {@code int2}, {@code int1} (one for the tensor), each also with {@code +zstd}. A program adds its own; an endpoint in another
 * process finds it on its class path.
 */
public interface Codec extends Provider {
    /** Its name, a value of the knob {@code codec}. */
    @Override
    String name();

    /**
     * The bytes that any tensor of a shape is encoded as, scales and zero points apart; the most where that depends on its
     * elements.
     *
     * @throws org.wattsplit.framework.check.InputException where they do not fit into a buffer
     */
    int bytes(Shape shape);

    /**
     * What is sent for a tensor.
     *
     * @throws org.wattsplit.framework.check.InputException for elements that are no finite numbers, where it cannot keep them
     */
    Encoded encode(Tensor tensor);

    /**
     * The tensor that was encoded, as exactly as the codec is.
     *
     * @throws org.wattsplit.framework.check.InputException for bytes that no tensor of that shape is encoded as
     */
    Tensor decode(Encoded encoded, Shape shape);

    /**
     * An encoded tensor.
     *
     * @param datatype the Open Inference Protocol's name of an element: {@code FP32}, {@code FP16} or {@code INT8}
     * @param bytes the elements, little-endian, compressed where the codec says so
     * @param scales scale of each channel, or one; empty where elements are floats
     * @param zeroPoints what stands for 0 in each channel, or one; empty where elements are floats
     */
    record Encoded(String datatype, ByteBuffer bytes, List<Float> scales, List<Integer> zeroPoints) {
        public Encoded {
            bytes = bytes.asReadOnlyBuffer();
            scales = List.copyOf(scales);
            zeroPoints = List.copyOf(zeroPoints);
        }
    }
}
