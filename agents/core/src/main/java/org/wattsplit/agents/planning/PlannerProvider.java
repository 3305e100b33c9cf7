package org.wattsplit.agents.planning;

import java.util.Arrays;
import org.wattsplit.agents.index.SettingIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionSet;

/**
 * The optimal stationary policy by value iteration (Puterman, Markov Decision Processes, 1994, section 6.3, stopped by
 * the span of the difference, section 6.6). State: the current hardware setting, and the deadline at hand, which is
 * drawn from the workload's distribution independently of all else. Cost: energy, and the price of a miss.
 */
public final class PlannerProvider implements AgentProvider {
    /** The discount of a cost one request later. */
    public static final double DISCOUNT = 0.99;

    private static final double SPAN = 1e-10;
    private static final int MAX_SWEEPS = 20_000;

    private static SettingIndex plan(AgentContext context) {
        ActionSet actions = context.actions();
        int[] settings = Arrays.stream(context.candidates())
                .map(actions::settingIndex)
                .distinct()
                .toArray();
        int[] candidates = SettingFronts.of(context);
        double[] values = new double[actions.space().settings()];
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            SettingIndex current = index(context, candidates, values);
            double[] next = values.clone();
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int setting : settings) {
                next[setting] = current.at(setting).expectedCost(context.deadlines());
                double change = next[setting] - values[setting];
                least = Math.min(least, change);
                most = Math.max(most, change);
            }
            values = next;
            if (most - least < SPAN) {
                break;
            }
        }
        return index(context, candidates, values);
    }

    private static SettingIndex index(AgentContext context, int[] candidates, double[] values) {
        ActionSet actions = context.actions();
        return new SettingIndex(
                context,
                candidates,
                context.weights().joulesPerMiss(),
                action -> DISCOUNT * values[actions.settingIndex(action)]);
    }

    @Override
    public String name() {
        return "planner";
    }

    @Override
    public String description() {
        return "the optimal stationary policy by value iteration over hardware settings";
    }

    @Override
    public AgentAbout about() {
        return AgentAbout.uses("expected outcomes of its actions, what a change of the hardware setting and a"
                        + " miss cost, the distribution of deadlines; the deadline and the hardware"
                        + " setting")
                .withSource("Value iteration (Puterman, Markov Decision Processes, 1994, section 6.3)");
    }

    /** Makes the agent; plans here. */
    @Override
    public Agent create(AgentContext context) {
        return plan(context)::choose;
    }
}
