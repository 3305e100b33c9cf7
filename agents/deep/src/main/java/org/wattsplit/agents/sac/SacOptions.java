package org.wattsplit.agents.sac;

import java.util.Map;
import org.wattsplit.agents.features.Hyperparameters;

/**
 * Hyper-parameters of {@link SacLearner}. The defaults stand in {@code learners.yaml}, each with a comment.
 *
 * @param hidden units of each of the two hidden layers
 * @param buffer steps that are remembered
 * @param warmup steps before the first update
 * @param every steps between updates
 * @param batch steps of one update
 * @param rate first learning rate of Adam; falls evenly to a tenth
 * @param discount of a cost one request later
 * @param follow share of the way that the target critics go to the critics in each update
 * @param entropyShare first entropy aimed at, as a share of the largest one; falls evenly to a tenth
 * @param steps steps over which these fall
 * @param prior expected joules that lower an action's logit by 1 before anything is learned; 0 for no prior at all
 * @param uncertainty deviation of the logarithm of times that follow from estimates, in the prior
 */
record SacOptions(
        int hidden,
        int buffer,
        int warmup,
        int every,
        int batch,
        double rate,
        double discount,
        double follow,
        double entropyShare,
        int steps,
        double prior,
        double uncertainty) {
    static final String NAME = "sac";

    static SacOptions of(Map<String, String> options) {
        Hyperparameters values = Hyperparameters.of(NAME, options);
        return new SacOptions(
                values.whole("hidden", 1, 1024),
                values.whole("buffer", 1, 10_000_000),
                values.whole("warmup", 0, 1_000_000_000),
                values.whole("every", 1, 1_000_000),
                values.whole("batch", 1, 1_000_000),
                values.number("rate", 0, 1),
                values.number("discount", 0, 1),
                values.number("follow", 0, 1),
                values.number("entropy_share", 0, 1),
                values.whole("steps", 1, 1_000_000_000),
                values.number("prior", 0, 1e6),
                values.number("uncertainty", 0, 10));
    }
}
