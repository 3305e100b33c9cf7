package org.wattsplit.testbed.cloud;

import java.util.List;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * A model that a server hosts: a pure function of tensors. The server calls it by one thread at a time, and closes it
 * when no call runs.
 */
public interface HostedModel extends AutoCloseable {
    /** The name that requests ask for. */
    String name();

    /** What it takes, in the order of {@link #infer}; at least one. Elements are 32-bit floats. */
    List<TensorMetadata> inputs();

    /** What it gives, in the order of {@link #infer}; at least one. Elements are 32-bit floats. */
    List<TensorMetadata> outputs();

    /** Whether an input may have a shape; what its metadata says, unless a model takes more. */
    default boolean accepts(TensorMetadata input, Shape shape) {
        return input.matches(shape);
    }

    /**
     * Runs the model.
     *
     * @param inputs one for each of {@link #inputs}, of a shape that it accepts; not to be changed, nor to be kept: their
     *     memory is used again once the outputs, which they may be among, are sent
     * @return one for each of {@link #outputs}; not to be changed afterwards, as they are sent uncopied
     * @throws org.wattsplit.framework.check.InputException for inputs that it cannot take
     */
    List<Tensor> infer(List<Tensor> inputs);

    /** Frees what it holds; a second call does nothing. */
    @Override
    void close();
}
