package org.wattsplit.agents.planning;

import java.util.Arrays;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionSet;

/** The actions that a plan can need: within a hardware setting, those that no other beats in latency and energy. */
final class SettingFronts {
    private SettingFronts() {}

    static int[] of(AgentContext context) {
        ActionSet actions = context.actions();
        int[] candidates = context.candidates();
        return Arrays.stream(candidates)
                .filter(action -> Arrays.stream(candidates).noneMatch(other -> beats(actions, other, action)))
                .toArray();
    }

    private static boolean beats(ActionSet actions, int other, int action) {
        if (other == action || actions.settingIndex(other) != actions.settingIndex(action)) {
            return false;
        }
        double latency = actions.latencyMillis(other) - actions.latencyMillis(action);
        double energy = actions.energyJoules(other) - actions.energyJoules(action);
        return latency <= 0 && energy <= 0 && (latency < 0 || energy < 0 || other < action);
    }
}
