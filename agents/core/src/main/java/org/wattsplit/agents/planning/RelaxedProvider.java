package org.wattsplit.agents.planning;

import org.wattsplit.agents.heuristic.MyopicCostProvider;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;

/**
 * A lower bound of what any agent can cost, also where the world moves: the least cost of each request in the scenario's
 * {@linkplain org.wattsplit.framework.env.Scenario#relaxed relaxation}, where each is alone. Nothing that is
 * done there changes what follows, so the least cost of the request at hand is the least of all.
 */
public final class RelaxedProvider implements AgentProvider {
    @Override
    public String name() {
        return "relaxed";
    }

    @Override
    public String description() {
        return "each request alone: free changes, no queue, no heat, the link's best, an idle cloud";
    }

    @Override
    public AgentAbout about() {
        return AgentAbout.uses(
                "expected outcomes of its actions at their best, the price of a miss; the" + " deadline");
    }

    @Override
    public boolean bound() {
        return true;
    }

    @Override
    public boolean relaxed() {
        return true;
    }

    @Override
    public Agent create(AgentContext context) {
        return new MyopicCostProvider().create(context);
    }
}
