package org.wattsplit.agents.sac;

import org.wattsplit.agents.network.Softmax;
import org.wattsplit.framework.env.ActionMask;

/** The losses of one step and their gradients. */
final class SacLoss {
    private SacLoss() {}

    /**
     * The policy's loss, the mean over its own actions of temperature times log-probability less value (Christodoulou,
     * arXiv 1910.07207, equation 12).
     *
     * @param logits one number for each action
     * @param values by action
     * @param probabilities gets the policy's probabilities
     * @param gradient gets the loss' gradient at the logits
     * @return the loss
     */
    static double policy(
            float[] logits,
            ActionMask mask,
            double[] values,
            double temperature,
            double[] probabilities,
            float[] gradient) {
        Softmax.of(logits, mask, probabilities);
        double loss = -soft(probabilities, values, temperature);
        for (int i = 0; i < logits.length; i++) {
            double probability = probabilities[i];
            gradient[i] = probability > 0
                    ? (float) (probability * (temperature * Math.log(probability) - values[i] - loss))
                    : 0;
        }
        return loss;
    }

    /** The soft value of a state: the mean over the policy's actions of value less temperature times log-probability. */
    static double soft(double[] probabilities, double[] values, double temperature) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                sum += probabilities[i] * (values[i] - temperature * Math.log(probabilities[i]));
            }
        }
        return sum;
    }
}
