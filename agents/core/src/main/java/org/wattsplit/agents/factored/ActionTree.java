package org.wattsplit.agents.factored;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.MultiDiscrete;

/**
 * How an action is chosen in several decisions: a tree with a level for each of them, whose leaves are the actions. A
 * factored tree has a level for each knob that differs among the actions, in the space's order, and for each node the
 * values that some action has after those chosen before; a flat one has a single decision among all actions.
 *
 * <p>Actions are sorted by their configurations, so those below a node are consecutive. Whether a mask allows any of
 * them takes one look for the next one that it allows: no decision walks over all actions. Immutable; memory in
 * proportion to the number of actions.
 */
public final class ActionTree {
    /** The node where the first decision is made. */
    public static final int ROOT = 0;

    /** Up to so many actions what is known of each of them is summed onto a factored tree's nodes. */
    public static final int MOST_SUMMED = 2_000;

    private final MultiDiscrete space;
    private final int actions;
    /** By level, where its values begin among those of all levels; and their number. */
    private final int[] offsets;
    /** By level, its first node, the root's first; and the number of nodes. Children follow each other. */
    private final int[] firstNode;

    private final int[] parent;
    private final int[] value;
    private final int[] firstAction;
    private final int[] endAction;
    /** By node, and one more. */
    private final int[] firstChild;

    /** A tree of levels of those sizes; {@code choices} by level and action, the actions in ascending order of them. */
    private ActionTree(List<Integer> sizes, int[][] choices) {
        space = new MultiDiscrete(sizes);
        int levels = choices.length;
        actions = choices[0].length;
        offsets = new int[levels + 1];
        for (int level = 0; level < levels; level++) {
            offsets[level + 1] = offsets[level] + sizes.get(level);
        }
        int[] differs = new int[actions];
        for (int action = 1; action < actions; action++) {
            differs[action] = firstDifference(choices, action);
            Check.that(differs[action] < levels, "the actions", "distinct", action + ", as the one before it");
        }
        firstNode = new int[levels + 2];
        firstNode[1] = 1;
        for (int level = 1; level <= levels; level++) {
            int above = level;
            firstNode[level + 1] = firstNode[level]
                    + (int) IntStream.of(differs).filter(at -> at < above).count();
        }
        int nodes = firstNode[levels + 1];
        parent = new int[nodes];
        value = new int[nodes];
        firstAction = new int[nodes];
        endAction = new int[nodes];
        firstChild = new int[nodes + 1];
        Arrays.fill(firstChild, nodes);
        firstChild[ROOT] = 1;
        endAction[ROOT] = actions;
        for (int level = 1; level <= levels; level++) {
            addLevel(level, choices[level - 1], differs);
        }
    }

    private static int firstDifference(int[][] choices, int action) {
        int level = 0;
        while (level < choices.length && choices[level][action] == choices[level][action - 1]) {
            level++;
        }
        return level;
    }

    private void addLevel(int level, int[] choices, int[] differs) {
        int node = firstNode[level] - 1;
        int above = firstNode[level - 1] - 1;
        for (int action = 0; action < actions; action++) {
            if (differs[action] < level) {
                node++;
                if (differs[action] < level - 1 || action == 0) {
                    above++;
                    firstChild[above] = node;
                }
                parent[node] = above;
                value[node] = choices[action];
                firstAction[node] = action;
            }
            endAction[node] = action + 1;
        }
    }

    /** The tree whose levels are the knobs that differ among those actions. */
    public static ActionTree factored(ActionSet actions) {
        int[] varying = IntStream.range(0, actions.space().knobs().size())
                .filter(knob -> values(actions, knob).length > 1)
                .toArray();
        if (varying.length == 0) {
            return flat(actions.size());
        }
        int[][] choices = new int[varying.length][];
        Integer[] sizes = new Integer[varying.length];
        for (int level = 0; level < varying.length; level++) {
            int knob = varying[level];
            int[] values = values(actions, knob);
            sizes[level] = values.length;
            choices[level] = IntStream.range(0, actions.size())
                    .map(action -> Arrays.binarySearch(
                            values, actions.configuration(action).choice(knob)))
                    .toArray();
        }
        return new ActionTree(List.of(sizes), choices);
    }

    private static int[] values(ActionSet actions, int knob) {
        return IntStream.range(0, actions.size())
                .map(action -> actions.configuration(action).choice(knob))
                .distinct()
                .sorted()
                .toArray();
    }

    /** The tree of one decision among so many actions. */
    public static ActionTree flat(int actions) {
        return new ActionTree(
                List.of(actions), new int[][] {IntStream.range(0, actions).toArray()});
    }

    /** The values of each decision; more combinations than there are actions, unless every one is feasible. */
    public MultiDiscrete space() {
        return space;
    }

