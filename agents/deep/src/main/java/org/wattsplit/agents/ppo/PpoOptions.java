package org.wattsplit.agents.ppo;

import org.wattsplit.agents.features.EvenFall;
import org.wattsplit.agents.features.Hyperparameters;

/**
 * Hyper-parameters of {@link PpoLearner}. Presets and ranges stand in {@code learners.yaml}.
 *
 * @param factored whether an action is chosen knob by knob
 * @param hidden units of each of the two hidden layers
 * @param rollout steps between updates
 * @param epochs times that a rollout is gone through
 * @param batch steps of one gradient
 * @param rate first learning rate of Adam; falls evenly to a tenth over {@code steps}
 * @param discount of a cost one request later
 * @param trace decay of the advantage's trace, lambda of GAE
 * @param clip bound on the change of an action's probability
 * @param entropy first weight of the policy's entropy; falls evenly to 0 over {@code steps}
 * @param fall over which steps rate and entropy fall
 * @param prior expected cost in joules that lowers an action's logit by 1 before anything is learned; 0 for no prior
 * @param uncertainty deviation of the logarithm of times that follow from estimates, for the prior
 * @param maxMissedPercent share of deadlines that may be missed, in percent, for the constrained form; negative for none
 */
record PpoOptions(
        boolean factored,
        int hidden,
        int rollout,
        int epochs,
        int batch,
        double rate,
        double discount,
        double trace,
        double clip,
        double entropy,
        EvenFall fall,
        double prior,
        double uncertainty,
        double maxMissedPercent) {
    static PpoOptions of(Hyperparameters values) {
        return new PpoOptions(
                values.whole("factored") == 1,
                values.whole("hidden"),
                values.whole("rollout"),
                values.whole("epochs"),
                values.whole("batch"),
                values.number("rate"),
                values.number("discount"),
                values.number("trace"),
                values.number("clip"),
                values.number("entropy"),
                EvenFall.of(values),
                values.number("prior"),
                values.number("uncertainty"),
                values.number("max_missed_percent"));
    }
}
