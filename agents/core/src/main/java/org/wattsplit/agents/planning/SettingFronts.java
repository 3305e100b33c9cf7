package org.wattsplit.agents.planning;

import java.util.Arrays;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionSet;

/** The actions that a plan can need: within a hardware setting and for one kind of request, those that no other beats in latency and what serving costs. */
final class SettingFronts {
    private SettingFronts() {}

    static int[] of(AgentContext context) {
        int[] candidates = context.candidates();
        return Arrays.stream(candidates)
                .filter(action -> Arrays.stream(candidates).noneMatch(other -> beats(context, other, action)))
                .toArray();
    }

    private static boolean beats(AgentContext context, int other, int action) {
        ActionSet actions = context.actions();
        if (other == action
                || actions.settingIndex(other) != actions.settingIndex(action)
                || context.kinds().kindOf(other) != context.kinds().kindOf(action)) {
            return false;
        }
        double latency = actions.latencyMillis(other) - actions.latencyMillis(action);
        double cost = actions.servingCost(other, context.weights()) - actions.servingCost(action, context.weights());
        return latency <= 0 && cost <= 0 && (latency < 0 || cost < 0 || other < action);
    }
}
