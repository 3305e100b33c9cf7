package org.wattsplit.agents.sac;

import org.wattsplit.agents.features.EvenFall;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.network.ReplayOptions;

/**
 * Hyper-parameters of {@link SacLearner}. Presets and ranges stand in {@code learners.yaml}.
 *
 * @param factored whether an action is chosen knob by knob
 * @param hidden units of each of the two hidden layers
 * @param replay how remembered steps are learned from
 * @param rate first learning rate of Adam; falls evenly to a tenth
 * @param discount of a cost one request later
 * @param follow share of the way that the target critics go to the critics in each update
 * @param entropyShare first entropy aimed at, as a share of the largest one; falls evenly to a tenth
 * @param fall over which steps these fall
 * @param prior expected joules that lower an action's logit by 1 before anything is learned; 0 for no prior at all
 * @param uncertainty deviation of the logarithm of times that follow from estimates, in the prior
 */
record SacOptions(
        boolean factored,
        int hidden,
        ReplayOptions replay,
        double rate,
        double discount,
        double follow,
        double entropyShare,
        EvenFall fall,
        double prior,
        double uncertainty) {
    static SacOptions of(Hyperparameters values) {
        return new SacOptions(
                values.whole("factored") == 1,
                values.whole("hidden"),
                ReplayOptions.of(values),
                values.number("rate"),
                values.number("discount"),
                values.number("follow"),
                values.number("entropy_share"),
                EvenFall.of(values),
                values.number("prior"),
                values.number("uncertainty"));
    }
}
