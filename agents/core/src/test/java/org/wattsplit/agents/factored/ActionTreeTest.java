package org.wattsplit.agents.factored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;

final class ActionTreeTest {
    private static final int SETS = 200;

    @Test
    void anActionIsWhatItsValuesMakeAndWhatIsNoneIsInfeasible() {
        for (int seed = 0; seed < SETS; seed++) {
            ActionTree tree = ActionTree.factored(MadeUpActions.random(seed));
            int[] sizes =
                    tree.space().sizes().stream().mapToInt(Integer::intValue).toArray();
            int combinations = IntStream.of(sizes).reduce(1, (one, other) -> one * other);
            long feasible = IntStream.range(0, combinations)
                    .filter(number -> tree.action(values(number, sizes)).isPresent())
                    .count();
            assertThat(feasible).isEqualTo(tree.actions());
            for (int action = 0; action < tree.actions(); action++) {
                assertThat(tree.action(tree.values(action))).hasValue(action);
            }
        }
    }

    private static int[] values(int number, int[] sizes) {
        int[] values = new int[sizes.length];
        int rest = number;
        for (int i = 0; i < sizes.length; i++) {
            values[i] = rest % sizes[i];
            rest /= sizes[i];
        }
        return values;
    }

    @Test
    void levelsAreTheKnobsThatDiffer() {
        ActionTree tree = ActionTree.factored(MadeUpActions.of(1, 1, 3, 1, 4));
        assertThat(tree.space().sizes()).containsExactly(3, 4);
        assertThat(ActionTree.factored(MadeUpActions.of(1, 1, 1, 1)).actions()).isEqualTo(1);
        assertThat(ActionTree.flat(7).space().sizes()).containsExactly(7);
    }

    @Test
    void aMaskAllowsTheValuesUnderWhichItAllowsAnAction() {
        SplittableRandom random = new SplittableRandom(1);
        for (int seed = 0; seed < SETS; seed++) {
            ActionTree tree = ActionTree.factored(MadeUpActions.random(seed));
            ActionMask allowed = MadeUpActions.mask(tree.actions(), random);
            for (int action = 0; action < tree.actions(); action++) {
                if (!allowed.allows(action)) {
                    continue;
                }
                int[] path = tree.path(action);
                for (int level = 0; level < tree.levels(); level++) {
                    int[] prefix = Arrays.copyOf(tree.values(action), level);
                    boolean[] expected = new boolean[tree.width(path[level])];
                    IntStream.range(0, tree.actions())
                            .filter(allowed::allows)
                            .mapToObj(tree::values)
                            .filter(values -> Arrays.equals(Arrays.copyOf(values, prefix.length), prefix))
                            .forEach(values -> expected[values[prefix.length]] = true);
                    ActionMask mask = tree.mask(path[level], allowed);
                    for (int value = 0; value < expected.length; value++) {
                        assertThat(mask.allows(value)).isEqualTo(expected[value]);
                    }
                }
            }
        }
    }

    @Test
    void summedLogitsMakeTheProbabilitiesThatTheActionsLogitsMake() {
        SplittableRandom random = new SplittableRandom(2);
        for (int seed = 0; seed < SETS; seed++) {
            ActionTree tree = ActionTree.factored(MadeUpActions.random(seed));
            ActionMask allowed = MadeUpActions.mask(tree.actions(), random);
            float[] leaves = new float[tree.actions()];
            double sum = 0;
            for (int action = 0; action < leaves.length; action++) {
                leaves[action] = (float) -random.nextDouble(10);
                sum += allowed.allows(action) ? Math.exp(leaves[action]) : 0;
            }
            for (int action = 0; action < leaves.length; action++) {
                if (allowed.allows(action)) {
                    assertThat(probability(tree, leaves, allowed, action))
                            .isCloseTo(Math.exp(leaves[action]) / sum, within(1e-5));
                }
            }
        }
    }

    private static double probability(ActionTree tree, float[] leaves, ActionMask allowed, int action) {
        int[] path = tree.path(action);
        double product = 1;
        for (int level = 0; level < tree.levels(); level++) {
            float[] logits = new float[tree.width(path[level])];
            tree.addLogSums(leaves, path[level], allowed, logits);
            ActionMask mask = tree.mask(path[level], allowed);
            double sum = 0;
            for (int value = 0; value < logits.length; value++) {
                sum += mask.allows(value) ? Math.exp(logits[value]) : 0;
            }
            product *= Math.exp(logits[tree.value(path[level + 1])]) / sum;
        }
        return product;
    }

    @Test
    void theLargestBelowTheRootIsTheLargestOfTheAllowed() {
        ActionTree tree = ActionTree.factored(MadeUpActions.of(3, 1, 2, 2));
        ActionMask allowed = ActionMask.of(true, false, false, false);
        assertThat(tree.largest(new double[] {-3, 9, 9, 9}, ActionTree.ROOT, allowed))
                .containsExactly(-3, 0);
    }

    @Test
    void anInputSaysWhatWasChosenBefore() {
        ActionTree tree = ActionTree.factored(MadeUpActions.of(4, 1, 2, 3, 2));
        int action = tree.action(1, 2, 0).orElseThrow();
        float[] features = {7};
        int[] path = tree.path(action);
        assertThat(tree.input(features, path[0])).containsExactly(7, 0, 0, 0, 0, 0);
        assertThat(tree.input(features, path[1])).containsExactly(7, 0, 1, 0, 0, 0);
        assertThat(tree.input(features, path[2])).containsExactly(7, 0, 1, 0, 0, 1);
        assertThat(ActionTree.flat(12).input(features, ActionTree.ROOT)).isSameAs(features);
    }

    @Test
    void aHundredThousandActionsAreATree() {
        ActionSet actions = MadeUpActions.of(5, 1, 10, 10, 10, 10, 10);
        ActionTree tree = ActionTree.factored(actions);
        assertThat(tree.space().sizes()).isEqualTo(List.of(10, 10, 10, 10, 10));
        assertThat(tree.values(73_914)).containsExactly(7, 3, 9, 1, 4);
        assertThat(tree.sums()).isFalse();
        assertThat(ActionTree.flat(100_000).sums()).isTrue();
    }
}