    /** The number of decisions. */
    public int levels() {
        return offsets.length - 1;
    }

    /** The number of actions. */
    public int actions() {
        return actions;
    }

    /** Whether what is known of each action is summed onto the nodes: where that takes no more than moments. */
    public boolean sums() {
        return levels() == 1 || actions <= MOST_SUMMED;
    }

    /** The number of values of all levels: of a network's outputs. */
    public int outputs() {
        return offsets[levels()];
    }

    /** Where a level's values begin among those of all levels. */
    public int offset(int level) {
        return offsets[level];
    }

    /** The number of values of all levels but the last: of a network's inputs that say what was chosen so far. */
    public int inputs() {
        return offsets[levels() - 1];
    }

    /** The number of values of the decision at a node that is no leaf, feasible there or not. */
    public int width(int node) {
        return space.sizes().get(level(node));
    }

    /** The level of the decision at a node; {@link #levels} for a leaf. */
    public int level(int node) {
        int level = 0;
        while (node >= firstNode[level + 1]) {
            level++;
        }
        return level;
    }

    /** Whether nothing is left to decide at a node. */
    public boolean isLeaf(int node) {
        return node >= firstNode[levels()];
    }

    /** The action of a leaf. */
    public int action(int leaf) {
        return firstAction[leaf];
    }

    /** The value that leads to a node from the one above. */
    public int value(int node) {
        return value[node];
    }

    /** The node that a value leads to. */
    public int child(int node, int chosen) {
        int at = Arrays.binarySearch(value, firstChild[node], firstChild[node + 1], chosen);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "Expected a value that is feasible at node " + node + ", given " + chosen);
        }
        return at;
    }

    /** The nodes from the root to an action's leaf, both included. */
    public int[] path(int action) {
        int[] path = new int[levels() + 1];
        path[levels()] = firstNode[levels()] + action;
        for (int level = levels(); level > 0; level--) {
            path[level - 1] = parent[path[level]];
        }
        return path;
    }

    /** The values that make an action, by level. */
    public int[] values(int action) {
        return IntStream.of(path(action)).skip(1).map(node -> value[node]).toArray();
    }

    /** The action that values make, by level; empty where none does. */
    public OptionalInt action(int... values) {
        Check.that(space.contains(values), "the values", "some of " + space, Arrays.toString(values));
        int node = ROOT;
        for (int chosen : values) {
            node = Arrays.binarySearch(value, firstChild[node], firstChild[node + 1], chosen);
            if (node < 0) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of(action(node));
    }

    /**
     * The values of the decision at a node under which some allowed action is; at a node under which none is, where no
     * allowed action leads, those under which any action is.
     */
    public ActionMask mask(int node, ActionMask allowed) {
        if (levels() == 1) {
            return allowed;
        }
        boolean[] values = new boolean[width(node)];
        boolean none = !allowed.allowsAny(firstAction[node], endAction[node]);
        for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
            values[value[child]] = none || allowed.allowsAny(firstAction[child], endAction[child]);
        }
        return ActionMask.of(values);
    }

    /**
     * A network's input at a node: the features of the state, then, by level but the last, 1 at the value that was chosen.
     * In a flat tree it is the features themselves.
     */
    public float[] input(float[] features, int node) {
        if (inputs() == 0) {
            return features;
        }
        float[] input = Arrays.copyOf(features, features.length + inputs());
        int at = node;
        for (int level = level(node); level > 0; level--) {
            input[features.length + offsets[level - 1] + value[at]] = 1;
            at = parent[at];
        }
        return input;
    }

    /**
     * Adds logits of actions to those of the decision at a node, so that both make the same probabilities: to each value the
     * logarithm of the sum of the exponentials of the allowed actions below it.
     *
     * @param leaves by action; at most some tens apart from 0
     */
    public void addLogSums(float[] leaves, int node, ActionMask allowed, float[] logits) {
        for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
            int from = firstAction[child];
            int to = endAction[child];
            if (to - from == 1) {
                logits[value[child]] += leaves[from];
            } else {
                double sum = 0;
                for (int action = from; action < to; action++) {
                    sum += allowed.allows(action) ? Math.exp(leaves[action]) : 0;
                }
                logits[value[child]] += sum > 0 ? (float) Math.log(sum) : 0;
            }
        }
    }

    /** By value of the decision at a node, the largest of the allowed actions below it; 0 where none is. */
    public double[] largest(double[] leaves, int node, ActionMask allowed) {
        double[] largest = new double[width(node)];
        for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int action = firstAction[child]; action < endAction[child]; action++) {
                best = allowed.allows(action) ? Math.max(best, leaves[action]) : best;
            }
            largest[value[child]] = Double.isInfinite(best) ? 0 : best;
        }
        return largest;
    }
}
