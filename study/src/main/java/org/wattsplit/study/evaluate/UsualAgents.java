package org.wattsplit.study.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.JobContext;

/** The agents that run where nobody names any: those of {@link EvaluatePlan#AGENTS} that the data has enough for. */
public final class UsualAgents {
    private UsualAgents() {}

    /**
     * Those that can choose among the actions; of each that is left out, the notes say why.
     *
     * @param actionSet the kind of actions for all agents; empty for each agent's own
     */
    public static List<String> of(Actions actions, Optional<ActionSet.Kind> actionSet, JobContext context) {
        Providers<AgentProvider> providers = context.registry().of("an agent", AgentProvider.class);
        List<String> usual = new ArrayList<>();
        for (String name : EvaluatePlan.AGENTS) {
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
}
