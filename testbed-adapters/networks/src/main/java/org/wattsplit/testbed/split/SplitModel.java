package org.wattsplit.testbed.split;

import java.util.List;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * A network with one input and one output that can run whole or in two halves. A half is loaded when it is first used, or
 * by {@link #load}, and a backend bounds how many it keeps. One thread at a time, unless a backend says otherwise.
 */
public interface SplitModel extends AutoCloseable {
    /** Which half of a cut. */
    enum Half {
        /** From the input to the cut. */
        HEAD,
        /** From the cut to the output. */
        TAIL
    }

    /** The network's name, such as {@code vgg16}. */
    String name();

    /** The shape of the input for a batch of one. */
    Shape inputShape();

    /** The shape of the output for a batch of one. */
    Shape outputShape();

    /** Whether it takes any batch, the first dimension of all that crosses; else it takes a batch of one. */
    default boolean freeBatch() {
        return false;
    }

    /** The places where it can be cut, from the input (all in the tail) to the output (all in the head); at least two. */
    List<CutPoint> cuts();

    /** The whole network's output. */
    Tensor whole(Tensor input);

    /** The tensor that crosses a cut; the input itself at cut 0. */
    Tensor head(int cut, Tensor input);

    /** The output from the tensor that crosses a cut; that tensor itself at the last cut. */
    Tensor tail(int cut, Tensor boundary);

    /** Loads a half, so that its next run does not wait for that. */
    void load(int cut, Half half);

    /** Frees what native code holds; a second call does nothing. */
    @Override
    void close();
}
