package org.wattsplit.testbed.edge;

import java.time.Duration;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.tensor.Tensor;

/** Runs the tails of one network, in the cloud or here. One thread at a time. */
public interface TailRunner extends AutoCloseable {
    /**
     * Runs a tail.
     *
     * @param cut the cut, below the last one
     * @param codec how the tensor goes over
     * @param boundary the tensor that crosses
     * @param deadline time for it, above 0
     * @throws org.wattsplit.framework.testbed.TestbedException when there is no answer within the deadline
     */
    TailRun run(int cut, Codec codec, Tensor boundary, Duration deadline);

    /** Has a tail loaded, so that its next run does not wait for that. */
    void load(int cut);

    /** Lets go of what it holds; a second call does nothing. */
    @Override
    void close();
}
