package org.wattsplit.agents.sac;

import org.wattsplit.agents.network.Head;

/** The losses of one step and their gradients. */
final class SacLoss {
    private SacLoss() {}

    /**
     * The policy's loss at a decision, the mean over its own values of temperature times log-probability less worth
     * (Christodoulou, arXiv 1910.07207, equation 12).
     *
     * @param worth by value
     * @param gradient gets the loss' gradient at the logits
     * @return the loss
     */
    static double policy(Head head, double[] worth, double temperature, float[] gradient) {
        double[] probabilities = head.probabilities();
        double loss = -soft(probabilities, worth, temperature);
        for (int i = 0; i < gradient.length; i++) {
            double probability = probabilities[i];
            gradient[i] = probability > 0
                    ? (float) (probability * (temperature * Math.log(probability) - worth[i] - loss))
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
