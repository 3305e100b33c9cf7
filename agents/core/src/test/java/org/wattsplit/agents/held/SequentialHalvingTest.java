package org.wattsplit.agents.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.file.ArrayStore;

/** The arm of the least mean cost, within a budget. */
final class SequentialHalvingTest {
    private static final int ARMS = 13;

    private static double cost(int arm, SplittableRandom random) {
        return Math.abs(arm - 4) + 20 * random.nextGaussian();
    }

    @Test
    void theBestArmIsFoundThoughSinglePullsSayLittle() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SequentialHalving arms = new SequentialHalving(ARMS, 100_000, 200);
            for (int i = 0; i < 100_000; i++) {
                int arm = arms.next();
                arms.cost(arm, cost(arm, random));
            }
            assertThat(arms.left()).isEqualTo(1);
            assertThat(arms.best(-1)).isBetween(3, 5);
        }
    }

    @Test
    void armsTakeTurnsInBlocksAndHalfOfThemStay() {
        SequentialHalving arms = new SequentialHalving(4, 800, 10);
        Set<Integer> tried = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            assertThat(arms.next()).isEqualTo(i / 10 % 4);
            tried.add(arms.next());
            arms.cost(arms.next(), arms.next());
        }
        assertThat(tried).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(arms.left()).isEqualTo(2);
        assertThat(arms.best(-1)).isZero();
    }

    @Test
    void anArmOfItsOwnIsHeldAndNoneIsChosenBeforeAnyWasPulled() {
        SequentialHalving arms = new SequentialHalving(1, 100, 10);
        assertThat(arms.best(7)).isEqualTo(7);
        arms.cost(arms.next(), 3);
        assertThat(arms.best(7)).isZero();
    }

    @Test
    void whatWasKeptGoesOnExactly() {
        SplittableRandom random = new SplittableRandom(3);
        SequentialHalving one = new SequentialHalving(ARMS, 5_000, 7);
        for (int i = 0; i < 2_000; i++) {
            one.cost(one.next(), cost(one.next(), random));
        }
        ArrayStore store = new ArrayStore();
        one.save(store);
        SequentialHalving other = new SequentialHalving(ARMS, 5_000, 7);
        other.load(store);
        for (int i = 0; i < 3_000; i++) {
            assertThat(other.next()).isEqualTo(one.next());
            double cost = cost(one.next(), random);
            one.cost(one.next(), cost);
            other.cost(other.next(), cost);
            assertThat(List.of(other.left(), other.best(-1))).isEqualTo(List.of(one.left(), one.best(-1)));
        }
    }
}
