package org.wattsplit.agents.heuristic;

import org.wattsplit.agents.index.DeadlineIndex;
import org.wattsplit.agents.index.SettingIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;

/**
 * The least expected cost of the request at hand, reconfiguration counted: it misses a deadline where the energy saved
 * is worth more.
 */
public final class MyopicCostAgent implements Agent {
    private final SettingIndex index;

    /** An agent of that context. */
    public MyopicCostAgent(AgentContext context) {
        index = new SettingIndex(
                context.actions(),
                context.transition(),
                DeadlineIndex.all(context.actions().size()),
                context.weights().joulesPerMiss(),
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
            return "myopic-cost";
        }

        @Override
        public String description() {
            return "the least expected cost of the request at hand, reconfiguration counted";
        }

        @Override
        public Agent create(AgentContext context) {
            return new MyopicCostAgent(context);
        }
    }
}
