package org.wattsplit.agents.rl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.rl4j.agent.learning.algorithm.dqn.BaseTransitionTDAlgorithm;
import org.deeplearning4j.rl4j.agent.learning.algorithm.dqn.DoubleDQN;
import org.deeplearning4j.rl4j.agent.learning.update.FeaturesLabels;
import org.deeplearning4j.rl4j.agent.learning.update.UpdateRule;
import org.deeplearning4j.rl4j.agent.learning.update.updater.NeuralNetUpdaterConfiguration;
import org.deeplearning4j.rl4j.agent.learning.update.updater.sync.SyncLabelsNeuralNetUpdater;
import org.deeplearning4j.rl4j.experience.ReplayMemoryExperienceHandler;
import org.deeplearning4j.rl4j.experience.StateActionRewardState;
import org.nd4j.linalg.factory.Nd4j;
import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.ObservationEncoder;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.agents.network.FrozenNetwork;
import org.wattsplit.agents.network.Softmax;
import org.wattsplit.agents.network.TrainableNetwork;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.FigureMeans;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.random.SavableRandom;

/**
 * Double DQN (van Hasselt et al., arXiv 1509.06461) as RL4J has it: its replay memory, its targets and its updates, on
 * the networks of this module, for masked actions.
 *
 * <p>Deviations. Values are what to add to minus the {@linkplain ExpectedCosts expected cost} (option {@code prior=0}
 * leaves that out). Rewards are divided by the price of a missed deadline and centred by the mean of the first steps
 * (after Naik et al., arXiv 2405.09999), which are not remembered. The learning rate falls. A warm start remembers the
 * teacher's steps.
 *
 * <p>RL4J's replay memory cannot be read back: what is saved are the network and its optimiser, and a learner that goes
 * on from there begins with an empty memory.
 */
public final class DqnLearner implements Learner {
    private static final double LARGEST_NORM = 0.5;

    private final DqnOptions options;
    private final ObservationEncoder encoder;
    private final ExpectedCosts costs;
    private final SavableRandom random;
    private final double price;
    private final int actions;
    private final double[] expected;
    private final TrainableNetwork network;
    private final MaskedValues values;
    private final MaskedValues target;
    private final ReplayMemoryExperienceHandler<Integer> memory;
    private final UpdateRule<FeaturesLabels, StateActionRewardState<Integer>> rule;
    private final FigureMeans figures =
            new FigureMeans(MaskedValues.LOSS, MaskedValues.MEAN_Q, MaskedValues.GRADIENT_NORM);
    private FrozenNetwork policy;
    private long steps;
    private double mean;

    private DqnLearner(AgentContext context, DqnOptions options) {
        this.options = options;
        encoder = new ObservationEncoder(context);
        costs = new ExpectedCosts(context, options.uncertainty());
        actions = context.actions().size();
        expected = new double[actions];
        price = context.costUnit();
        random = new SavableRandom(context.random().nextLong());
        int[] sizes = {encoder.size(), options.hidden(), options.hidden(), actions};
        long seed = random.nextLong();
        network = new TrainableNetwork(sizes, 0.01, LARGEST_NORM, seed);
        values = new MaskedValues(network, encoder.size(), actions, figures);
        target = new MaskedValues(
                new TrainableNetwork(sizes, 0.01, LARGEST_NORM, seed), encoder.size(), actions, figures);
        memory = new ReplayMemoryExperienceHandler<>(
                ReplayMemoryExperienceHandler.Configuration.builder()
                        .maxReplayMemorySize(options.replay().buffer())
                        .batchSize(options.replay().batch())
                        .build(),
                Nd4j.getRandomFactory().getNewRandomInstance(random.nextLong()));
        rule = new UpdateRule<>(
                new DoubleDQN(
                        values,
                        target,
                        BaseTransitionTDAlgorithm.Configuration.builder()
                                .gamma(options.discount())
                                .build()),
                new SyncLabelsNeuralNetUpdater(
                        values,
                        target,
                        NeuralNetUpdaterConfiguration.builder()
                                .targetUpdateFrequency(options.follow())
                                .build()));
        policy = network.freeze();
    }

