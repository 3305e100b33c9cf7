package org.wattsplit.agents.held;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.agents.heuristic.FixedSettingProvider;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;

/**
 * Stays at one hardware setting and moves the cut only: the least expected cost of the request at hand under the current
 * estimates of link and cloud. All that training finds is the setting, by {@link SequentialHalving} over those that actions
 * have. Untrained, it holds the one that {@link FixedSettingProvider} holds.
 *
 * <p>It is the baseline for whatever claims that learning pays where the world moves: it learns one number.
 */
public final class HeldSplitLearner implements Learner {
    private final ExpectedCosts expected;
    private final double[] costs;
    private final ActionSet actions;
    private final int[] settings;
    private final int untrained;
    private final SequentialHalving arms;

    private HeldSplitLearner(AgentContext context, Hyperparameters options) {
        expected = new ExpectedCosts(context, options.number("uncertainty"));
        costs = new double[expected.size()];
        actions = context.actions();
        settings = Arrays.stream(context.candidates())
                .map(actions::settingIndex)
                .distinct()
                .sorted()
                .toArray();
        untrained = Arrays.binarySearch(settings, FixedSettingProvider.bestSetting(context));
        arms = new SequentialHalving(settings.length, options.whole("steps"), options.whole("block"));
    }

    /** The best allowed action of a setting, or of all where it allows none. */
    private int best(Observation observation, ActionMask mask, int setting) {
        expected.of(observation, costs);
        int best = -1;
        boolean held = false;
        for (int action = 0; action < costs.length; action++) {
            boolean there = actions.settingIndex(action) == setting;
            if (mask.allows(action)
                    && (best < 0 || (there && !held) || (there == held && costs[action] < costs[best]))) {
                best = action;
                held = there;
            }
        }
        return best;
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return best(observation, mask, settings[arms.best(untrained)]);
    }

    @Override
    public int explore(Observation observation, ActionMask mask) {
        return best(observation, mask, settings[arms.next()]);
    }

    @Override
    public void observe(Transition transition) {
        arms.cost(arms.next(), -transition.reward());
    }

    /** A teacher's steps say nothing of a setting that is held. */
    @Override
    public void warmStart(List<Transition> steps) {}

    /** {@code settings_left}: hardware settings that are still tried by turns. */
    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("settings_left", (double) arms.left());
        return figures;
    }

    /** {@code arms}: by hardware setting that actions have, in ascending order, sums of cost and requests. */
    @Override
    public void save(ArrayStore store) {
        arms.save(store);
    }

    @Override
    public void load(ArrayStore store) {
        arms.load(store);
    }

    /** Makes it. */
    public static final class Provider implements TunableLearnerProvider {
        @Override
        public String name() {
            return "held-split";
        }

        @Override
        public String description() {
            return "one hardware setting, found by trying each; the split follows the estimates of link and cloud";
        }

        @Override
        public boolean needsTraining() {
            return false;
        }

        @Override
        public Learner create(AgentContext context, Hyperparameters values) {
            return new HeldSplitLearner(context, values);
        }
    }
}
