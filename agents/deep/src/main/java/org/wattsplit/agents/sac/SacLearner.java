package org.wattsplit.agents.sac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wattsplit.agents.factored.ActionTree;
import org.wattsplit.agents.features.ExpectedCosts;
import org.wattsplit.agents.features.Hyperparameters;
import org.wattsplit.agents.features.ObservationEncoder;
import org.wattsplit.agents.features.PriorLogits;
import org.wattsplit.agents.features.Transitions;
import org.wattsplit.agents.features.TunableLearnerProvider;
import org.wattsplit.agents.network.Batches;
import org.wattsplit.agents.network.Cloning;
import org.wattsplit.agents.network.Head;
import org.wattsplit.agents.network.TrainableNetwork;
import org.wattsplit.agents.network.TreePolicy;
import org.wattsplit.agents.network.TreeRows;
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
 *
 * <p>With {@code factored=1} a request is served in as many steps as there are knobs that differ, without a reward or a
 * discount before the last one (Metz et al., arXiv 1705.05035). Critics value each value of a knob after those chosen
 * before; what they should say of the last knob is as above, of another knob the soft value of the next knob's decision.
 * Each critic takes that from its own target: the lower one of two at every knob would make a request's value too low by
 * as many times, and that would add up over requests. Policy and temperature learn at the decisions that remembered actions
 * went through, the entropy of each being held near a share of its own largest one. A value is expected to cost what the
 * best action below it is expected to.
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
    private final ActionTree tree;
    private final TreeRows rows;
    private final TreePolicy policy;
    private final TrainableNetwork[] critics = new TrainableNetwork[2];
    private final TrainableNetwork[] targets = new TrainableNetwork[2];
    private final SavableRandom random;
    private final boolean informed;
    private final ExpectedCosts costs;
    private final double price;
    private final double[] expected;
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
        int actions = context.actions().size();
        tree = options.factored() ? ActionTree.factored(context.actions()) : ActionTree.flat(actions);
        rows = new TreeRows(tree);
        informed = tree.sums() && options.prior() > 0;
        expected = new double[actions];
        PriorLogits prior = new PriorLogits(context, informed ? options.prior() : 0, options.uncertainty());
        costs = new ExpectedCosts(context, options.uncertainty());
        price = context.costUnit();
        random = new SavableRandom(context.random().nextLong());
        policy = new TreePolicy(tree, prior, encoder.size(), options.hidden(), LARGEST_NORM, random.nextLong());
        int[] sizes = TreePolicy.sizes(tree, encoder.size(), options.hidden());
        for (int i = 0; i < critics.length; i++) {
            long seed = random.nextLong();
            critics[i] = new TrainableNetwork(sizes, 0.01, LARGEST_NORM, seed);
            targets[i] = new TrainableNetwork(sizes, 0.01, LARGEST_NORM, seed);
        }
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

    /** What each action is expected to be worth, which the critics' outputs are added to, into {@link #expected}. */
    private void readExpected(Observation observation) {
        if (informed) {
            costs.of(observation, expected);
            for (int action = 0; action < expected.length; action++) {
                expected[action] = -expected[action] / price - mean;
            }
        }
    }

    /** What the values of a node's decision are expected to be worth. */
    private double[] expectedAt(int node, ActionMask mask) {
        return informed ? tree.largest(expected, node, mask) : new double[tree.width(node)];
    }

    /** What a decision's values are worth by the lower of two critics' outputs. */
    private double[] worth(double[] expectedHere, int level, float[] one, float[] other) {
        double[] worth = new double[expectedHere.length];
        int first = tree.offset(level);
        for (int value = 0; value < worth.length; value++) {
            worth[value] = expectedHere[value] + Math.min(one[first + value], other[first + value]);
        }
        return worth;
    }

    private void update() {
        List<Transition> batch = IntStream.of(
                        Batches.drawn(buffer.size(), options.replay().batch(), random))
                .mapToObj(buffer::get)
                .toList();
        int size = batch.size();
        float[][] now = new float[size][];
        float[][] next = new float[size][];
        for (int i = 0; i < size; i++) {
            now[i] = encoder.encode(batch.get(i).observation());
            next[i] = encoder.encode(batch.get(i).next());
        }
        double[] returns = returns(batch, next);
        Decisions decisions = decisions(batch, now);
        double valueLoss = 0;
        for (int critic = 0; critic < critics.length; critic++) {
            valueLoss = teachCritic(critic, decisions, returns, valueLoss);
        }
        lastUpdate = improve(decisions, valueLoss);
        for (int critic = 0; critic < critics.length; critic++) {
            targets[critic].follow(critics[critic], options.follow());
        }
        figures.requireFinite(POLICY_LOSS);
        VALUE_LOSSES.forEach(figures::requireFinite);
        policy.freeze();
    }

    /** What the critics should say of each action of a batch. */
    private double[] returns(List<Transition> batch, float[][] next) {
        Head[] heads = policy.forwardNext(next, batch);
        float[][] roots = rows.roots(next);
        float[][] one = targets[0].forward(roots);
        float[][] other = targets[1].forward(roots);
        double temperature = Math.exp(logTemperature);
        double[] returns = new double[batch.size()];
        for (int i = 0; i < returns.length; i++) {
            Transition transition = batch.get(i);
            returns[i] = transition.reward() / price - mean;
            if (!transition.terminated()) {
                readExpected(transition.next());
                double[] worth = worth(expectedAt(ActionTree.ROOT, transition.nextMask()), 0, one[i], other[i]);
                returns[i] += options.discount() * SacLoss.soft(heads[i].probabilities(), worth, temperature);
            }
        }
        return returns;
    }

    /**
     * The decisions that made a batch's actions.
     *
     * @param inputs of the networks, a row for each
     * @param heads by step and level
     * @param expected by step and level, what each value is expected to be worth
     * @param estimates by critic and row, what it adds to that
     * @param followed by critic and row, what its target critic adds; only where an action is made by several decisions
     * @param worth by step and level, what each value is worth by the lower critic
     */
    private record Decisions(
            float[][] inputs,
            Head[][] heads,
            double[][][] expected,
            float[][][] estimates,
            float[][][] followed,
            double[][][] worth) {}

    private Decisions decisions(List<Transition> batch, float[][] now) {
        int size = batch.size();
        int levels = tree.levels();
        float[][] inputs = rows.inputs(now, batch);
        float[][][] estimates = {critics[0].forward(inputs), critics[1].forward(inputs)};
        float[][][] followed = levels == 1
                ? new float[2][0][]
                : new float[][][] {targets[0].forward(inputs), targets[1].forward(inputs)};
        double[][][] expectedHere = new double[size][levels][];
        double[][][] worth = new double[size][levels][];
        for (int i = 0; i < size; i++) {
            Transition transition = batch.get(i);
            int[] path = tree.path(transition.action());
            readExpected(transition.observation());
            for (int level = 0; level < levels; level++) {
                int row = i * levels + level;
                expectedHere[i][level] = expectedAt(path[level], transition.mask());
                worth[i][level] = worth(expectedHere[i][level], level, estimates[0][row], estimates[1][row]);
            }
        }
        return new Decisions(inputs, policy.forward(now, batch), expectedHere, estimates, followed, worth);
    }

    /** One step of a critic; the mean squared error of both critics so far, with its share. */
    private double teachCritic(int critic, Decisions decisions, double[] returns, double valueLoss) {
        int levels = tree.levels();
        double meanSquare = valueLoss;
        float[][][] gradients = new float[returns.length][levels][];
        for (int i = 0; i < returns.length; i++) {
            // From the last decision to the first: each is worth what the one after it is.
            double wanted = returns[i];
            for (int level = levels - 1; level >= 0; level--) {
                Head head = decisions.heads[i][level];
                float[] estimates = decisions.estimates[critic][i * levels + level];
                double error = decisions.expected[i][level][head.value()]
                        + estimates[tree.offset(level) + head.value()]
                        - wanted;
                gradients[i][level] = new float[head.logits().length];
                gradients[i][level][head.value()] = (float) error;
                meanSquare += error * error / (critics.length * returns.length * levels);
                figures.add(VALUE_LOSSES.get(critic), error * error);
                wanted = level == 0 ? Double.NaN : followed(critic, decisions, i, level);
            }
        }
        figures.add(VALUE_GRADIENT_NORM, critics[critic].step(rows.gradients(gradients), rate()));
        return meanSquare;
    }

    private double rate() {
        return options.rate() * options.fall().toTenth(steps);
    }

    /** The soft value of a decision by the target of a critic. */
    private double followed(int critic, Decisions decisions, int step, int level) {
        float[] outputs = decisions.followed[critic][step * tree.levels() + level];
        return SacLoss.soft(
                decisions.heads[step][level].probabilities(),
                worth(decisions.expected[step][level], level, outputs, outputs),
                Math.exp(logTemperature));
    }

    /** One step of the policy and of the temperature; what is {@link #lastUpdate} then. */
    private double[] improve(Decisions decisions, double valueLoss) {
        int size = decisions.heads.length;
        int levels = tree.levels();
        double share = options.entropyShare() * options.fall().toTenth(steps);
        float[][][] gradients = new float[size][levels][];
        double temperature = Math.exp(logTemperature);
        double policyLoss = 0;
        double entropy = 0;
        double target = 0;
        for (int i = 0; i < size; i++) {
            for (int level = 0; level < levels; level++) {
                Head head = decisions.heads[i][level];
                float[] gradient = new float[head.logits().length];
                policyLoss += SacLoss.policy(head, decisions.worth[i][level], temperature, gradient) / size;
                entropy += Head.entropy(head) / size;
                target += share * Math.log(head.mask().count()) / size;
                // Divided by the temperature, it has the size of a log-probability's, whatever a joule is worth.
                for (int value = 0; value < gradient.length; value++) {
                    gradient[value] /= (float) temperature;
                }
                gradients[i][level] = gradient;
            }
        }
        figures.add(POLICY_LOSS, policyLoss);
        figures.add(ENTROPY, entropy);
        figures.add(GRADIENT_NORM, policy.step(gradients, rate()));
        logTemperature += TEMPERATURE_RATE * (target - entropy);
        return new double[] {policyLoss, valueLoss, entropy};
    }

    @Override
    public void warmStart(List<Transition> lesson) {
        Cloning.teach(policy, encoder, lesson, options.replay().batch(), options.rate(), random);
        lesson.forEach(this::remember);
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
        policy.save(store, "actor");
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
        policy.load(store, "actor");
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
