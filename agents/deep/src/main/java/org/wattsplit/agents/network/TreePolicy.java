package org.wattsplit.agents.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.wattsplit.agents.factored.ActionTree;
import org.wattsplit.agents.features.PriorLogits;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;

/**
 * A policy that decides along an {@link ActionTree}, its probability of an action being the product of those of the
 * values that make it. One network makes all decisions: its inputs are the state's features and the values chosen so
 * far, its outputs a number for each value of each knob (autoregressive, as the policies of Metz et al., arXiv
 * 1705.05035, and of Vinyals et al., arXiv 1708.04782). Values under which nothing is allowed have no
 * probability. Its logits begin at the {@linkplain PriorLogits prior}. A flat tree makes it a policy with an output for
 * each action. One thread at a time.
 */
public final class TreePolicy {
    /** After so many decisions looked at, the search for the most probable action goes only on from where it is. */
    private static final int MOST_OPENED = 256;

    private static final double LAST_SCALE = 0.01;

    private final ActionTree tree;
    private final TreeRows rows;
    private final PriorLogits prior;
    private final TrainableNetwork network;
    private final float[] leaves;
    private FrozenNetwork frozen;

    /**
     * A policy of chance weights.
     *
     * @param features the number of a state's features
     * @param hidden units of each of the two hidden layers
     * @param largestNorm see {@link TrainableNetwork}
     * @param seed seed of the first weights
     */
    public TreePolicy(ActionTree tree, PriorLogits prior, int features, int hidden, double largestNorm, long seed) {
        this.tree = tree;
        this.prior = prior;
        rows = new TreeRows(tree);
        network = new TrainableNetwork(sizes(tree, features, hidden), LAST_SCALE, largestNorm, seed);
        leaves = new float[prior.isNone() ? 0 : tree.actions()];
        frozen = network.freeze();
    }

    /** Inputs, hidden layers and outputs of a network that looks at the decisions of a tree. */
    public static int[] sizes(ActionTree tree, int features, int hidden) {
        return new int[] {features + tree.inputs(), hidden, hidden, tree.outputs()};
    }

    /** A node that may be looked at, and the logarithm of its probability. */
    private record Open(int node, double logProbability) {}

    /**
     * The most probable action: nodes are opened in the order of their probability, so the first leaf that is reached is
     * it. Where the policy is so even that {@value #MOST_OPENED} were opened, from there the most probable value of each
     * knob.
     */
    public int act(float[] features, Observation observation, ActionMask mask) {
        readPrior(observation, mask);
        if (tree.levels() == 1) {
            return Softmax.largest(head(features, ActionTree.ROOT, mask).logits(), mask);
        }
        PriorityQueue<Open> open = new PriorityQueue<>(
                Comparator.comparingDouble((Open one) -> -one.logProbability).thenComparingInt(Open::node));
        Open best = new Open(ActionTree.ROOT, 0);
        for (int opened = 1; !tree.isLeaf(best.node); opened++) {
            if (opened > MOST_OPENED) {
                open.clear();
            }
            double[] probabilities = head(features, best.node, mask).probabilities();
            for (int value = 0; value < probabilities.length; value++) {
                if (probabilities[value] > 0) {
                    open.add(new Open(
                            tree.child(best.node, value), best.logProbability + Math.log(probabilities[value])));
                }
            }
            best = open.remove();
        }
        return tree.action(best.node);
    }

    /** An action drawn with the policy's probabilities. */
    public int explore(float[] features, Observation observation, ActionMask mask, RandomGenerator random) {
        readPrior(observation, mask);
        int node = ActionTree.ROOT;
        while (!tree.isLeaf(node)) {
            node = tree.child(node, Softmax.draw(head(features, node, mask).probabilities(), random));
        }
        return tree.action(node);
    }

    /** The decisions that make an action, as the frozen policy sees them. */
    public Head[] decisions(float[] features, Observation observation, ActionMask mask, int action) {
        readPrior(observation, mask);
        int[] path = tree.path(action);
        Head[] heads = new Head[tree.levels()];
        for (int level = 0; level < heads.length; level++) {
            Head head = head(features, path[level], mask);
            heads[level] = new Head(head.logits(), head.mask(), tree.value(path[level + 1]));
        }
        return heads;
    }

    private Head head(float[] features, int node, ActionMask mask) {
        return head(frozen.output(tree.input(features, node)), node, mask, -1);
    }

    private Head head(float[] outputs, int node, ActionMask mask, int value) {
        float[] logits = rows.head(outputs, tree.level(node));
        if (!prior.isNone()) {
            tree.addLogSums(leaves, node, mask, logits);
        }
        return new Head(logits, tree.mask(node, mask), value);
    }

    private void readPrior(Observation observation, ActionMask mask) {
        Arrays.fill(leaves, 0);
        prior.addTo(leaves, observation, mask);
    }

    /** By step, the decisions that made its action, as the policy that learns sees them; kept for {@link #step}. */
    public Head[][] forward(float[][] features, List<Transition> steps) {
        int levels = tree.levels();
        float[][] outputs = network.forward(rows.inputs(features, steps));
        Head[][] heads = new Head[steps.size()][levels];
        for (int i = 0; i < heads.length; i++) {
            Transition step = steps.get(i);
            int[] path = tree.path(step.action());
            readPrior(step.observation(), step.mask());
            for (int level = 0; level < levels; level++) {
                heads[i][level] =
                        head(outputs[i * levels + level], path[level], step.mask(), tree.value(path[level + 1]));
            }
        }
        return heads;
    }

    /** The first decision after each step. */
    public Head[] forwardNext(float[][] features, List<Transition> steps) {
        float[][] outputs = network.forward(rows.roots(features));
        Head[] heads = new Head[steps.size()];
        for (int i = 0; i < heads.length; i++) {
            readPrior(steps.get(i).next(), steps.get(i).nextMask());
            heads[i] = head(outputs[i], ActionTree.ROOT, steps.get(i).nextMask(), -1);
        }
        return heads;
    }

    /**
     * One step of Adam, after {@link #forward}; decisions are still those of the frozen copy until {@link #freeze}.
     *
     * @param gradients by step and decision, the gradient of its loss at its logits
     * @return as {@link TrainableNetwork#step}
     */
    public double step(float[][][] gradients, double rate) {
        return network.step(rows.gradients(gradients), rate);
    }

    /** From now on it decides by what was learned so far. */
    public void freeze() {
        frozen = network.freeze();
    }

    /** Keeps weights and optimiser, as {@link TrainableNetwork#save}. */
    public void save(ArrayStore store, String name) {
        network.save(store, name);
    }

    /** Takes what was kept, and decides by it. */
    public void load(ArrayStore store, String name) {
        network.load(store, name);
        freeze();
    }
}
