package org.wattsplit.testbed.training;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * The place of a cut in a graph that is trained: what crosses it is encoded and decoded, so that what lies behind learns from
 * what it will be sent. The gradient passes as if nothing had happened, the straight-through estimator of Bengio et al. (arXiv
 * 1308.3432), as in fake quantisation (Jacob et al., CVPR 2018).
 */
final class Crossing extends BaseActivationFunction {
    private static final long serialVersionUID = 1;

    private transient @Nullable Codec codec;

    /** What encodes; null where a cut is not sent over. */
    void setCodec(@Nullable Codec codec) {
        this.codec = codec;
    }

    /** That of a graph's layer. */
    static Crossing of(org.deeplearning4j.nn.api.Layer layer) {
        return (Crossing) ((ActivationLayer) layer.conf().getLayer()).getActivationFn();
    }

    /** What arrives of an array, all of it one tensor with one scale. */
    static INDArray sent(INDArray array, Codec codec) {
        Tensor tensor = Tensor.of(Shape.of(array.shape()), ChainGraph.floats(array));
        Tensor received = codec.decode(codec.encode(tensor), tensor.shape());
        return Nd4j.create(received.toArray(), array.shape(), 'c');
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return codec == null ? in : in.assign(sent(in, codec));
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        return new Pair<>(epsilon, null);
    }
}
