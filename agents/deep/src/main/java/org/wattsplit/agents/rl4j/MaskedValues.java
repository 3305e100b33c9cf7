package org.wattsplit.agents.rl4j;

import org.deeplearning4j.rl4j.agent.learning.update.Features;
import org.deeplearning4j.rl4j.agent.learning.update.FeaturesLabels;
import org.deeplearning4j.rl4j.agent.learning.update.Gradients;
import org.deeplearning4j.rl4j.network.CommonLabelNames;
import org.deeplearning4j.rl4j.network.CommonOutputNames;
import org.deeplearning4j.rl4j.network.ITrainableNeuralNet;
import org.deeplearning4j.rl4j.network.NeuralNetOutput;
import org.deeplearning4j.rl4j.observation.Observation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wattsplit.agents.network.TrainableNetwork;
import org.wattsplit.framework.agent.FigureMeans;

/**
 * The values of actions as RL4J sees them. RL4J knows no masks, so an observation carries them: its features, then for
 * each action the number that the network's output is added to, {@link #FORBIDDEN} for those that a mask forbids. So no
 * forbidden action is ever RL4J's best one.
 */
final class MaskedValues implements ITrainableNeuralNet<MaskedValues> {
    /** Far below any value, and small enough for floats. */
    static final float FORBIDDEN = -1e6f;

    static final String LOSS = "value_loss";
    static final String MEAN_Q = "mean_q";
    static final String GRADIENT_NORM = "gradient_norm";

    private final TrainableNetwork network;
    private final int features;
    private final int actions;
    private final FigureMeans figures;
    private double rate;

    /** Values of that network; updates count in the figures {@link #LOSS}, {@link #MEAN_Q} and {@link #GRADIENT_NORM}. */
    MaskedValues(TrainableNetwork network, int features, int actions, FigureMeans figures) {
        this.figures = figures;
        this.network = network;
        this.features = features;
        this.actions = actions;
    }

    /** RL4J's observation: shape (1, features + actions). */
    static Observation observation(float[] features, float[] offsets) {
        float[] row = new float[features.length + offsets.length];
        System.arraycopy(features, 0, row, 0, features.length);
        System.arraycopy(offsets, 0, row, features.length, offsets.length);
        return new Observation(Nd4j.createFromArray(row).reshape(1, row.length));
    }

    /** Sets the learning rate of the next updates. */
    void setRate(double rate) {
        this.rate = rate;
    }

    /** Values by sample, then action, the network's outputs with what they are added to. */
    private float[][] values(INDArray rows) {
        float[] flat = rows.dup('c').data().asFloat();
        int width = features + actions;
        int count = flat.length / width;
        float[][] inputs = new float[count][features];
        for (int i = 0; i < count; i++) {
            System.arraycopy(flat, i * width, inputs[i], 0, features);
        }
        float[][] values = network.forward(inputs);
        for (int i = 0; i < count; i++) {
            for (int action = 0; action < actions; action++) {
                values[i][action] += flat[i * width + features + action];
            }
        }
        return values;
    }

    @Override
    public NeuralNetOutput output(INDArray rows) {
        NeuralNetOutput output = new NeuralNetOutput();
        output.put(CommonOutputNames.QValues, Nd4j.createFromArray(values(rows)));
        return output;
    }

    @Override
    public NeuralNetOutput output(Features batch) {
        return output(batch.get(0));
    }

    @Override
    public NeuralNetOutput output(Observation observation) {
        return output(observation.getData());
    }

    @Override
    public void fit(FeaturesLabels wanted) {
        float[][] values = values(wanted.getFeatures().get(0));
        float[] labels =
                wanted.getLabels(CommonLabelNames.QValues).dup('c').data().asFloat();
        float[][] gradients = new float[values.length][actions];
        for (int i = 0; i < values.length; i++) {
            double loss = 0;
            float largest = FORBIDDEN;
            for (int action = 0; action < actions; action++) {
                // RL4J's labels are the values themselves but for the action taken.
                float error = values[i][action] - labels[i * actions + action];
                gradients[i][action] = error;
                loss += error * error;
                largest = Math.max(largest, values[i][action]);
            }
            figures.add(LOSS, loss);
            figures.add(MEAN_Q, largest);
        }
        figures.add(GRADIENT_NORM, network.step(gradients, rate));
    }

    @Override
    public void copyFrom(MaskedValues other) {
        network.setParameters(other.network.parameters());
    }

    @Override
    public boolean isRecurrent() {
        return false;
    }

    @Override
    public void reset() {
        // Nothing is remembered between observations.
    }

    @Override
    public Gradients computeGradients(FeaturesLabels wanted) {
        throw new UnsupportedOperationException("double DQN fits labels");
    }

    @Override
    public void applyGradients(Gradients gradients) {
        throw new UnsupportedOperationException("double DQN fits labels");
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public MaskedValues clone() {
        throw new UnsupportedOperationException("only shared workers clone");
    }
}
