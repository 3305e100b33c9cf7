package org.wattsplit.agents.heuristic;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentOption;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.NumberOption;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.space.Knob;

/**
 * The least expected cost of the request at hand under the current estimates of link and cloud, as Neurosurgeon (Kang et
 * al., ASPLOS 2017) chooses a cut from predicted times, the rate and the load, and dynamic split computing (Bakhtiarnia
 * et al., ICASSP 2023) from the rate. Deviations: it weighs energy against the deadline instead of optimising one of
 * them, and chooses the hardware setting too, reconfiguration counted. Where nothing is estimated it is
 * {@link MyopicCostProvider}. With option {@code cuts} it cuts at those layers only, such as a network's natural bottlenecks,
 * besides leaving all to the cloud or to the device.
 */
public final class DynamicSplitAgent implements Agent {
    private static final NumberOption UNCERTAINTY = NumberOption.nonNegative(
            "uncertainty", 0.3, "deviation of the logarithm of times that follow from estimates; 0 believes them");

    private static final AgentOption CUTS = new AgentOption(
            "cuts",
            "all",
            "all, or split layers joined by -, such as 14-18-20",
            "where it may cut, besides not at all");

    private final ExpectedCosts expected;
    private final double[] costs;
    private final boolean[] cuttable;

    /** An agent of that context; option {@code uncertainty} is that of {@link ExpectedCosts}. */
    public DynamicSplitAgent(AgentContext context) {
        expected = new ExpectedCosts(context, context.option(UNCERTAINTY));
        costs = new double[expected.size()];
        cuttable = cuttable(context.actions(), context.options().getOrDefault(CUTS.name(), CUTS.preset()));
    }

    private static boolean[] cuttable(ActionSet actions, String cuts) {
        boolean[] cuttable = new boolean[actions.size()];
        boolean all = cuts.equals(CUTS.preset());
        Arrays.fill(cuttable, all);
        if (all) {
            return cuttable;
        }
        Knob layers = actions.space().knobs().get(actions.space().knobIndex(Knob.SPLIT_LAYER));
        Set<String> allowed = new HashSet<>(List.of(cuts.split("-", -1)));
        InputException.require(
                layers.values().containsAll(allowed),
                "option " + CUTS.name() + " of agent dynamic-split",
                "some of the split layers " + layers.values() + " joined by -",
                cuts);
        allowed.add(layers.values().get(0));
        allowed.add(layers.values().get(layers.values().size() - 1));
        for (int action = 0; action < cuttable.length; action++) {
            cuttable[action] = allowed.contains(actions.configuration(action).value(Knob.SPLIT_LAYER));
        }
        return cuttable;
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        expected.of(observation, costs);
        int best = -1;
        for (int action = 0; action < costs.length; action++) {
            if (cuttable[action] && mask.allows(action) && (best < 0 || costs[action] < costs[best])) {
                best = action;
            }
        }
        return best < 0 ? mask.first() : best;
    }

    /** Makes it. */
    public static final class Provider implements AgentProvider {
        @Override
        public String name() {
            return "dynamic-split";
        }

        @Override
        public String description() {
            return "the least expected cost of the request at hand under the current estimates of link and cloud";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("expected outcomes of its actions, what a change of the hardware setting and a"
                            + " miss cost; the deadline, the hardware setting, and the estimates of link and"
                            + " cloud")
                    .withSource("After Neurosurgeon (Kang et al., ASPLOS 2017) and Bakhtiarnia et al., ICASSP 2023")
                    .with(UNCERTAINTY)
                    .with(CUTS);
        }

        @Override
        public Agent create(AgentContext context) {
            return new DynamicSplitAgent(context);
        }
    }
}
