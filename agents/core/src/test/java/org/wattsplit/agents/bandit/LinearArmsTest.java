package org.wattsplit.agents.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.file.ArrayStore;

/** The regressions behind the bandits. */
final class LinearArmsTest {
    private static final int FEATURES = 4;
    private static final double RIDGE = 0.5;

    private final SplittableRandom random = new SplittableRandom(7);

    private double[] context() {
        return random.doubles(FEATURES, -1, 1).toArray();
    }

    @Test
    void theWeightsSolveTheRidgeRegressionOfAllThatWasSeen() {
        LinearArms arms = new LinearArms(1, FEATURES, RIDGE);
        double[][] contexts = new double[50][];
        double[] given = new double[50];
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = context();
            given[i] = random.nextDouble();
            arms.learn(0, contexts[i], given[i]);
        }
        // At the least sum of squares, the gradient is 0: ridge * weights = sum of context * (given - mean).
        for (int j = 0; j < FEATURES; j++) {
            double[] unit = new double[FEATURES];
            unit[j] = 1;
            double gradient = RIDGE * arms.mean(0, unit);
            for (int i = 0; i < contexts.length; i++) {
                gradient -= contexts[i][j] * (given[i] - arms.mean(0, contexts[i]));
            }
            assertThat(gradient).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void theWidthFallsWhereMoreWasSeenAndStaysForOtherArms() {
        LinearArms arms = new LinearArms(2, FEATURES, RIDGE);
        double[] context = context();
        double before = arms.variance(0, context);
        double squared = Arrays.stream(context).map(value -> value * value).sum();
        assertThat(before).isCloseTo(squared / RIDGE, within(1e-12));
        arms.learn(0, context, 1);
        assertThat(arms.variance(0, context)).isCloseTo(before / (1 + before), within(1e-12));
        assertThat(arms.variance(1, context)).isEqualTo(before);
    }

    @Test
    void whatWasKeptIsTakenBack() {
        LinearArms arms = new LinearArms(2, FEATURES, RIDGE);
        arms.learn(1, context(), 1);
        ArrayStore store = new ArrayStore();
        arms.save(store);
        LinearArms other = new LinearArms(2, FEATURES, RIDGE);
        other.load(store);
        double[] context = context();
        assertThat(other.mean(1, context)).isEqualTo(arms.mean(1, context));
        assertThat(other.variance(1, context)).isEqualTo(arms.variance(1, context));
    }
}
