package org.wattsplit.testbed.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.wattsplit.testbed.family.Layer;
import org.wattsplit.testbed.family.Slices;

/**
 * The weights of a family in training, and Adam (Kingma and Ba, ICLR 2015) over them. A member's gradients are added to those
 * of the leading channels that it takes.
 */
final class SharedWeights {
    /** What a layer is trained to. */
    enum Part {
        /** Kernels or a matrix. */
        WEIGHT,
        /** Of a linear layer. */
        BIAS,
        /** A normalisation's factor. */
        GAMMA,
        /** A normalisation's summand. */
        BETA
    }

    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    /** An array with its gradient, and Adam's means of that and of its square. */
    private static final class Trained {
        private final List<Integer> shape;
        private final float[] values;
        private final float[] gradient;
        private final float[] mean;
        private final float[] square;

        Trained(List<Integer> shape) {
            this.shape = shape;
            int length = shape.stream().reduce(1, Math::multiplyExact);
            values = new float[length];
            gradient = new float[length];
            mean = new float[length];
            square = new float[length];
        }
    }

    private final Map<String, Trained> arrays = new LinkedHashMap<>();
    private int steps;

    /** What a layer has. */
    static List<Part> parts(Layer layer) {
        if (layer instanceof Layer.Conv) {
            return List.of(Part.WEIGHT, Part.GAMMA, Part.BETA);
        }
        return layer instanceof Layer.MaxPool ? List.of() : List.of(Part.WEIGHT, Part.BIAS);
    }

    private static String name(Layer layer, Part part) {
        return layer.name() + "." + part;
    }

    /** Adds a layer with first weights, unless it is there. */
    void add(Layer layer, RandomGenerator random) {
        for (Part part : parts(layer)) {
            if (arrays.containsKey(name(layer, part))) {
                continue;
            }
            Trained made = new Trained(shape(layer, part));
            arrays.put(name(layer, part), made);
            if (part == Part.GAMMA) {
                Arrays.fill(made.values, 1);
            } else if (part == Part.WEIGHT) {
                double deviation = Math.sqrt(2.0 / (made.values.length / (double) outputs(layer)));
                for (int i = 0; i < made.values.length; i++) {
                    made.values[i] = (float) (deviation * random.nextGaussian());
                }
            }
        }
    }

    private static int outputs(Layer layer) {
        if (layer instanceof Layer.Conv conv) {
            return conv.outputs();
        }
        return layer instanceof Layer.Project project ? project.outputs() : ((Layer.Dense) layer).outputs();
    }

    private static List<Integer> shape(Layer layer, Part part) {
        if (part != Part.WEIGHT) {
            return List.of(outputs(layer));
        }
        if (layer instanceof Layer.Conv conv) {
            return List.of(conv.outputs(), conv.inputs(), Layer.KERNEL, Layer.KERNEL);
        }
        return layer instanceof Layer.Project project
                ? List.of(project.outputs(), project.inputs())
                : List.of(((Layer.Dense) layer).inputs(), ((Layer.Dense) layer).outputs());
    }

    private static int[] sizes(Layer layer, Part part) {
        List<Integer> shape = shape(layer, part);
        return part == Part.WEIGHT ? new int[] {shape.get(0), shape.get(1)} : new int[] {shape.get(0)};
    }

    private Trained get(Layer layer, Part part) {
        return Objects.requireNonNull(arrays.get(name(layer, part)), name(layer, part));
    }

    /** The leading numbers that a layer takes; those of a dense layer by inputs. */
    float[] leading(Layer layer, Part part) {
        Trained all = get(layer, part);
        return Slices.leading(all.values, all.shape, sizes(layer, part));
    }

    /** All numbers of that name, and their sizes. */
    float[] whole(Layer layer, Part part) {
        return get(layer, part).values;
    }

    List<Integer> wholeShape(Layer layer, Part part) {
        return get(layer, part).shape;
    }

    /** Adds a layer's gradient, times a factor. */
    void addGradient(Layer layer, Part part, float[] gradient, double factor) {
        Trained all = get(layer, part);
        Slices.add(all.gradient, all.shape, gradient, factor, sizes(layer, part));
    }

    /** Follows the gradients, and forgets them. */
    void step(double learningRate) {
        steps++;
        double rate = learningRate
                * Math.sqrt(1 - StrictMath.pow(SQUARE_DECAY, steps))
                / (1 - StrictMath.pow(MEAN_DECAY, steps));
        for (Trained all : arrays.values()) {
            for (int i = 0; i < all.values.length; i++) {
                double gradient = all.gradient[i];
                double mean = MEAN_DECAY * all.mean[i] + (1 - MEAN_DECAY) * gradient;
                double square = SQUARE_DECAY * all.square[i] + (1 - SQUARE_DECAY) * gradient * gradient;
                all.mean[i] = (float) mean;
                all.square[i] = (float) square;
                all.values[i] -= (float) (rate * mean / (Math.sqrt(square) + EPSILON));
            }
            Arrays.fill(all.gradient, 0);
        }
    }
}
