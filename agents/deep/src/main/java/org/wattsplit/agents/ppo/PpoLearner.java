package org.wattsplit.agents.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wattsplit.agents.factored.ActionTree;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.ObservationEncoder;
import org.wattsplit.agents.features.PriorLogits;
import org.wattsplit.agents.features.Transitions;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.agents.network.Batches;
import org.wattsplit.agents.network.Cloning;
import org.wattsplit.agents.network.FrozenNetwork;
import org.wattsplit.agents.network.Head;
import org.wattsplit.agents.network.TrainableNetwork;
import org.wattsplit.agents.network.TreePolicy;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.FigureMeans;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.random.SavableRandom;

/**
 * Proximal policy optimisation with the clipped surrogate (Schulman et al., arXiv 1707.06347) and generalised advantage
 * estimation (Schulman et al., ICLR 2016), for masked actions.
 *
 * <p>Deviations. The next request's deadline is drawn by nobody's action, yet it moves the next state's value by more
 * than any action does. So the value of what follows is estimated without looking at that deadline, by the same critic
 * with the deadline hidden: the advantage keeps its mean and loses that noise (after the input-driven baselines of Mao
 * et al., ICLR 2019). The policy's logits begin at minus each action's {@linkplain PriorLogits expected cost}, which the
 * offline phase knows, and the network learns what to add (after residual policy learning, Silver et al., arXiv
 * 1812.06298; option {@code prior=0} leaves it out). Rewards are divided by the price of a missed deadline. Rate and entropy weight fall evenly.
 *
 * <p>The constrained form (option {@code max_missed_percent}) pays energy and a multiplier of the price for each missed
 * deadline, which rises while more are missed than allowed and falls while fewer are (Lagrangian; Ray, Achiam and Amodei,
 * 2019); the prior takes the same price. What is missed is counted with the actions tried while learning. Of the policies
 * judged, the one of the least energy is kept among those that miss few enough; if none does, the one that misses least.
 */
public final class PpoLearner implements Learner {
    private static final double LARGEST_NORM = 0.5;
    private static final double MULTIPLIER_RATE = 0.05;
    private static final int LESSON_EPOCHS = 30;
    /** More than any energy, so that a policy that misses too many is worse than each that does not. */
    private static final double VIOLATION = 1e9;

    private static final String POLICY_LOSS = "policy_loss";
    private static final String VALUE_LOSS = "value_loss";
    private static final String ENTROPY = "entropy";
    private static final String KL = "approximate_kl";
    private static final String CLIPPED = "clipped_percent";
    private static final String EXPLAINED = "explained_variance";
    private static final String GRADIENT_NORM = "gradient_norm";
    private static final String VALUE_GRADIENT_NORM = "value_gradient_norm";

    private final PpoOptions options;
    private final ObservationEncoder encoder;
    private final TreePolicy policy;
    private final TrainableNetwork critic;
    private final SavableRandom random;
    private final double price;
    private final CostWeights weights;
    private final PriorLogits prior;
    private FrozenNetwork value;
    private final List<Transition> rollout = new ArrayList<>();
    private long steps;
    private double multiplier = 1;
    private final FigureMeans figures = new FigureMeans(
            POLICY_LOSS, VALUE_LOSS, ENTROPY, KL, CLIPPED, EXPLAINED, GRADIENT_NORM, VALUE_GRADIENT_NORM);

    /** A learner of that context. */
    PpoLearner(AgentContext context, PpoOptions options) {
        this.options = options;
        encoder = new ObservationEncoder(context);
        ActionTree tree = options.factored()
                ? ActionTree.factored(context.actions())
                : ActionTree.flat(context.actions().size());
        prior = new PriorLogits(context, tree.sums() ? options.prior() : 0, options.uncertainty());
        price = context.costUnit();
        weights = context.weights();
        random = new SavableRandom(context.random().nextLong());
        int hidden = options.hidden();
        policy = new TreePolicy(tree, prior, encoder.size(), hidden, LARGEST_NORM, random.nextLong());
        critic =
                new TrainableNetwork(new int[] {encoder.size(), hidden, hidden, 1}, 1, LARGEST_NORM, random.nextLong());
        value = critic.freeze();
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return policy.act(encoder.encode(observation), observation, mask);
    }

    @Override
    public int explore(Observation observation, ActionMask mask) {
        return policy.explore(encoder.encode(observation), observation, mask, random);
    }

    @Override
    public void observe(Transition transition) {
        rollout.add(transition);
        steps++;
        if (rollout.size() >= options.rollout()) {
            update();
            rollout.clear();
        }
    }

