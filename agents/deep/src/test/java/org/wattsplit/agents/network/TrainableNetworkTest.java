package org.wattsplit.agents.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.file.ArrayStore;

final class TrainableNetworkTest {
    private static final int[] SIZES = {5, 8, 8, 3};

    private static TrainableNetwork network(long seed) {
        return new TrainableNetwork(SIZES, 1, 0.5, seed);
    }

    private static float[][] random(int rows, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] values = new float[rows][width];
        for (float[] row : values) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    private static double dot(float[][] one, float[][] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < one[i].length; j++) {
                sum += one[i][j] * other[i][j];
            }
        }
        return sum;
    }

    @Test
    void theGradientAtTheParametersIsThatOfTheirDifferences() {
        TrainableNetwork network = network(1);
        float[][] inputs = random(4, 5, 2);
        float[][] slopes = random(4, 3, 3);
        float[] gradient = network.parameterGradient(inputs, slopes).clone();
        float[] parameters = network.parameters();
        for (int i = 0; i < parameters.length; i += 3) {
            float[] moved = parameters.clone();
            moved[i] += 1e-2f;
            network.setParameters(moved);
            double above = dot(network.forward(inputs), slopes);
            moved[i] -= 2e-2f;
            network.setParameters(moved);
            double below = dot(network.forward(inputs), slopes);
            assertThat((double) gradient[i]).isCloseTo((above - below) / 2e-2, within(2e-3));
        }
    }

    @Test
    void theFrozenCopyAnswersAsTheNetworkDoes() {
        TrainableNetwork network = network(4);
        FrozenNetwork frozen = network.freeze();
        float[][] inputs = random(200, 5, 5);
        float[][] outputs = network.forward(inputs);
        for (int i = 0; i < inputs.length; i++) {
            float[] output = frozen.output(inputs[i]);
            for (int j = 0; j < output.length; j++) {
                assertThat((double) output[j]).isCloseTo(outputs[i][j], within(1e-5));
            }
        }
    }

    @Test
    void stepsGoDownhillAndAKeptNetworkGoesOnExactly() {
        TrainableNetwork network = network(6);
        float[][] inputs = random(16, 5, 7);
        float[][] targets = random(16, 3, 8);
        double first = loss(network, inputs, targets, 1);
        loss(network, inputs, targets, 200);
        ArrayStore store = new ArrayStore();
        network.save(store, "net");
        TrainableNetwork other = network(9);
        other.load(store, "net");
        double last = loss(network, inputs, targets, 50);
        assertThat(last).isLessThan(0.5 * first);
        assertThat(loss(other, inputs, targets, 50)).isEqualTo(last);
        assertThat(other.parameters()).isEqualTo(network.parameters());
    }

    @Test
    void keptWeightsTimesInputsPlusBiasesAreALayersOutputs() {
        TrainableNetwork network = network(4);
        ArrayStore store = new ArrayStore();
        network.save(store, "net");
        float[] input = random(1, 5, 5)[0];
        float[] values = input;
        int layer = 0;
        for (; store.names().contains("net.layer." + layer + ".weights"); layer++) {
            List<Integer> shape = store.shape("net.layer." + layer + ".weights");
            assertThat(shape.get(1)).isEqualTo(values.length);
            float[] weights = store.floats("net.layer." + layer + ".weights", shape.get(0) * shape.get(1));
            float[] outputs = store.floats("net.layer." + layer + ".biases", shape.get(0));
            boolean last = !store.names().contains("net.layer." + (layer + 1) + ".weights");
            for (int i = 0; i < outputs.length; i++) {
                for (int j = 0; j < values.length; j++) {
                    outputs[i] += weights[i * values.length + j] * values[j];
                }
                outputs[i] = last ? outputs[i] : (float) Math.tanh(outputs[i]);
            }
            values = outputs;
        }
        assertThat(layer).isGreaterThan(1);
        assertThat(values).containsExactly(network.forward(new float[][] {input})[0], within(1e-5f));
    }

    @Test
    void flatParametersOfOlderFilesAreTaken() {
        TrainableNetwork network = network(4);
        ArrayStore store = new ArrayStore();
        network.save(store, "net");
        ArrayStore old = new ArrayStore();
        old.put("net.weights", network.parameters());
        old.put("net.adam", store.floats("net.adam", store.length("net.adam")));
        old.put("net.updates", store.longs("net.updates", 1));
        TrainableNetwork other = network(9);
        other.load(old, "net");
        assertThat(other.parameters()).isEqualTo(network.parameters());
    }

    /** The squared error before the last of some steps. */
    private static double loss(TrainableNetwork network, float[][] inputs, float[][] targets, int steps) {
        double loss = 0;
        for (int step = 0; step < steps; step++) {
            float[][] errors = network.forward(inputs);
            for (int i = 0; i < errors.length; i++) {
                for (int j = 0; j < errors[i].length; j++) {
                    errors[i][j] -= targets[i][j];
                }
            }
            loss = dot(errors, errors);
            network.step(errors, 1e-2);
        }
        return loss;
    }

    @Test
    void aGradientThatIsNoNumberStopsTheTraining() {
        TrainableNetwork network = network(1);
        network.forward(random(1, 5, 1));
        assertThatThrownBy(() -> network.step(new float[][] {{Float.NaN, 0, 0}}, 1e-3))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("gradient");
    }
}
