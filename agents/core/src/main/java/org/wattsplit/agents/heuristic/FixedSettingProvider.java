package org.wattsplit.agents.heuristic;

import java.util.Arrays;
import java.util.Comparator;
import org.wattsplit.agents.index.SettingIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.RequestKinds;

/**
 * Goes to the hardware setting of the least expected cost over the workload's deadlines, stays there, and moves only
 * the split: the least cost of the request at hand.
 */
public final class FixedSettingProvider implements AgentProvider {
    /** The number of the hardware setting of the least expected cost over the workload's deadlines. */
    public static int bestSetting(AgentContext context) {
        return Arrays.stream(context.candidates())
                .map(context.actions()::settingIndex)
                .distinct()
                .boxed()
                .min(Comparator.<Integer>comparingDouble(setting -> expectedCost(context, setting))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static double expectedCost(AgentContext context, int setting) {
        double sum = 0;
        for (RequestKinds.Kind kind : context.kinds().all()) {
            int[] candidates = candidates(context, kind.allowed(), setting);
            sum += candidates.length == 0
                    ? Double.POSITIVE_INFINITY
                    : kind.share() * index(context, candidates).at(setting).expectedCost(kind.deadlines());
        }
        return sum;
    }

    private static int[] candidates(AgentContext context, ActionMask mask, int setting) {
        return Arrays.stream(context.candidates())
                .filter(action -> mask.allows(action) && context.actions().settingIndex(action) == setting)
                .toArray();
    }

    private static SettingIndex index(AgentContext context, int[] candidates) {
        return new SettingIndex(context, candidates, context.weights().joulesPerMiss(), action -> 0);
    }

    @Override
    public String name() {
        return "fixed-setting";
    }

    @Override
    public String description() {
        return "the best single hardware setting; only the split moves";
    }

    @Override
    public AgentAbout about() {
        return AgentAbout.uses("expected outcomes of its actions, the price of a miss, the distribution of"
                + " deadlines; the deadline");
    }

    @Override
    public Agent create(AgentContext context) {
        return index(context, candidates(context, context.allowed(), bestSetting(context)))::choose;
    }
}
