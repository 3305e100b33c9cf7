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
        double entropy = 0;
        for (double probability : probabilities) {
            if (probability > 0) {
                entropy -= probability * Math.log(probability);
            }
        }
        for (int i = 0; i < logits.length; i++) {
            double probability = probabilities[i];
            double one = i == action ? 1 : 0;
            double entropySlope = probability > 0 ? -probability * (Math.log(probability) + entropy) : 0;
            gradient[i] = mask.allows(i) ? (float) (slope * (one - probability) - entropyWeight * entropySlope) : 0;
        }
        return -surrogate - entropyWeight * entropy;
    }

    /** The entropy of a policy. */
    static double entropy(float[] logits, ActionMask mask) {
        double[] probabilities = new double[logits.length];
        Softmax.of(logits, mask, probabilities);
        double entropy = 0;
        for (double probability : probabilities) {
            entropy -= probability > 0 ? probability * Math.log(probability) : 0;
        }
        return entropy;
    }

    /** The gradient at the logits of minus the logarithm of an action's probability, for cloning a teacher. */
    static void clone(float[] logits, ActionMask mask, int action, float[] gradient) {
        double[] probabilities = new double[logits.length];
        Softmax.of(logits, mask, probabilities);
        for (int i = 0; i < logits.length; i++) {
            gradient[i] = (float) (probabilities[i] - (i == action ? 1 : 0));
        }
    }
}
