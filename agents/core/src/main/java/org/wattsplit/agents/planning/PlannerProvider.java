package org.wattsplit.agents.planning;

import java.util.Arrays;
import java.util.List;
import org.wattsplit.agents.index.SettingIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.RequestKinds;

/**
 * The optimal stationary policy by value iteration (Puterman, Markov Decision Processes, 1994, section 6.3, stopped by
 * the span of the difference, section 6.6). State: the current hardware setting, the kind of the request at hand, and its
 * deadline, which are drawn from the workload's distribution independently of all else. Cost: energy, and the price of a miss.
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
        List<RequestKinds.Kind> kinds = context.kinds().all();
        List<int[]> ofKinds = kinds.stream()
                .map(kind ->
                        Arrays.stream(candidates).filter(kind.allowed()::allows).toArray())
                .toList();
        double[] values = new double[actions.space().settings()];
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            double[] known = values;
            List<SettingIndex> current =
                    ofKinds.stream().map(of -> index(context, of, known)).toList();
            double[] next = values.clone();
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int setting : settings) {
                next[setting] = 0;
                for (int kind = 0; kind < kinds.size(); kind++) {
                    RequestKinds.Kind of = kinds.get(kind);
                    next[setting] += of.share() * current.get(kind).at(setting).expectedCost(of.deadlines());
                }
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
