package org.wattsplit.testbed.split;

import org.wattsplit.testbed.tensor.Shape;

/**
 * A place where a network can be cut: one tensor crosses it.
 *
 * @param index its number along the network: 0 sends the input and leaves all to the tail, the last sends the output
 * @param tensor name of the tensor that crosses
 * @param shape its shape for a batch of one
 * @param headFlops floating point operations of the head, a multiplication with its addition counted as two
 * @param tailFlops those of the tail
 * @param headParameters numbers that the head was trained to
 * @param tailParameters those of the tail
 */
public record CutPoint(
        int index,
        String tensor,
        Shape shape,
        long headFlops,
        long tailFlops,
        long headParameters,
        long tailParameters) {
    /** The bytes that cross, as 32-bit floats. */
    public long bytes() {
        return (long) shape.elements() * Float.BYTES;
    }
}
