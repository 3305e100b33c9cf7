package org.wattsplit.agents.index;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.testbed.SettingChanges;

/**
 * A {@link DeadlineIndex} for each current hardware setting, made when the setting is first met: latencies and costs
 * contain the change to an action's setting. One thread at a time.
 */
public final class SettingIndex {
    /** What an action costs beyond what serving costs, by its number. */
    @FunctionalInterface
    public interface ExtraCost {
        double of(int action);
    }

    private final @Nullable DeadlineIndex[] indexes;
    private final IntFunction<DeadlineIndex> make;

    /**
     * Indexes of some of a context's actions.
     *
     * @param candidates the actions to choose among
     * @param missCost what a miss costs; infinite when no saving is worth one
     * @param extra what an action costs beyond serving and the energy of the change
     */
    public SettingIndex(AgentContext context, int[] candidates, double missCost, ExtraCost extra) {
        indexes = new DeadlineIndex[context.actions().space().settings()];
        make = setting -> from(setting, context, candidates, missCost, extra);
    }

    /** Indexes of all candidates of a context where nothing counts but the request at hand. */
    public static SettingIndex ofRequestAtHand(AgentContext context, double missCost) {
        return new SettingIndex(context, context.candidates(), missCost, action -> 0);
    }

    private static DeadlineIndex from(
            int setting, AgentContext context, int[] candidates, double missCost, ExtraCost extra) {
        ActionSet actions = context.actions();
        SettingChanges changes = context.changes();
        double[] latency = new double[actions.size()];
        double[] cost = new double[actions.size()];
        for (int action : candidates) {
            int to = actions.settingIndex(action);
            latency[action] = actions.latencyMillis(action) + changes.millis(setting, to);
            cost[action] =
                    actions.servingCost(action, context.weights()) + changes.joules(setting, to) + extra.of(action);
        }
        return DeadlineIndex.of(
                candidates, latency, cost, latency, missCost, context.weights().lateness(1));
    }

    /** The index at a current hardware setting. */
    public DeadlineIndex at(int setting) {
        DeadlineIndex index = indexes[setting];
        if (index == null) {
            index = make.apply(setting);
            indexes[setting] = index;
        }
        return index;
    }

    /** The best allowed action for what was observed: an agent that decides by these indexes does this. */
    public int choose(Observation observation, ActionMask mask) {
        return at(observation.settingIndex()).choose(observation.deadlineMillis(), mask);
    }
}
