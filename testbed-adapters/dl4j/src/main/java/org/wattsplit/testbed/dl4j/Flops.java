package org.wattsplit.testbed.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.graph.vertex.impl.InputVertex;
import org.deeplearning4j.nn.graph.vertex.impl.MergeVertex;
import org.deeplearning4j.nn.graph.vertex.impl.PreprocessorVertex;
import org.deeplearning4j.nn.graph.vertex.impl.ReshapeVertex;
import org.deeplearning4j.nn.graph.vertex.impl.SubsetVertex;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wattsplit.testbed.tensor.Shape;

/**
 * Floating point operations of a vertex for a batch of one, by its kind:
 *
 * <ul>
 *   <li>convolutions and dense layers: 2 for each weight and 1 for each bias, at each position of the output;
 *   <li>pooling: 1 for each element that a window covers;
 *   <li>batch normalisation: 2 for each element, as a scale and a shift;
 *   <li>sums and the like of several inputs: 1 for each element of each input after the first;
 *   <li>an activation function, and any other vertex: 1 for each element of the output;
 *   <li>what only moves elements, or drops out in training: none.
 * </ul>
 */
final class Flops {
    private Flops() {}

    static long of(GraphVertex vertex, Shape input, Shape output) {
        if (vertex.hasLayer()) {
            return ofLayer(vertex.getLayer(), input, output);
        }
        if (vertex instanceof ElementWiseVertex) {
            return (long) output.elements() * (vertex.getNumInputArrays() - 1);
        }
        boolean moves = vertex instanceof InputVertex
                || vertex instanceof MergeVertex
                || vertex instanceof SubsetVertex
                || vertex instanceof ReshapeVertex
                || vertex instanceof PreprocessorVertex;
        return moves ? 0 : output.elements();
    }

    private static long ofLayer(Layer layer, Shape input, Shape output) {
        org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
        if (conf instanceof BatchNormalization) {
            return 2L * output.elements();
        }
        if (conf instanceof FeedForwardLayer dense) {
            long positions = output.elements() / dense.getNOut();
            return positions * operationsAtPosition(layer.paramTable()) + activation(dense, output);
        }
        if (conf instanceof SubsamplingLayer pooling) {
            return (long) output.elements() * pooling.getKernelSize()[0] * pooling.getKernelSize()[1];
        }
        if (conf instanceof GlobalPoolingLayer) {
            return input.elements();
        }
        boolean moves =
                conf instanceof ZeroPaddingLayer || conf instanceof Upsampling2D || conf instanceof DropoutLayer;
        return moves ? 0 : output.elements();
    }

    private static long operationsAtPosition(Map<String, INDArray> parameters) {
        long operations = 0;
        for (Map.Entry<String, INDArray> parameter : parameters.entrySet()) {
            operations += parameter.getValue().length() * (parameter.getKey().equals("b") ? 1 : 2);
        }
        return operations;
    }

    private static long activation(BaseLayer layer, Shape output) {
        return layer.getActivationFn() instanceof ActivationIdentity ? 0 : output.elements();
    }
}
