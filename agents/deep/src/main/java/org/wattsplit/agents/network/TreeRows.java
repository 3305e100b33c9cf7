package org.wattsplit.agents.network;

import java.util.Arrays;
import java.util.List;
import org.wattsplit.agents.factored.ActionTree;
import org.wattsplit.framework.agent.Transition;

/**
 * How a network learns the decisions of an action tree: a row of inputs for each decision of each step, so {@code levels}
 * rows after each other are a step. Of a row's outputs those of its level count.
 *
 * @param tree how actions are chosen
 */
public record TreeRows(ActionTree tree) {
    /** The rows of steps. */
    public float[][] inputs(float[][] features, List<Transition> steps) {
        int levels = tree.levels();
        float[][] rows = new float[steps.size() * levels][];
        for (int i = 0; i < features.length; i++) {
            int[] path = tree.path(steps.get(i).action());
            for (int level = 0; level < levels; level++) {
                rows[i * levels + level] = tree.input(features[i], path[level]);
            }
        }
        return rows;
    }

    /** The rows of the first decision in each of some states. */
    public float[][] roots(float[][] features) {
        return Arrays.stream(features)
                .map(one -> tree.input(one, ActionTree.ROOT))
                .toArray(float[][]::new);
    }

    /** The outputs that count of a row of that level. */
    public float[] head(float[] row, int level) {
        return Arrays.copyOfRange(row, tree.offset(level), tree.offset(level) + width(level));
    }

    private int width(int level) {
        return tree.space().sizes().get(level);
    }

    /**
     * Gradients at the outputs of rows, so that their mean over rows is the mean over steps of the sum over its decisions.
     *
     * @param heads by step and level, the gradient at that level's outputs
     */
    public float[][] gradients(float[][][] heads) {
        int levels = tree.levels();
        float[][] rows = new float[heads.length * levels][tree.outputs()];
        for (int i = 0; i < heads.length; i++) {
            for (int level = 0; level < levels; level++) {
                float[] row = rows[i * levels + level];
                for (int value = 0; value < heads[i][level].length; value++) {
                    row[tree.offset(level) + value] = levels * heads[i][level][value];
                }
            }
        }
        return rows;
    }
}
