package org.wattsplit.agents.linucb;

import java.util.Set;
import org.wattsplit.agents.bandit.LinearBandit;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;

/**
 * LinUCB with disjoint linear models (Li, Chu, Langford and Schapire, WWW 2010, algorithm 1): tries the arm whose cost
 * is least if it is as many standard deviations better than expected as {@code width} says. Deviation: it decides by
 * the expectation alone once it no longer learns.
 */
public final class LinUcbProvider implements LearnerProvider {
    private static final String NAME = "linucb";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "linear contextual bandit that takes the arm that may be best (LinUCB)";
    }

    @Override
    public Set<String> options() {
        return Hyperparameters.names(NAME);
    }

    @Override
    public Learner create(AgentContext context) {
        Hyperparameters values = Hyperparameters.of(NAME, context.options());
        LinearBandit.Options options = new LinearBandit.Options(
                values.number("width", 0, 1e3),
                values.number("ridge", 1e-6, 1e6),
                values.whole("prior", 0, 1) == 1,
                values.number("uncertainty", 0, 10));
        return new LinearBandit(context, options, (mean, deviation, random) -> mean - deviation);
    }
}
