package org.wattsplit.testbed.digits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wattsplit.testbed.dl4j.Dl4jSplitModel;

/** The trained network for {@link DigitImages}, with the same weights on every machine. */
public final class DigitNetwork {
    /** Little-endian floats, in the order in which Deeplearning4j keeps a network's parameters. */
    private static final String WEIGHTS = "digits.weights";

    private DigitNetwork() {}

    /** The network with the weights that {@link DigitTraining#SHIPPED} made once. */
    public static Dl4jSplitModel trained() {
        ComputationGraph graph = DigitTraining.SHIPPED.untrained();
        graph.setParams(weights(graph.numParams()));
        return model(graph);
    }

    /** The network that a training makes. */
    public static Dl4jSplitModel train(DigitTraining training) {
        return model(training.train());
    }

    private static Dl4jSplitModel model(ComputationGraph graph) {
        return Dl4jSplitModel.of("digits", graph, DigitImages.SHAPE);
    }

    private static INDArray weights(long count) {
        try (InputStream in = DigitNetwork.class.getResourceAsStream(WEIGHTS)) {
            if (in == null) {
                throw new IllegalStateException("Expected the resource " + WEIGHTS);
            }
            byte[] bytes = in.readAllBytes();
            if (bytes.length != count * Float.BYTES) {
                throw new IllegalStateException(
                        "Expected " + WEIGHTS + " to have " + count + " floats, given " + bytes.length + " bytes");
            }
            float[] weights = new float[(int) count];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(weights);
            return Nd4j.createFromArray(weights).reshape(1, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A network's parameters as the resource has them. */
    static byte[] bytes(ComputationGraph graph) {
        float[] weights = graph.params().dup('c').reshape(graph.numParams()).toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights);
        return bytes.array();
    }
}
