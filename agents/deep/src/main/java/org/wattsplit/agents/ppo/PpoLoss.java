package org.wattsplit.agents.ppo;

import org.wattsplit.agents.network.Softmax;
import org.wattsplit.framework.env.ActionMask;

/** The losses of one step and their gradients. */
final class PpoLoss {
    private PpoLoss() {}

    /**
     * The clipped surrogate loss less the entropy (Schulman et al., 2017, equations 7 and 9), of a masked policy.
     *
     * @param logits one number for each action
     * @param before logarithm of the action's probability when it was taken
     * @param gradient gets the loss' gradient at the logits
     * @return the loss
     */
    static double policy(
            float[] logits,
            ActionMask mask,
            int action,
            double before,
            double advantage,
            double clip,
            double entropyWeight,
            float[] gradient) {
        double[] probabilities = new double[logits.length];
        Softmax.of(logits, mask, probabilities);
        double ratio = Math.exp(Math.log(Math.max(probabilities[action], Double.MIN_NORMAL)) - before);
        double clipped = Math.max(1 - clip, Math.min(1 + clip, ratio));
        double surrogate = Math.min(ratio * advantage, clipped * advantage);
        // Where the clipped one is the smaller, the probability does not move it.
        double slope = ratio * advantage <= clipped * advantage ? -ratio * advantage : 0;
        double entropy = Softmax.entropy(probabilities);
        for (int i = 0; i < logits.length; i++) {
            double probability = probabilities[i];
            double one = i == action ? 1 : 0;
            double entropySlope = probability > 0 ? -probability * (Math.log(probability) + entropy) : 0;
            gradient[i] = mask.allows(i) ? (float) (slope * (one - probability) - entropyWeight * entropySlope) : 0;
        }
        return -surrogate - entropyWeight * entropy;
    }
}
