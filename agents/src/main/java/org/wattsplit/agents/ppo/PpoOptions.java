package org.wattsplit.agents.ppo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.agents.features.Options;

/**
 * Hyper-parameters of {@link PpoLearner}. The defaults stand in {@code docs/learners.yaml}, each with a comment.
 *
 * @param hidden units of each of the two hidden layers
 * @param rollout steps between updates
 * @param epochs times that a rollout is gone through
 * @param batch steps of one gradient
 * @param rate first learning rate of Adam; falls evenly to a tenth over {@code steps}
 * @param discount of a cost one request later
 * @param trace decay of the advantage's trace, lambda of GAE
 * @param clip bound on the change of an action's probability
 * @param entropy first weight of the policy's entropy; falls evenly to 0 over {@code steps}
 * @param steps steps over which rate and entropy fall
 * @param prior expected cost in joules that lowers an action's logit by 1 before anything is learned; 0 for no prior
 * @param uncertainty deviation of the logarithm of times that follow from estimates, for the prior
 * @param maxMissedPercent share of deadlines that may be missed, in percent, for the constrained form; negative for none
 */
record PpoOptions(
        int hidden,
        int rollout,
        int epochs,
        int batch,
        double rate,
        double discount,
        double trace,
        double clip,
        double entropy,
        int steps,
        double prior,
        double uncertainty,
        double maxMissedPercent) {
    static final Set<String> NAMES = Set.copyOf(List.of(
            "hidden",
            "rollout",
            "epochs",
            "batch",
            "rate",
            "discount",
            "trace",
            "clip",
            "entropy",
            "steps",
            "prior",
            "uncertainty",
            "max_missed_percent"));

    static PpoOptions of(Map<String, String> options) {
        return new PpoOptions(
                Options.whole(options, "hidden", 64, 1, 1024),
                Options.whole(options, "rollout", 2048, 1, 1_000_000),
                Options.whole(options, "epochs", 4, 1, 100),
                Options.whole(options, "batch", 256, 1, 1_000_000),
                Options.number(options, "rate", 1e-3, 0, 1),
                Options.number(options, "discount", 0.95, 0, 1),
                Options.number(options, "trace", 0.9, 0, 1),
                Options.number(options, "clip", 0.2, 0, 1),
                Options.number(options, "entropy", 0.01, 0, 10),
                Options.whole(options, "steps", 100_000, 1, 1_000_000_000),
                Options.number(options, "prior", 10, 0, 1e6),
                Options.number(options, "uncertainty", 0.3, 0, 10),
                Options.number(options, "max_missed_percent", -1, -1, 100));
    }
}
