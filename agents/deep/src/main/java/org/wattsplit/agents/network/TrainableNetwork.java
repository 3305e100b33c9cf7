package org.wattsplit.agents.network;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.file.ArrayStore;

/**
 * A fully connected network of Deeplearning4j, tangens hyperbolicus in its hidden layers, a linear last one, trained by
 * Adam (Kingma and Ba, ICLR 2015) from gradients at its outputs. One thread at a time.
 */
public final class TrainableNetwork {
    private static final double ADAM_EPSILON = 1e-5;

    private final int[] sizes;
    private final MultiLayerNetwork network;
    private final double largestNorm;
    private double lastRate = Double.NaN;
    private int updates;

    /**
     * A network of chance weights.
     *
     * @param sizes inputs, hidden layers, outputs
     * @param lastScale factor of the last layer's first weights: a small one begins with outputs near 0
     * @param largestNorm gradients are scaled down to this Euclidean norm
     * @param seed seed of the first weights
     */
    public TrainableNetwork(int[] sizes, double lastScale, double largestNorm, long seed) {
        this.sizes = sizes.clone();
        this.largestNorm = largestNorm;
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.XAVIER)
                .updater(Adam.builder().epsilon(ADAM_EPSILON).build())
                .list();
        for (int layer = 0; layer + 1 < sizes.length; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(sizes[layer])
                    .nOut(sizes[layer + 1])
                    .activation(layer + 2 < sizes.length ? Activation.TANH : Activation.IDENTITY)
                    .build());
        }
        MultiLayerConfiguration configuration = layers.build();
        network = new MultiLayerNetwork(configuration);
        network.init();
        network.getLayer(sizes.length - 2).getParam("W").muli(lastScale);
    }

    /** Outputs of a batch, shape (batch, outputs), kept for {@link #step}. */
    public float[][] forward(float[][] inputs) {
        network.setInput(matrix(inputs));
        INDArray output = network.feedForward(true, false).get(sizes.length - 1);
        // Element by element, as toFloatMatrix reads, takes longer than the network does.
        float[] flat = output.dup('c').data().asFloat();
        int width = sizes[sizes.length - 1];
        float[][] rows = new float[inputs.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }

    private static INDArray matrix(float[][] rows) {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return Nd4j.createFromArray(flat).reshape(rows.length, width);
    }

    /**
     * One step of Adam along the gradient of the batch's mean loss, after {@link #forward} of that batch.
     *
     * @param gradients by sample, the gradient of that sample's loss at its outputs
     * @param rate learning rate
     * @return Euclidean norm of that gradient, before it was scaled down
     */
    public double step(float[][] gradients, double rate) {
        if (rate != lastRate) {
            network.setLearningRate(rate);
            lastRate = rate;
        }
        Gradient gradient = network.backpropGradient(matrix(gradients), null).getFirst();
        INDArray flat = network.getFlattenedGradients();
        double norm = flat.norm2Number().doubleValue() / gradients.length;
        if (!Double.isFinite(norm)) {
            throw new DivergedException("norm of the gradient", norm);
        }
        if (norm > largestNorm) {
            flat.muli(largestNorm / norm);
        }
        // The updater divides by the batch's size.
        network.getUpdater().update(network, gradient, updates, 0, gradients.length, LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(flat.reshape(network.params().shape()));
        updates++;
        return norm;
    }

    /** The gradient at the parameters of the sum of losses with those gradients at the outputs; for checks. */
    float[] parameterGradient(float[][] inputs, float[][] gradients) {
        forward(inputs);
        network.backpropGradient(matrix(gradients), null);
        return network.getFlattenedGradients().data().asFloat();
    }

    /** The parameters, flat, a copy. */
    public float[] parameters() {
        return network.params().data().asFloat();
    }

    /** Sets the parameters. */
    public void setParameters(float[] parameters) {
        network.setParams(Nd4j.createFromArray(parameters));
    }

    /** Moves the weights a share of the way to another network's of the same sizes. */
    public void follow(TrainableNetwork other, double share) {
        network.params().muli(1 - share).addi(other.network.params().mul(share));
    }

    /** A copy of the present weights that decides fast. */
    public FrozenNetwork freeze() {
        return new FrozenNetwork(sizes, parameters());
    }

    /**
     * Keeps weights and optimiser: by layer, from 0, {@code .layer.N.weights} of shape (outputs, inputs) and
     * {@code .layer.N.biases} of shape (outputs), so that a layer's outputs are weights times inputs plus biases;
     * {@code .adam}, Deeplearning4j's, flat; {@code .updates}, steps so far.
     */
    public void save(ArrayStore store, String name) {
        float[] parameters = parameters();
        int next = 0;
        for (int layer = 0; layer + 1 < sizes.length; layer++) {
            int inputs = sizes[layer];
            int outputs = sizes[layer + 1];
            // By layer Deeplearning4j keeps (inputs, outputs) column by column, which is (outputs, inputs) row by row.
            int bias = next + inputs * outputs;
            store.put(weights(name, layer), List.of(outputs, inputs), Arrays.copyOfRange(parameters, next, bias));
            store.put(biases(name, layer), Arrays.copyOfRange(parameters, bias, bias + outputs));
            next = bias + outputs;
        }
        store.put(
                name + ".adam", network.getUpdater().getStateViewArray().data().asFloat());
        store.put(name + ".updates", (long) updates);
    }

    /** Takes the weights and the optimiser that were kept. */
    public void load(ArrayStore store, String name) {
        int count = (int) network.numParams();
        setParameters(
                // Version 1 of policy files keeps Deeplearning4j's flat parameters.
                store.names().contains(name + ".weights")
                        ? store.floats(name + ".weights", count)
                        : layers(store, name, count));
        INDArray state = network.getUpdater().getStateViewArray();
        float[] saved = store.floats(name + ".adam", (int) state.length());
        state.assign(Nd4j.createFromArray(saved).reshape(state.shape()));
        updates = (int) store.longs(name + ".updates", 1)[0];
    }

    private float[] layers(ArrayStore store, String name, int count) {
        float[] parameters = new float[count];
        int next = 0;
        for (int layer = 0; layer + 1 < sizes.length; layer++) {
            int weights = sizes[layer] * sizes[layer + 1];
            int biases = sizes[layer + 1];
            System.arraycopy(store.floats(weights(name, layer), weights), 0, parameters, next, weights);
            System.arraycopy(store.floats(biases(name, layer), biases), 0, parameters, next + weights, biases);
            next += weights + biases;
        }
        return parameters;
    }

    private static String weights(String name, int layer) {
        return name + ".layer." + layer + ".weights";
    }

    private static String biases(String name, int layer) {
        return name + ".layer." + layer + ".biases";
    }
}
