package org.wattsplit.agents.linucb;

import org.wattsplit.agents.bandit.LinearBandit;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Learner;

/**
 * LinUCB with disjoint linear models (Li, Chu, Langford and Schapire, WWW 2010, algorithm 1): tries the arm whose cost
 * is least if it is as many standard deviations better than expected as {@code width} says. Deviation: it decides by
 * the expectation alone once it no longer learns.
 */
public final class LinUcbProvider implements TunableLearnerProvider {
    @Override
    public String name() {
        return "linucb";
    }

    @Override
    public String description() {
        return "linear contextual bandit that takes the arm that may be best (LinUCB)";
    }

    @Override
    public Learner create(AgentContext context, Hyperparameters values) {
        return new LinearBandit(
                context, LinearBandit.Options.of(values), (mean, deviation, random) -> mean - deviation);
    }
}
