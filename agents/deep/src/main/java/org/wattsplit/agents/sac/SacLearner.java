package org.wattsplit.agents.sac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.ObservationEncoder;
import org.wattsplit.agents.features.PriorLogits;
import org.wattsplit.agents.features.Transitions;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.agents.network.Batches;
import org.wattsplit.agents.network.Cloning;
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
 * Soft actor-critic (Haarnoja et al., arXiv 1812.05905) for discrete actions (Christodoulou, arXiv 1910.07207): two
 * critics of which the lower one counts, target critics that follow them, and a temperature that holds the policy's
 * entropy near a target; for masked actions.
 *
 * <p>Deviations. Logits begin at the {@linkplain PriorLogits prior}, and critics learn what to add to minus the
 * {@linkplain ExpectedCosts expected cost} (option {@code prior=0} leaves both out). Rewards are divided by the price of
 * a missed deadline and centred by their running mean (Naik et al., arXiv 2405.09999). The entropy aimed at is a small
 * share of the largest one and falls, as does the learning rate. It decides by the most probable action.
 */
public final class SacLearner implements Learner {
    private static final double LARGEST_NORM = 0.5;
    private static final double TEMPERATURE_RATE = 0.002;
    private static final double FIRST_TEMPERATURE = 0.02;
    private static final long MEAN_STEPS = 2_000;

    private static final String POLICY_LOSS = "policy_loss";
    private static final List<String> VALUE_LOSSES = List.of("value_loss_1", "value_loss_2");
    private static final String ENTROPY = "entropy";
    private static final String GRADIENT_NORM = "gradient_norm";
    private static final String VALUE_GRADIENT_NORM = "value_gradient_norm";

    private final SacOptions options;
    private final ObservationEncoder encoder;
    private final TrainableNetwork actor;
    private final TrainableNetwork[] critics = new TrainableNetwork[2];
    private final TrainableNetwork[] targets = new TrainableNetwork[2];
    private final SavableRandom random;
    private final PriorLogits prior;
    private final ExpectedCosts costs;
    private final double price;
    private final int actions;
    private final double[] probabilities;
    private final double[] expected;
    private final double[] values;
    private FrozenNetwork policy;
    /** A ring once it is full: the next step goes where the oldest one is. */
    private final List<Transition> buffer = new ArrayList<>();

    private int oldest;
    private long steps;
    private double mean;
    private double logTemperature = Math.log(FIRST_TEMPERATURE);
    /** The last update's loss of the policy, mean loss of the critics, and entropy: files have had them from the first. */
    private double[] lastUpdate = new double[3];

    private final FigureMeans figures = new FigureMeans(
            POLICY_LOSS, VALUE_LOSSES.get(0), VALUE_LOSSES.get(1), ENTROPY, GRADIENT_NORM, VALUE_GRADIENT_NORM);

    private SacLearner(AgentContext context, SacOptions options) {
        this.options = options;
        encoder = new ObservationEncoder(context);
        actions = context.actions().size();
        probabilities = new double[actions];
        expected = new double[actions];
        values = new double[actions];
        prior = new PriorLogits(context, options.prior(), options.uncertainty());
        costs = new ExpectedCosts(context, options.uncertainty());
        price = Math.max(1, context.weights().joulesPerMiss());
        random = new SavableRandom(context.random().nextLong());
        int[] sizes = {encoder.size(), options.hidden(), options.hidden(), actions};
        actor = new TrainableNetwork(sizes, 0.01, LARGEST_NORM, random.nextLong());
        for (int i = 0; i < critics.length; i++) {
            long seed = random.nextLong();
            critics[i] = new TrainableNetwork(sizes, 0.01, LARGEST_NORM, seed);
            targets[i] = new TrainableNetwork(sizes, 0.01, LARGEST_NORM, seed);
        }
        policy = actor.freeze();
    }

    private float[] logits(Observation observation) {
        float[] logits = policy.output(encoder.encode(observation));
        prior.addTo(logits, observation);
        return logits;
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return Softmax.largest(logits(observation), mask);
    }

