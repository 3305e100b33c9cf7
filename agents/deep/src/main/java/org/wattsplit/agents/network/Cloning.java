package org.wattsplit.agents.network;

import java.util.List;
import java.util.random.RandomGenerator;
import org.wattsplit.agents.features.ObservationEncoder;
import org.wattsplit.agents.features.PriorLogits;
import org.wattsplit.framework.agent.Transition;

/** Behaviour cloning: a policy learns to take a teacher's actions, by the cross-entropy of its probabilities. */
public final class Cloning {
    private static final int EPOCHS = 30;

    private Cloning() {}

    /** Trains a policy's network on a lesson. */
    public static void teach(
            TrainableNetwork policy,
            ObservationEncoder encoder,
            PriorLogits prior,
            List<Transition> lesson,
            int batchSize,
            double rate,
            RandomGenerator random) {
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int[] batch : Batches.shuffled(lesson.size(), batchSize, random)) {
                float[][] inputs = new float[batch.length][];
                for (int i = 0; i < batch.length; i++) {
                    inputs[i] = encoder.encode(lesson.get(batch[i]).observation());
                }
                float[][] logits = policy.forward(inputs);
                float[][] gradients = new float[batch.length][];
                for (int i = 0; i < batch.length; i++) {
                    Transition transition = lesson.get(batch[i]);
                    prior.addTo(logits[i], transition.observation());
                    gradients[i] = gradient(logits[i], transition);
                }
                policy.step(gradients, rate);
            }
        }
    }

    /** The gradient at the logits of minus the logarithm of the taken action's probability. */
    static float[] gradient(float[] logits, Transition transition) {
        double[] probabilities = new double[logits.length];
        Softmax.of(logits, transition.mask(), probabilities);
        float[] gradient = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            gradient[i] = (float) (probabilities[i] - (i == transition.action() ? 1 : 0));
        }
        return gradient;
    }
}
