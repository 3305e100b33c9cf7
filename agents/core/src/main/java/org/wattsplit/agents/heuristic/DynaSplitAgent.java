package org.wattsplit.agents.heuristic;

import org.wattsplit.agents.features.FrontByEnergyProvider;
import org.wattsplit.agents.index.DeadlineIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.NumberOption;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;

/**
 * The published scheduler (DynaSplit, arXiv 2410.23881, online phase): of the front in ascending order of energy, then
 * descending order of accuracy, the first configuration whose latency meets the deadline; if none does, the fastest.
 * It does not look at the current hardware setting.
 *
 * <p>Deviation: with a margin, a latency meets the deadline when it is below it by that much.
 */
public final class DynaSplitAgent implements Agent {
    private final DeadlineIndex index;
    private final double marginMillis;

    /** An agent of those actions, with a margin of at least 0. */
    public DynaSplitAgent(ActionSet actions, double marginMillis) {
        this.marginMillis = marginMillis;
        int count = actions.size();
        double[] latency = new double[count];
        double[] energy = new double[count];
        double[] negatedAccuracy = new double[count];
        for (int action = 0; action < count; action++) {
            latency[action] = actions.latencyMillis(action);
            energy[action] = actions.energyJoules(action);
            negatedAccuracy[action] =
                    -actions.expected(action).outcome().accuracy().orElse(0);
        }
        index = DeadlineIndex.of(DeadlineIndex.all(count), latency, energy, negatedAccuracy, Double.POSITIVE_INFINITY);
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return index.choose(observation.deadlineMillis() - marginMillis, mask);
    }

    /** Makes it. */
    public static final class Provider implements FrontByEnergyProvider {
        private static final NumberOption MARGIN = NumberOption.nonNegative(
                "margin_ms", 0, "milliseconds before the deadline in which a latency must end to meet it");

        @Override
        public String name() {
            return "dynasplit";
        }

        @Override
        public String description() {
            return "the published scheduler: the cheapest of the front that meets the deadline (margin_ms=0)";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("expected latency, energy and accuracy of its actions; the deadline")
                    .withSource("DynaSplit, arXiv 2410.23881")
                    .with(MARGIN);
        }

        @Override
        public Agent create(AgentContext context) {
            return new DynaSplitAgent(context.actions(), context.option(MARGIN));
        }
    }
}
