package org.wattsplit.agents.features;

import java.util.Optional;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionSet;

/** Makes agents that choose among a front by its energies: they need one of every configuration. */
public interface FrontByEnergyProvider extends AgentProvider {
    @Override
    default ActionSet.Kind actionSet() {
        return ActionSet.Kind.PARETO;
    }

    @Override
    default Optional<String> lacking(ActionSet actions) {
        return actions.lackingEnergy();
    }
}
