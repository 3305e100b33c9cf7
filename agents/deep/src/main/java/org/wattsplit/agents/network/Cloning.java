package org.wattsplit.agents.network;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.agents.features.ObservationEncoder;
import org.wattsplit.framework.agent.Transition;

/** Behaviour cloning: a policy learns to take a teacher's actions, by the cross-entropy of its probabilities. */
public final class Cloning {
    private static final int EPOCHS = 30;

    private Cloning() {}

    /** Trains a policy on a lesson. */
    public static void teach(
            TreePolicy policy,
            ObservationEncoder encoder,
            List<Transition> lesson,
            int batchSize,
            double rate,
            RandomGenerator random) {
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int[] batch : Batches.shuffled(lesson.size(), batchSize, random)) {
                List<Transition> steps =
                        IntStream.of(batch).mapToObj(lesson::get).toList();
                float[][] features = steps.stream()
                        .map(step -> encoder.encode(step.observation()))
                        .toArray(float[][]::new);
                Head[][] heads = policy.forward(features, steps);
                float[][][] gradients = new float[heads.length][][];
                for (int i = 0; i < heads.length; i++) {
                    gradients[i] = gradients(heads[i]);
                }
                policy.step(gradients, rate);
            }
        }
        policy.freeze();
    }

    /** The gradients at the logits of decisions of minus the logarithm of what was taken's probability. */
    static float[][] gradients(Head... heads) {
        float[][] gradients = new float[heads.length][];
        for (int level = 0; level < heads.length; level++) {
            double[] probabilities = heads[level].probabilities();
            gradients[level] = new float[probabilities.length];
            for (int i = 0; i < probabilities.length; i++) {
                gradients[level][i] = (float) (probabilities[i] - (i == heads[level].value() ? 1 : 0));
            }
        }
        return gradients;
    }
}
