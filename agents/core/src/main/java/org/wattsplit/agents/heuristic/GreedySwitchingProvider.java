package org.wattsplit.agents.heuristic;

import org.wattsplit.agents.index.SettingIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;

/**
 * The cheapest configuration that meets the deadline when the change to its hardware setting is counted; if none does,
 * the one where latency and change together are least.
 */
public final class GreedySwitchingProvider implements AgentProvider {
    @Override
    public String name() {
        return "greedy-switching";
    }

    @Override
    public String description() {
        return "the cheapest configuration that meets the deadline, reconfiguration counted";
    }

    @Override
    public AgentAbout about() {
        return AgentAbout.uses("expected outcomes of its actions, what a change of the hardware setting costs;"
                + " the deadline and the hardware setting");
    }

    @Override
    public Agent create(AgentContext context) {
        return SettingIndex.ofRequestAtHand(context, Double.POSITIVE_INFINITY)::choose;
    }
}
