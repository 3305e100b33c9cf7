package org.wattsplit.agents.heuristic;

import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.NumberOption;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;

/**
 * The least expected cost of the request at hand under the current estimates of link and cloud, as Neurosurgeon (Kang et
 * al., ASPLOS 2017) chooses a cut from predicted times, the rate and the load, and dynamic split computing (Bakhtiarnia
 * et al., ICASSP 2023) from the rate. Deviations: it weighs energy against the deadline instead of optimising one of
 * them, and chooses the hardware setting too, reconfiguration counted. Where nothing is estimated it is
 * {@link MyopicCostProvider}.
 */
public final class DynamicSplitAgent implements Agent {
    private static final NumberOption UNCERTAINTY = NumberOption.nonNegative(
            "uncertainty", 0.3, "deviation of the logarithm of times that follow from estimates; 0 believes them");

    private final ExpectedCosts expected;
    private final double[] costs;

    /** An agent of that context; option {@code uncertainty} is that of {@link ExpectedCosts}. */
    public DynamicSplitAgent(AgentContext context) {
        expected = new ExpectedCosts(context, context.option(UNCERTAINTY));
        costs = new double[expected.size()];
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        expected.of(observation, costs);
        int best = -1;
        for (int action = 0; action < costs.length; action++) {
            if (mask.allows(action) && (best < 0 || costs[action] < costs[best])) {
                best = action;
            }
        }
        return best;
    }

    /** Makes it. */
    public static final class Provider implements AgentProvider {
        @Override
        public String name() {
            return "dynamic-split";
        }

        @Override
        public String description() {
            return "the least expected cost of the request at hand under the current estimates of link and cloud";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("expected outcomes of its actions, what a change of the hardware setting and a"
                            + " miss cost; the deadline, the hardware setting, and the estimates of link and"
                            + " cloud")
                    .withSource("After Neurosurgeon (Kang et al., ASPLOS 2017) and Bakhtiarnia et al., ICASSP 2023")
                    .with(UNCERTAINTY);
        }

        @Override
        public Agent create(AgentContext context) {
            return new DynamicSplitAgent(context);
        }
    }
}
