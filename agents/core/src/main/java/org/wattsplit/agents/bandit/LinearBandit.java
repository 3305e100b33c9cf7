package org.wattsplit.agents.bandit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.ObservationEncoder;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.random.SavableRandom;

/**
 * A contextual bandit with a linear model of each action's cost, disjoint from the others'. It learns the cost of the
 * request at hand only, so it never pays now to be better placed later.
 *
 * <p>An arm's context: 1, the deadline's features and the conditions (see {@link ObservationEncoder}), whether the arm
 * keeps the hardware setting, and its expected cost. With a prior the regression learns what the cost is above the
 * {@linkplain ExpectedCosts expected one}, so an arm that was never tried is believed as the offline phase says. Costs
 * are divided by the price of a missed deadline.
 */
public final class LinearBandit implements Learner {
    /** Features of an arm's context beside the observation's. */
    private static final int OWN = 3;
    /** Expected costs are no larger than this in a context, in prices of a miss. */
    private static final double LARGEST = 2;

    private final Options options;
    private final Rule rule;
    private final ObservationEncoder encoder;
    private final AgentContext context;
    private final LinearArms arms;
    private final SavableRandom random;
    private final @Nullable ExpectedCosts prior;
    private final double[] expected;
    private final double[] scores;
    private final double price;
    private final double[] features;
    private double squaredErrors;
    private long learned;

    /** How an arm is judged while learning. */
    @FunctionalInterface
    public interface Rule {
        /**
         * The cost that an arm is taken to have.
         *
         * @param mean what it is expected to cost
         * @param deviation standard deviation of that expectation, for a unit of noise
         */
        double cost(double mean, double deviation, RandomGenerator random);
    }

    /**
     * Hyper-parameters.
     *
     * @param width scale of the deviation, in prices of a missed deadline
     * @param ridge weight of the regression's regulariser
     * @param prior whether it learns what to add to the expected costs
     * @param uncertainty see {@link ExpectedCosts}
     */
    public record Options(double width, double ridge, boolean prior, double uncertainty) {
        /** Those of a learner that is a linear bandit. */
        public static Options of(Hyperparameters values) {
            return new Options(
                    values.number("width"),
                    values.number("ridge"),
                    values.whole("prior") == 1,
                    values.number("uncertainty"));
        }
    }

    /** A bandit of that context that judges by that rule. */
    public LinearBandit(AgentContext context, Options options, Rule rule) {
        this.context = context;
        this.options = options;
        this.rule = rule;
        encoder = new ObservationEncoder(context);
        int actions = context.actions().size();
        features = new double[encoder.sizeWithoutSetting() + OWN];
        arms = new LinearArms(actions, features.length, options.ridge());
        random = new SavableRandom(context.random().nextLong());
        prior = options.prior() ? new ExpectedCosts(context, options.uncertainty()) : null;
        expected = new double[actions];
        scores = new double[actions];
        price = context.costUnit();
    }

    /** Puts what an arm's context has beside the observation's features. */
    private void arm(int action, int setting) {
        features[1] = context.actions().settingIndex(action) == setting ? 1 : 0;
        features[2] = Math.min(LARGEST, expected[action]);
    }

    private void read(Observation observation) {
        features[0] = 1;
        float[] rest = encoder.withoutSetting(encoder.encode(observation));
        for (int i = 0; i < rest.length; i++) {
            features[OWN + i] = rest[i];
        }
        if (prior != null) {
            prior.of(observation, expected);
            for (int action = 0; action < expected.length; action++) {
                expected[action] /= price;
            }
        }
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        read(observation);
        for (int action = 0; action < scores.length; action++) {
            arm(action, observation.settingIndex());
            scores[action] = expected[action] + arms.mean(action, features);
        }
        return least(mask);
    }

    @Override
    public int explore(Observation observation, ActionMask mask) {
        read(observation);
        for (int action = 0; action < scores.length; action++) {
            if (mask.allows(action)) {
                arm(action, observation.settingIndex());
                scores[action] = rule.cost(
                        expected[action] + arms.mean(action, features),
                        options.width() * Math.sqrt(arms.variance(action, features)),
                        random);
            }
        }
        return least(mask);
    }

    private int least(ActionMask mask) {
        int best = -1;
        for (int action = 0; action < scores.length; action++) {
            if (mask.allows(action) && (best < 0 || scores[action] < scores[best])) {
                best = action;
            }
        }
        return best;
    }

    @Override
    public void observe(Transition transition) {
        read(transition.observation());
        int action = transition.action();
        arm(action, transition.observation().settingIndex());
        double above = -transition.reward() / price - expected[action];
        double error = above - arms.mean(action, features);
        if (!Double.isFinite(error)) {
            throw new DivergedException("error", error);
        }
        squaredErrors += error * error;
        learned++;
        arms.learn(action, features, above);
    }

    @Override
    public void warmStart(List<Transition> steps) {
        steps.forEach(this::observe);
    }

    /**
     * {@code squared_error}: mean of the squared differences between a cost and what its arm expected of it, in squared
     * prices of a missed deadline.
     */
    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("squared_error", learned == 0 ? Double.NaN : squaredErrors / learned);
        squaredErrors = 0;
        learned = 0;
        return figures;
    }

    @Override
    public void save(ArrayStore store) {
        encoder.save(store);
        arms.save(store);
        store.put("bandit.random", random.state());
        store.put("bandit.squared_errors", squaredErrors);
        store.put("bandit.learned", learned);
    }

    @Override
    public void load(ArrayStore store) {
        encoder.load(store);
        arms.load(store);
        random.restore(store.longs("bandit.random", 1)[0]);
        squaredErrors = store.doubles("bandit.squared_errors", 1)[0];
        learned = store.longs("bandit.learned", 1)[0];
    }
}