    private double reward(Transition transition) {
        if (options.maxMissedPercent() < 0) {
            return transition.reward() / price;
        }
        if (weights.joulesPerLateSecond() > 0 || weights.wrongAnswerJ() > 0) {
            // All but the miss: of lateness, and of a batch's wrong answers, there is no component.
            double miss = transition.components().deadlineMiss();
            return (transition.reward() + weights.joulesPerMiss() * miss) / price - multiplier * miss;
        }
        double serving = transition.components().energyJoules();
        return -(serving / price + multiplier * transition.components().deadlineMiss());
    }

    private void update() {
        int count = rollout.size();
        float[][] seen = new float[count][];
        float[][] hidden = new float[count][];
        double[] values = new double[count];
        double[] before = new double[count];
        double[] advantages = new double[count];
        for (int i = 0; i < count; i++) {
            Transition transition = rollout.get(i);
            seen[i] = encoder.encode(transition.observation());
            hidden[i] = encoder.encodeWithoutDeadline(transition.observation());
            values[i] = value.output(seen[i])[0];
            before[i] = Head.logProbability(
                    policy.decisions(seen[i], transition.observation(), transition.mask(), transition.action()));
        }
        double advantage = 0;
        for (int i = count - 1; i >= 0; i--) {
            Transition transition = rollout.get(i);
            double following =
                    transition.terminated() ? 0 : value.output(encoder.encodeWithoutDeadline(transition.next()))[0];
            double difference = reward(transition) + options.discount() * following - values[i];
            boolean cut = transition.terminated() || transition.truncated();
            advantage = difference + (cut ? 0 : options.discount() * options.trace() * advantage);
            advantages[i] = advantage;
        }
        learn(seen, hidden, values, before, advantages);
        if (options.maxMissedPercent() >= 0) {
            double missed = rollout.stream()
                    .mapToDouble(transition -> transition.components().deadlineMiss())
                    .average()
                    .orElse(0);
            multiplier = Math.max(0, multiplier + MULTIPLIER_RATE * (100 * missed - options.maxMissedPercent()));
            prior.setPrice(multiplier * price);
        }
    }

    @Override
    public double score(double costJoules, double missedPercent, double energyJoules) {
        if (options.maxMissedPercent() < 0) {
            return costJoules;
        }
        double beyond = missedPercent - options.maxMissedPercent();
        return beyond <= 0 ? energyJoules : VIOLATION * (1 + beyond);
    }

