package org.wattsplit.study.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.JobContext;

/**
 * The agents that run where nobody names any: those of {@link EvaluatePlan#AGENTS} that the data has enough for. Where link,
 * cloud or the device's load move, {@code dynamic-split} follows the estimates of them, and where anything moves in
 * simulation, {@code relaxed} bounds what can be gained.
 */
public final class UsualAgents {
    private UsualAgents() {}

    /**
     * Those that can choose among the actions; of each that is left out, the notes say why.
     *
     * @param actionSet the kind of actions for all agents; empty for each agent's own
     * @param scenario what they run on
     * @param live whether hardware stands in the place of the scenario's testbed
     */
    public static List<String> of(
            Actions actions, Optional<ActionSet.Kind> actionSet, Scenario scenario, boolean live, JobContext context) {
        Providers<AgentProvider> providers = context.registry().of("an agent", AgentProvider.class);
        List<String> usual = new ArrayList<>();
        for (String name : candidates(scenario.dynamics(), live)) {
            AgentProvider provider = providers.get(name);
            Optional<String> lacking =
                    provider.lacking(ActionSet.of(actions.set(), actionSet.orElseGet(provider::actionSet)));
            if (lacking.isEmpty()) {
                usual.add(name);
            } else {
                context.notes().accept("left out agent " + name + ", which needs " + lacking.get());
            }
        }
        return usual;
    }

    private static List<String> candidates(Dynamics dynamics, boolean live) {
        List<String> names = new ArrayList<>(EvaluatePlan.AGENTS);
        if (dynamics.movesParts()) {
            names.add("dynamic-split");
        }
        if (!dynamics.equals(Dynamics.NONE) && !live) {
            names.add("relaxed");
        }
        return names;
    }
}
