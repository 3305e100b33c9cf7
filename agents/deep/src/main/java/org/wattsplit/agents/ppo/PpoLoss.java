package org.wattsplit.agents.ppo;

import org.wattsplit.agents.network.Head;
import org.wattsplit.agents.network.Softmax;

/** The losses of one step and their gradients. */
final class PpoLoss {
    private PpoLoss() {}

    /**
     * The clipped surrogate loss less the entropy (Schulman et al., 2017, equations 7 and 9), of a masked policy. Where an
     * action is made by several decisions, the ratio is that of the action's probabilities, the product over the decisions,
     * and the entropy is the sum of the decisions' entropies. That sum is an estimate of the entropy from the one action
     * taken; the gradient is that of the sum, so it moves each decision's entropy, but not how often the decision comes up.
     *
     * @param heads the decisions that made the action
     * @param before logarithm of the action's probability when it was taken
     * @param gradients gets, by decision, the loss' gradient at the logits
     * @return the loss
     */
    static double policy(
            Head[] heads, double before, double advantage, double clip, double entropyWeight, float[][] gradients) {
        double ratio = Math.exp(Head.logProbability(heads) - before);
        double clipped = Math.max(1 - clip, Math.min(1 + clip, ratio));
        double surrogate = Math.min(ratio * advantage, clipped * advantage);
        // Where the clipped one is the smaller, the probability does not move it.
        double slope = ratio * advantage <= clipped * advantage ? -ratio * advantage : 0;
        double entropies = 0;
        for (int level = 0; level < heads.length; level++) {
            Head head = heads[level];
            double[] probabilities = head.probabilities();
            double entropy = Softmax.entropy(probabilities);
            entropies += entropy;
            gradients[level] = new float[probabilities.length];
            for (int i = 0; i < probabilities.length; i++) {
                double probability = probabilities[i];
                double one = i == head.value() ? 1 : 0;
                double entropySlope = probability > 0 ? -probability * (Math.log(probability) + entropy) : 0;
                gradients[level][i] = head.mask().allows(i)
                        ? (float) (slope * (one - probability) - entropyWeight * entropySlope)
                        : 0;
            }
        }
        return -surrogate - entropyWeight * entropies;
    }
}
