package org.wattsplit.agents.rl4j;

import org.wattsplit.agents.features.EvenFall;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.network.ReplayOptions;

/**
 * Hyper-parameters of {@link DqnLearner}. Presets and ranges stand in {@code learners.yaml}.
 *
 * @param hidden units of each of the two hidden layers
 * @param replay how remembered steps are learned from; in the warm-up nothing is remembered and the mean reward is taken
 * @param rate first learning rate of Adam; falls evenly to a tenth
 * @param discount of a cost one request later
 * @param follow updates between copies of the network to the target network
 * @param explore first share of chance actions; falls evenly to a tenth
 * @param fall over which steps these fall
 * @param prior 1: learns what to add to minus the expected costs; 0: learns the values
 * @param uncertainty deviation of the logarithm of times that follow from estimates, in the prior
 */
record DqnOptions(
        int hidden,
        ReplayOptions replay,
        double rate,
        double discount,
        int follow,
        double explore,
        EvenFall fall,
        boolean prior,
        double uncertainty) {
    static DqnOptions of(Hyperparameters values) {
        return new DqnOptions(
                values.whole("hidden"),
                ReplayOptions.of(values),
                values.number("rate"),
                values.number("discount"),
                values.whole("follow"),
                values.number("explore"),
                EvenFall.of(values),
                values.whole("prior") == 1,
                values.number("uncertainty"));
    }
}