    @Override
    public int explore(Observation observation, ActionMask mask) {
        Softmax.of(logits(observation), mask, probabilities);
        return Softmax.draw(probabilities, random);
    }

    @Override
    public void observe(Transition transition) {
        remember(transition);
        steps++;
        mean += (transition.reward() / price - mean) / Math.min(steps, MEAN_STEPS);
        if (options.replay().updatesAfter(steps)) {
            update();
        }
    }

    private void remember(Transition transition) {
        if (buffer.size() < options.replay().buffer()) {
            buffer.add(transition);
        } else {
            buffer.set(oldest, transition);
            oldest = (oldest + 1) % buffer.size();
        }
    }

    /** What the critics' outputs are added to, into {@link #expected}. */
    private void readExpected(Observation observation) {
        if (options.prior() > 0) {
            costs.of(observation, expected);
            for (int action = 0; action < actions; action++) {
                expected[action] = -expected[action] / price - mean;
            }
        }
    }

    /** The lower of two critics' values, into {@link #values}. */
    private void readValues(Observation observation, float[] one, float[] other) {
        readExpected(observation);
        for (int action = 0; action < actions; action++) {
            values[action] = expected[action] + Math.min(one[action], other[action]);
        }
    }

    private void update() {
        int[] batch = Batches.drawn(buffer.size(), options.replay().batch(), random);
        int size = batch.length;
        float[][] now = new float[size][];
        float[][] next = new float[size][];
        for (int i = 0; i < size; i++) {
            Transition transition = buffer.get(batch[i]);
            now[i] = encoder.encode(transition.observation());
            next[i] = encoder.encode(transition.next());
        }
        double[] wanted = wanted(batch, next);
        float[][][] estimates = {critics[0].forward(now), critics[1].forward(now)};
        double valueLoss = 0;
        for (int critic = 0; critic < critics.length; critic++) {
            float[][] gradients = new float[size][actions];
            for (int i = 0; i < size; i++) {
                Transition transition = buffer.get(batch[i]);
                int action = transition.action();
                readExpected(transition.observation());
                double error = expected[action] + estimates[critic][i][action] - wanted[i];
                gradients[i][action] = (float) error;
                valueLoss += error * error / (critics.length * size);
                figures.add(VALUE_LOSSES.get(critic), error * error);
            }
            figures.add(VALUE_GRADIENT_NORM, critics[critic].step(gradients, rate()));
        }
        lastUpdate = improve(batch, now, estimates, valueLoss);
        for (int critic = 0; critic < critics.length; critic++) {
            targets[critic].follow(critics[critic], options.follow());
        }
        figures.requireFinite(POLICY_LOSS);
        VALUE_LOSSES.forEach(figures::requireFinite);
        policy = actor.freeze();
    }

    /** What the critics should say of each step of a batch. */
    private double[] wanted(int[] batch, float[][] next) {
        float[][] logits = actor.forward(next);
        float[][] one = targets[0].forward(next);
        float[][] other = targets[1].forward(next);
        double temperature = Math.exp(logTemperature);
        double[] wanted = new double[batch.length];
        for (int i = 0; i < batch.length; i++) {
            Transition transition = buffer.get(batch[i]);
            wanted[i] = transition.reward() / price - mean;
            if (!transition.terminated()) {
                prior.addTo(logits[i], transition.next());
                Softmax.of(logits[i], transition.nextMask(), probabilities);
                readValues(transition.next(), one[i], other[i]);
                wanted[i] += options.discount() * SacLoss.soft(probabilities, values, temperature);
            }
        }
        return wanted;
    }

    private double rate() {
        return options.rate() * options.fall().toTenth(steps);
    }

