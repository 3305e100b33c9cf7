package org.wattsplit.agents.heuristic;

import org.wattsplit.agents.index.SettingIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;

/**
 * The least expected cost of the request at hand, reconfiguration counted: it misses a deadline where the energy saved
 * is worth more.
 */
public final class MyopicCostProvider implements AgentProvider {
    @Override
    public String name() {
        return "myopic-cost";
    }

    @Override
    public String description() {
        return "the least expected cost of the request at hand, reconfiguration counted";
    }

    @Override
    public AgentAbout about() {
        return AgentAbout.uses("expected outcomes of its actions, what a change of the hardware setting and a"
                + " miss cost; the deadline and the hardware setting");
    }

    @Override
    public Agent create(AgentContext context) {
        return SettingIndex.ofRequestAtHand(context, context.weights().joulesPerMiss())::choose;
    }
}
