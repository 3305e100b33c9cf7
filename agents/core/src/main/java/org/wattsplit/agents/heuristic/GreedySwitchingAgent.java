package org.wattsplit.agents.heuristic;

import org.wattsplit.agents.index.DeadlineIndex;
import org.wattsplit.agents.index.SettingIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;

/**
 * The cheapest configuration that meets the deadline when the change to its hardware setting is counted; if none does,
 * the one where latency and change together are least.
 */
public final class GreedySwitchingAgent implements Agent {
    private final SettingIndex index;

    /** An agent of that context. */
    public GreedySwitchingAgent(AgentContext context) {
        index = new SettingIndex(
                context.actions(),
                context.transition(),
                DeadlineIndex.all(context.actions().size()),
                Double.POSITIVE_INFINITY,
                action -> 0);
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return index.choose(observation, mask);
    }

    /** Makes it. */
    public static final class Provider implements AgentProvider {
        @Override
        public String name() {
            return "greedy-switching";
        }

        @Override
        public String description() {
            return "the cheapest configuration that meets the deadline, reconfiguration counted";
        }

        @Override
        public Agent create(AgentContext context) {
            return new GreedySwitchingAgent(context);
        }
    }
}