    /** What the network's outputs are added to, by action. */
    private float[] offsets(Observation observation, ActionMask mask) {
        if (options.prior()) {
            costs.of(observation, expected);
        }
        float[] offsets = new float[actions];
        for (int action = 0; action < actions; action++) {
            offsets[action] = !mask.allows(action)
                    ? MaskedValues.FORBIDDEN
                    : options.prior() ? (float) (-expected[action] / price - mean) : 0;
        }
        return offsets;
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        float[] output = policy.output(encoder.encode(observation));
        float[] offsets = offsets(observation, mask);
        for (int action = 0; action < actions; action++) {
            output[action] += offsets[action];
        }
        return Softmax.largest(output, mask);
    }

    @Override
    public int explore(Observation observation, ActionMask mask) {
        if (random.nextDouble() >= options.explore() * fallen()) {
            return act(observation, mask);
        }
        return mask.draw(random);
    }

    private double fallen() {
        return options.fall().toTenth(steps);
    }

    @Override
    public void observe(Transition transition) {
        steps++;
        if (steps <= options.replay().warmup()) {
            mean += (transition.reward() / price - mean) / steps;
            return;
        }
        remember(transition);
        if (options.replay().updatesAfter(steps) && memory.isTrainingBatchReady()) {
            values.setRate(options.rate() * fallen());
            rule.update(memory.generateTrainingBatch());
            figures.requireFinite(MaskedValues.LOSS);
            policy = network.freeze();
        }
    }

    private void remember(Transition transition) {
        memory.addExperience(
                MaskedValues.observation(
                        encoder.encode(transition.observation()), offsets(transition.observation(), transition.mask())),
                transition.action(),
                transition.reward() / price - mean,
                transition.terminated());
        if (transition.terminated() || transition.truncated()) {
            memory.setFinalObservation(MaskedValues.observation(
                    encoder.encode(transition.next()), offsets(transition.next(), transition.nextMask())));
            memory.reset();
        }
    }

    @Override
    public void warmStart(List<Transition> lesson) {
        mean = lesson.stream().mapToDouble(Transition::reward).average().orElse(0) / price;
        steps = options.replay().warmup();
        lesson.forEach(this::remember);
        int updates = lesson.size() / options.replay().every();
        for (int update = 0; update < updates && memory.isTrainingBatchReady(); update++) {
            values.setRate(options.rate());
            rule.update(memory.generateTrainingBatch());
        }
        policy = network.freeze();
    }

    /**
     * Means over the updates, each of one batch, those of a warm start among them.
     *
     * <ul>
     *   <li>{@code value_loss}: squared error of the values, in squared prices of a missed deadline
     *   <li>{@code mean_q}: the largest value of an allowed action, in prices of a missed deadline
     *   <li>{@code gradient_norm}: Euclidean norm of the batch's mean gradient at the parameters, before it is scaled down to
     *       0.5
     *   <li>{@code explore_percent}: share of chance actions by now
     * </ul>
     */
    @Override
    public Map<String, Double> figures() {
        Map<String, Double> all = figures.take();
        all.put("explore_percent", 100 * options.explore() * fallen());
        return all;
    }

    @Override
    public void save(ArrayStore store) {
        encoder.save(store);
        network.save(store, "values");
        store.put("rl4j.counts", steps, random.state());
        store.put("rl4j.mean", mean);
    }

    @Override
    public void load(ArrayStore store) {
        encoder.load(store);
        network.load(store, "values");
        target.copyFrom(values);
        long[] counts = store.longs("rl4j.counts", 2);
        steps = counts[0];
        random.restore(counts[1]);
        mean = store.doubles("rl4j.mean", 1)[0];
        policy = network.freeze();
    }

    /** Makes it. */
    public static final class Provider implements TunableLearnerProvider {
        @Override
        public String name() {
            return "rl4j-dqn";
        }

        @Override
        public String description() {
            return "RL4J's double DQN with masks";
        }

        @Override
        public boolean resumesExactly() {
            return false;
        }

        @Override
        public Learner create(AgentContext context, Hyperparameters values) {
            return new DqnLearner(context, DqnOptions.of(values));
        }
    }
}
