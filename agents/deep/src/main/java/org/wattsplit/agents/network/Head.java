package org.wattsplit.agents.network;

import org.wattsplit.framework.env.ActionMask;

/**
 * One decision of a policy: which of a knob's values is taken, or of a flat policy which action.
 *
 * @param logits one number for each value
 * @param mask the values that may be taken
 * @param value the one that was taken; -1 where none is yet
 */
public record Head(float[] logits, ActionMask mask, int value) {
    /** The probability of each value; 0 of those that may not be taken. */
    public double[] probabilities() {
        double[] probabilities = new double[logits.length];
        Softmax.of(logits, mask, probabilities);
        return probabilities;
    }

    /** The logarithm of the probability of the values that were taken, one after the other: of the action. */
    public static double logProbability(Head... heads) {
        double sum = 0;
        for (Head head : heads) {
            sum += Math.log(Math.max(head.probabilities()[head.value], Double.MIN_NORMAL));
        }
        return sum;
    }

    /**
     * The entropies of decisions, summed, in nats. Its mean over what a policy draws is the entropy of its actions (the
     * chain rule).
     */
    public static double entropy(Head... heads) {
        double sum = 0;
        for (Head head : heads) {
            sum += Softmax.entropy(head.probabilities());
        }
        return sum;
    }
}
