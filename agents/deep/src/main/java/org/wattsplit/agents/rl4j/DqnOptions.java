package org.wattsplit.agents.rl4j;

import java.util.Map;
import org.wattsplit.agents.features.Hyperparameters;

/**
 * Hyper-parameters of {@link DqnLearner}. The defaults stand in {@code learners.yaml}, each with a comment.
 *
 * @param hidden units of each of the two hidden layers
 * @param buffer steps that are remembered
 * @param warmup steps before anything is remembered, in which the mean reward is taken
 * @param every steps between updates
 * @param batch steps of one update
 * @param rate first learning rate of Adam; falls evenly to a tenth
 * @param discount of a cost one request later
 * @param follow updates between copies of the network to the target network
 * @param explore first share of chance actions; falls evenly to a tenth
 * @param steps steps over which these fall
 * @param prior 1: learns what to add to minus the expected costs; 0: learns the values
 * @param uncertainty deviation of the logarithm of times that follow from estimates, in the prior
 */
record DqnOptions(
        int hidden,
        int buffer,
        int warmup,
        int every,
        int batch,
        double rate,
        double discount,
        int follow,
        double explore,
        int steps,
        boolean prior,
        double uncertainty) {
    static final String NAME = "rl4j-dqn";

    static DqnOptions of(Map<String, String> options) {
        Hyperparameters values = Hyperparameters.of(NAME, options);
        return new DqnOptions(
                values.whole("hidden", 1, 1024),
                values.whole("buffer", 1, 10_000_000),
                values.whole("warmup", 1, 1_000_000_000),
                values.whole("every", 1, 1_000_000),
                values.whole("batch", 1, 1_000_000),
                values.number("rate", 0, 1),
                values.number("discount", 0, 1),
                values.whole("follow", 1, 1_000_000),
                values.number("explore", 0, 1),
                values.whole("steps", 1, 1_000_000_000),
                values.whole("prior", 0, 1) == 1,
                values.number("uncertainty", 0, 10));
    }
}
