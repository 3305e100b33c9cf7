package org.wattsplit.agents.network;

import java.util.random.RandomGenerator;
import org.wattsplit.framework.env.ActionMask;

/** Probabilities of the actions that a mask allows, from one number for each. */
public final class Softmax {
    private Softmax() {}

    /** The probabilities; 0 for actions that are not allowed. Into {@code probabilities}, of the same length. */
    public static void of(float[] logits, ActionMask mask, double[] probabilities) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (mask.allows(i)) {
                largest = Math.max(largest, logits[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double power = mask.allows(i) ? Math.exp(logits[i] - largest) : 0;
            probabilities[i] = power;
            sum += power;
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
    }

    /** The entropy of probabilities, in nats. */
    public static double entropy(double[] probabilities) {
        double entropy = 0;
        for (double probability : probabilities) {
            entropy -= probability > 0 ? probability * Math.log(probability) : 0;
        }
        return entropy;
    }

    /** An action drawn with those probabilities. */
    public static int draw(double[] probabilities, RandomGenerator random) {
        double left = random.nextDouble();
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /** The allowed action of the largest number; the first of equal ones. */
    public static int largest(float[] values, ActionMask mask) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (mask.allows(i) && (best < 0 || values[i] > values[best])) {
                best = i;
            }
        }
        return best;
    }
}
