package org.wattsplit.agents.thompson;

import org.wattsplit.agents.bandit.LinearBandit;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Learner;

/**
 * Thompson sampling with linear payoffs (Agrawal and Goyal, ICML 2013). Deviations: models are disjoint; the cost of
 * each arm is drawn from its own posterior rather than from drawn weights, which has the same distribution for each arm;
 * it decides by the expectation alone once it no longer learns.
 */
public final class ThompsonProvider implements TunableLearnerProvider {
    @Override
    public String name() {
        return "thompson";
    }

    @Override
    public String description() {
        return "linear contextual bandit that draws each arm's cost from its posterior";
    }

    @Override
    public Learner create(AgentContext context, Hyperparameters values) {
        return new LinearBandit(
                context,
                LinearBandit.Options.of(values),
                (mean, deviation, random) -> mean + deviation * random.nextGaussian());
    }
}
