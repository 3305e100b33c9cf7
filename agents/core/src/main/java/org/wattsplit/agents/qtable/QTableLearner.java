package org.wattsplit.agents.qtable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.agents.features.EvenFall;
import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.random.SavableRandom;

/**
 * Q-learning in a table (Watkins and Dayan, Machine Learning 8, 1992) over {@linkplain Bins binned} states.
 *
 * <p>Deviations. An entry is what to add to minus the action's {@linkplain ExpectedCosts expected cost} (option
 * {@code prior=0} leaves that out), so an entry never visited is believed as the offline phase says. Rewards are centred
 * by their running mean (Naik et al., arXiv 2405.09999), which keeps entries near 0. Rewards are divided by the price of
 * a missed deadline. A warm start learns from the teacher's steps as from its own.
 */
public final class QTableLearner implements Learner {
    private static final long MEAN_STEPS = 2_000;

    private final Options options;
    private final Bins bins;
    private final int actions;
    private final double price;
    private final SavableRandom random;
    private final @Nullable ExpectedCosts prior;
    private final double[] expected;
    /** By state, then action: what to add, then by action the visits; sorted so that files are equal. */
    private final Map<Long, double[]> table = new TreeMap<>();

    private final double[] untouched;
    private double mean;
    private long steps;
    /** Steps of them that a teacher took. */
    private long taught;

    private double squaredErrors;
    private long learned;

    private record Options(
            int deadlineBins,
            int conditionBins,
            double rate,
            double discount,
            double explore,
            EvenFall fall,
            boolean prior,
            double uncertainty) {
        static Options of(Hyperparameters values) {
            return new Options(
                    values.whole("deadline_bins"),
                    values.whole("condition_bins"),
                    values.number("rate"),
                    values.number("discount"),
                    values.number("explore"),
                    EvenFall.of(values),
                    values.whole("prior") == 1,
                    values.number("uncertainty"));
        }
    }

    private QTableLearner(AgentContext context, Options options) {
        this.options = options;
        bins = new Bins(context, options.deadlineBins(), options.conditionBins());
        actions = context.actions().size();
        untouched = new double[2 * actions];
        price = context.costUnit();
        random = new SavableRandom(context.random().nextLong());
        prior = options.prior() ? new ExpectedCosts(context, options.uncertainty()) : null;
        expected = new double[actions];
    }

    private double[] entries(Observation observation) {
        return table.getOrDefault(bins.of(observation), untouched);
    }

    private void read(Observation observation) {
        if (prior != null) {
            prior.of(observation, expected);
        }
    }

    /** Minus the expected cost, and what was learned. */
    private double value(double[] entries, int action) {
        return entries[action] - expected[action] / price;
    }

    private int best(Observation observation, ActionMask mask) {
        read(observation);
        double[] entries = entries(observation);
        int best = -1;
        for (int action = 0; action < actions; action++) {
            if (mask.allows(action) && (best < 0 || value(entries, action) > value(entries, best))) {
                best = action;
            }
        }
        return best;
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return best(observation, mask);
    }

    /** The share of chance actions by now. */
    private double exploring() {
        return options.explore() * options.fall().toTenth(steps - taught);
    }

    @Override
    public int explore(Observation observation, ActionMask mask) {
        if (random.nextDouble() >= exploring()) {
            return best(observation, mask);
        }
        return mask.draw(random);
    }

    @Override
    public void observe(Transition transition) {
        double reward = transition.reward() / price;
        steps++;
        mean += (reward - mean) / Math.min(steps, MEAN_STEPS);
        double following = 0;
        if (!transition.terminated()) {
            int best = best(transition.next(), transition.nextMask());
            following = value(entries(transition.next()), best) - (prior == null ? 0 : mean);
        }
        int action = transition.action();
        read(transition.observation());
        double[] entries = table.computeIfAbsent(bins.of(transition.observation()), state -> new double[2 * actions]);
        // With a prior, the value of an action is its expected cost above the mean: so both sides are centred alike.
        double now = value(entries, action) - (prior == null ? 0 : mean);
        double error = reward - mean + options.discount() * following - now;
        if (!Double.isFinite(error)) {
            throw new DivergedException("error", error);
        }
        entries[actions + action]++;
        entries[action] += options.rate() / Math.sqrt(entries[actions + action]) * error;
        squaredErrors += error * error;
        learned++;
    }

    @Override
    public void warmStart(List<Transition> lesson) {
        lesson.forEach(this::observe);
        taught = steps;
    }

    /**
     * {@code squared_error}: mean of the squared temporal differences, in squared prices of a missed deadline;
     * {@code states}: states in the table by now; {@code explore_percent}: share of chance actions by now.
     */
    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("squared_error", learned == 0 ? Double.NaN : squaredErrors / learned);
        figures.put("states", (double) table.size());
        figures.put("explore_percent", 100 * exploring());
        squaredErrors = 0;
        learned = 0;
        return figures;
    }

    /** {@code table.entries}: by state, what was learned of each action's value, in prices of a missed deadline,
     * then how often each was taken; shape (states, 2, actions). */
    @Override
    public void save(ArrayStore store) {
        bins.save(store);
        long[] states = table.keySet().stream().mapToLong(Long::longValue).toArray();
        double[] entries =
                table.values().stream().flatMapToDouble(Arrays::stream).toArray();
        store.put("table.states", states);
        store.put("table.entries", List.of(states.length, 2, actions), entries);
        store.put("table.mean", mean, squaredErrors);
        store.put("table.counts", steps, taught, learned, random.state());
    }

    @Override
    public void load(ArrayStore store) {
        bins.load(store);
        long[] states = store.longs("table.states", store.length("table.states"));
        double[] entries = store.doubles("table.entries", 2 * actions * states.length);
        table.clear();
        for (int i = 0; i < states.length; i++) {
            table.put(states[i], Arrays.copyOfRange(entries, 2 * actions * i, 2 * actions * (i + 1)));
        }
        double[] sums = store.doubles("table.mean", 2);
        mean = sums[0];
        squaredErrors = sums[1];
        long[] counts = store.longs("table.counts", 4);
        steps = counts[0];
        taught = counts[1];
        learned = counts[2];
        random.restore(counts[3]);
    }

    /** Makes it. */
    public static final class Provider implements TunableLearnerProvider {
        @Override
        public String name() {
            return "q-table";
        }

        @Override
        public String description() {
            return "Q-learning in a table of binned states";
        }

        @Override
        public Learner create(AgentContext context, Hyperparameters values) {
            return new QTableLearner(context, Options.of(values));
        }
    }
}