    private void learn(float[][] seen, float[][] hidden, double[] values, double[] before, double[] advantages) {
        int count = seen.length;
        double[] returns = new double[count];
        for (int i = 0; i < count; i++) {
            returns[i] = advantages[i] + values[i];
        }
        double spread = variance(returns);
        if (spread > 0) {
            figures.add(EXPLAINED, 1 - variance(advantages) / spread);
        }
        double[] standard = standardised(advantages);
        double rate = options.rate() * options.fall().toTenth(steps);
        double entropyWeight = options.entropy() * options.fall().toZero(steps);
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            for (int[] batch : Batches.shuffled(count, options.batch(), random)) {
                int size = batch.length;
                float[][] inputs = new float[size][];
                float[][] both = new float[2 * size][];
                for (int i = 0; i < size; i++) {
                    int step = batch[i];
                    inputs[i] = seen[step];
                    both[i] = seen[step];
                    both[size + i] = hidden[step];
                }
                Head[][] heads = policy.forward(
                        inputs, IntStream.of(batch).mapToObj(rollout::get).toList());
                float[][][] gradients = new float[size][heads[0].length][];
                for (int i = 0; i < size; i++) {
                    int step = batch[i];
                    figures.add(
                            POLICY_LOSS,
                            PpoLoss.policy(
                                    heads[i],
                                    before[step],
                                    standard[step],
                                    options.clip(),
                                    entropyWeight,
                                    gradients[i]));
                    note(epoch, heads[i], before[step]);
                }
                figures.add(GRADIENT_NORM, policy.step(gradients, rate));
                teachCritic(both, batch, returns, rate);
            }
        }
        figures.requireFinite(POLICY_LOSS);
        figures.requireFinite(VALUE_LOSS);
        policy.freeze();
        value = critic.freeze();
    }

    /** Counts in the policy's entropy at a step before an update, and how far the update has moved it in its last epoch. */
    private void note(int epoch, Head[] heads, double before) {
        if (epoch == 0) {
            figures.add(ENTROPY, Head.entropy(heads));
        }
        if (epoch == options.epochs() - 1) {
            double difference = Head.logProbability(heads) - before;
            double ratio = Math.exp(difference);
            figures.add(KL, ratio - 1 - difference);
            figures.add(CLIPPED, Math.abs(ratio - 1) > options.clip() ? 100 : 0);
        }
    }

    private static double mean(double[] values) {
        double mean = 0;
        for (double one : values) {
            mean += one / values.length;
        }
        return mean;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double one : values) {
            squares += (one - mean) * (one - mean) / values.length;
        }
        return squares;
    }

    /** Those values less their mean, by their deviation. */
    private static double[] standardised(double[] values) {
        double mean = mean(values);
        double deviation = Math.sqrt(variance(values)) + 1e-8;
        double[] standard = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            standard[i] = (values[i] - mean) / deviation;
        }
        return standard;
    }

    /** Has the critic learn the returns of a batch from each step's two views. */
    private void teachCritic(float[][] both, int[] batch, double[] returns, double rate) {
        float[][] estimates = critic.forward(both);
        float[][] errors = new float[both.length][1];
        for (int i = 0; i < both.length; i++) {
            double off = estimates[i][0] - returns[batch[i % batch.length]];
            figures.add(VALUE_LOSS, off * off);
            errors[i][0] = (float) off;
        }
        figures.add(VALUE_GRADIENT_NORM, critic.step(errors, rate));
    }

    @Override
    public void warmStart(List<Transition> lesson) {
        Cloning.teach(policy, encoder, lesson, options.batch(), options.rate(), random);
        int count = lesson.size();
        double[] returns = new double[count];
        double following = 0;
        for (int i = count - 1; i >= 0; i--) {
            following = reward(lesson.get(i)) + options.discount() * following;
            returns[i] = following;
        }
        for (int epoch = 0; epoch < LESSON_EPOCHS; epoch++) {
            for (int[] batch : Batches.shuffled(count, options.batch(), random)) {
                int size = batch.length;
                float[][] both = new float[2 * size][];
                for (int i = 0; i < size; i++) {
                    Observation observation = lesson.get(batch[i]).observation();
                    both[i] = encoder.encode(observation);
                    both[size + i] = encoder.encodeWithoutDeadline(observation);
                }
                teachCritic(both, batch, returns, options.rate());
            }
        }
        value = critic.freeze();
    }

    /**
     * Means over the updates, each of one rollout.
     *
     * <ul>
     *   <li>{@code policy_loss}: the clipped surrogate's loss, of standardised advantages, less the weighted entropy; over
     *       all steps and epochs
     *   <li>{@code value_loss}: squared error of the critic, in squared prices of a missed deadline; over all steps, epochs
     *       and both views of a step, with its deadline and without
     *   <li>{@code entropy}: of the policy, in nats; in the first epoch
     *   <li>{@code approximate_kl}: the divergence of the policy that acted from the updated one, in nats: r - 1 - ln r,
     *       where r is the ratio of the probabilities of the action taken, after and before (Schulman, "Approximating KL
     *       divergence", 2020); in the last epoch
     *   <li>{@code clipped_percent}: share of steps whose ratio is out of the clip's range; in the last epoch
     *   <li>{@code explained_variance}: 1 less the variance of returns minus the critic's values by the variance of the
     *       returns, before an update: 1 is perfect, 0 as good as their mean
     *   <li>{@code gradient_norm}, {@code value_gradient_norm}: Euclidean norms of a batch's mean gradient at the parameters
     *       of policy and critic, before they are scaled down to 0.5
     *   <li>{@code multiplier}: of a missed deadline's price by now; of the constrained form only
     * </ul>
     *
     * A warm start counts in {@code value_loss} and {@code value_gradient_norm}.
     */
    @Override
    public Map<String, Double> figures() {
        Map<String, Double> all = figures.take();
        if (options.maxMissedPercent() >= 0) {
            all.put("multiplier", multiplier);
        }
        return all;
    }

    @Override
    public void save(ArrayStore store) {
        Transitions.save(store, "ppo.rollout", rollout);
        encoder.save(store);
        policy.save(store, "actor");
        critic.save(store, "critic");
        store.put("ppo.random", random.state());
        store.put("ppo.steps", steps);
        store.put("ppo.multiplier", multiplier);
    }

    @Override
    public void load(ArrayStore store) {
        encoder.load(store);
        policy.load(store, "actor");
        critic.load(store, "critic");
        random.restore(store.longs("ppo.random", 1)[0]);
        steps = store.longs("ppo.steps", 1)[0];
        multiplier = store.doubles("ppo.multiplier", 1)[0];
        if (options.maxMissedPercent() >= 0) {
            prior.setPrice(multiplier * price);
        }
        rollout.clear();
        rollout.addAll(Transitions.load(store, "ppo.rollout"));
        value = critic.freeze();
    }

    /** Makes it. */
    public static final class Provider implements TunableLearnerProvider {
        @Override
        public String name() {
            return "ppo";
        }

        @Override
        public String description() {
            return "proximal policy optimisation with masks, on Deeplearning4j";
        }

        @Override
        public Learner create(AgentContext context, Hyperparameters values) {
            return new PpoLearner(context, PpoOptions.of(values));
        }
    }
}
