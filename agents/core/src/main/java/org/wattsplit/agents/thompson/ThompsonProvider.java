package org.wattsplit.agents.thompson;

import java.util.Set;
import org.wattsplit.agents.bandit.LinearBandit;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;

/**
 * Thompson sampling with linear payoffs (Agrawal and Goyal, ICML 2013). Deviations: models are disjoint; the cost of
 * each arm is drawn from its own posterior rather than from drawn weights, which has the same distribution for each arm;
 * it decides by the expectation alone once it no longer learns.
 */
public final class ThompsonProvider implements LearnerProvider {
    private static final String NAME = "thompson";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "linear contextual bandit that draws each arm's cost from its posterior";
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
        return new LinearBandit(
                context, options, (mean, deviation, random) -> mean + deviation * random.nextGaussian());
    }
}