    /** One step of the policy and of the temperature; what is {@link #lastUpdate} then. */
    private double[] improve(int[] batch, float[][] now, float[][][] estimates, double valueLoss) {
        int size = batch.length;
        double share = options.entropyShare() * options.fall().toTenth(steps);
        float[][] logits = actor.forward(now);
        float[][] gradients = new float[size][actions];
        double temperature = Math.exp(logTemperature);
        double policyLoss = 0;
        double entropy = 0;
        double target = 0;
        for (int i = 0; i < size; i++) {
            Transition transition = buffer.get(batch[i]);
            prior.addTo(logits[i], transition.observation());
            readValues(transition.observation(), estimates[0][i], estimates[1][i]);
            policyLoss += SacLoss.policy(logits[i], transition.mask(), values, temperature, probabilities, gradients[i])
                    / size;
            entropy += Softmax.entropy(probabilities) / size;
            target += share * Math.log(transition.mask().count()) / size;
        }
        // Divided by the temperature, the gradient has the size of a log-probability's, whatever a joule is worth.
        for (float[] gradient : gradients) {
            for (int action = 0; action < actions; action++) {
                gradient[action] /= (float) temperature;
            }
        }
        figures.add(POLICY_LOSS, policyLoss);
        figures.add(ENTROPY, entropy);
        figures.add(GRADIENT_NORM, actor.step(gradients, rate()));
        logTemperature += TEMPERATURE_RATE * (target - entropy);
        return new double[] {policyLoss, valueLoss, entropy};
    }

    @Override
    public void warmStart(List<Transition> lesson) {
        Cloning.teach(actor, encoder, prior, lesson, options.replay().batch(), options.rate(), random);
        lesson.forEach(this::remember);
        policy = actor.freeze();
    }

    /**
     * Means over the updates, each of one batch.
     *
     * <ul>
     *   <li>{@code policy_loss}: temperature times log-probability less value, over the policy's own actions, in prices of a
     *       missed deadline
     *   <li>{@code value_loss_1}, {@code value_loss_2}: squared errors of the two critics, in squared prices of a missed
     *       deadline
     *   <li>{@code entropy}: of the policy, in nats
     *   <li>{@code gradient_norm}: Euclidean norm of the batch's mean gradient at the parameters of the policy, divided by
     *       the temperature, before it is scaled down to 0.5; {@code value_gradient_norm}: the critics'
     *   <li>{@code temperature}: what a nat of entropy is worth by now, in prices of a missed deadline
     * </ul>
     */
    @Override
    public Map<String, Double> figures() {
        Map<String, Double> all = figures.take();
        all.put("temperature", Math.exp(logTemperature));
        return all;
    }

    @Override
    public void save(ArrayStore store) {
        encoder.save(store);
        actor.save(store, "actor");
        for (int i = 0; i < critics.length; i++) {
            critics[i].save(store, "critic." + i);
            targets[i].save(store, "target." + i);
        }
        Transitions.save(store, "sac.buffer", buffer);
        store.put("sac.counts", oldest, steps, random.state());
        store.put("sac.numbers", mean, logTemperature, lastUpdate[0], lastUpdate[1], lastUpdate[2]);
    }

    @Override
    public void load(ArrayStore store) {
        encoder.load(store);
        actor.load(store, "actor");
        for (int i = 0; i < critics.length; i++) {
            critics[i].load(store, "critic." + i);
            targets[i].load(store, "target." + i);
        }
        buffer.clear();
        buffer.addAll(Transitions.load(store, "sac.buffer"));
        long[] counts = store.longs("sac.counts", 3);
        oldest = (int) counts[0];
        steps = counts[1];
        random.restore(counts[2]);
        double[] numbers = store.doubles("sac.numbers", 5);
        mean = numbers[0];
        logTemperature = numbers[1];
        lastUpdate = Arrays.copyOfRange(numbers, 2, 5);
        policy = actor.freeze();
    }

    /** Makes it. */
    public static final class Provider implements TunableLearnerProvider {
        @Override
        public String name() {
            return "sac";
        }

        @Override
        public String description() {
            return "soft actor-critic for discrete actions with masks, on Deeplearning4j";
        }

        @Override
        public Learner create(AgentContext context, Hyperparameters values) {
            return new SacLearner(context, SacOptions.of(values));
        }
    }
}
