package org.wattsplit.agents.network;

/**
 * A fully connected network in plain arithmetic: tangens hyperbolicus in the hidden layers, a linear last one. Reads
 * the weights of Deeplearning4j's flat parameters: by layer the matrix of shape (inputs, outputs) column by column,
 * then the bias. One thread at a time: it reuses its activations.
 */
public final class FrozenNetwork {
    /** By layer, shape (inputs, outputs), row by row: so the innermost loop runs over outputs, which add up apart. */
    private final float[][] weights;

    private final float[][] biases;
    private final float[][] activations;

    /**
     * A copy of those parameters.
     *
     * @param sizes inputs, hidden layers, outputs
     * @param parameters Deeplearning4j's, flat
     */
    public FrozenNetwork(int[] sizes, float[] parameters) {
        int layers = sizes.length - 1;
        weights = new float[layers][];
        biases = new float[layers][];
        activations = new float[layers][];
        int next = 0;
        for (int layer = 0; layer < layers; layer++) {
            int count = sizes[layer] * sizes[layer + 1];
            weights[layer] = new float[count];
            for (int i = 0; i < count; i++) {
                weights[layer][(i % sizes[layer]) * sizes[layer + 1] + (i / sizes[layer])] = parameters[next + i];
            }
            next += count;
            biases[layer] = new float[sizes[layer + 1]];
            System.arraycopy(parameters, next, biases[layer], 0, sizes[layer + 1]);
            next += sizes[layer + 1];
            activations[layer] = new float[sizes[layer + 1]];
        }
        if (next != parameters.length) {
            throw new IllegalArgumentException("Expected " + next + " parameters, given " + parameters.length);
        }
    }

    /** The outputs; an array that the next call writes over. */
    public float[] output(float[] input) {
        float[] from = input;
        for (int layer = 0; layer < weights.length; layer++) {
            float[] to = activations[layer];
            System.arraycopy(biases[layer], 0, to, 0, to.length);
            for (int i = 0; i < from.length; i++) {
                if (from[i] != 0) {
                    add(from[i], weights[layer], i * to.length, to);
                }
            }
            if (layer < weights.length - 1) {
                for (int i = 0; i < to.length; i++) {
                    to[i] = tanh(to[i]);
                }
            }
            from = to;
        }
        return from;
    }

    private static void add(float factor, float[] matrix, int offset, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * matrix[offset + i];
        }
    }

    /** By one exponential, which is faster than the library's and as exact as floats are. */
    private static float tanh(float value) {
        if (value > 9) {
            return 1;
        }
        if (value < -9) {
            return -1;
        }
        double power = Math.exp(2.0 * value);
        return (float) ((power - 1) / (power + 1));
    }
}
