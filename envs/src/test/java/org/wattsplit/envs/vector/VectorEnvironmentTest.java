package org.wattsplit.envs.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.envs.TinyTestbed;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

final class VectorEnvironmentTest {
    private static final int SIZE = 7;

    private static List<Environment> some() {
        return IntStream.range(0, SIZE)
                .mapToObj(i -> TinyTestbed.environment(20 + i))
                .toList();
    }

    private static VectorEnvironment begun(int threads) {
        VectorEnvironment vector = new VectorEnvironment(some(), threads);
        vector.reset(
                IntStream.range(0, SIZE).asLongStream().toArray(), Collections.nCopies(SIZE, ResetOptions.DEFAULT));
        return vector;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void resultsAreThoseOfSteppingOneByOne(int threads) {
        List<Environment> alone = some();
        for (int i = 0; i < SIZE; i++) {
            alone.get(i).reset(i, ResetOptions.DEFAULT);
        }
        try (VectorEnvironment vector = begun(threads)) {
            for (int step = 0; step < 15; step++) {
                int[] actions = new int[SIZE];
                for (int i = 0; i < SIZE; i++) {
                    actions[i] = (step + i) % 4;
                }
                List<Step> steps = vector.step(actions);
                for (int i = 0; i < SIZE; i++) {
                    Step single = alone.get(i).step(actions[i]);
                    assertThat(steps.get(i).observation()).isEqualTo(single.observation());
                    assertThat(steps.get(i).reward()).isEqualTo(single.reward());
                    assertThat(steps.get(i).info().outcome())
                            .isEqualTo(single.info().outcome());
                }
            }
            Reset reset = vector.reset(3, 9, new ResetOptions(4));
            assertThat(reset.observation())
                    .isEqualTo(alone.get(3).reset(9, new ResetOptions(4)).observation());
        }
    }

    @Test
    void anEpisodeThatEndedIsBegunAnewByHand() {
        try (VectorEnvironment vector = begun(2)) {
            for (int step = 0; step < 20; step++) {
                vector.step(new int[SIZE]);
            }
            assertThatIllegalStateException()
                    .isThrownBy(() -> vector.step(new int[SIZE]))
                    .withMessageContaining("a reset after the end");
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new VectorEnvironment(List.of(), 2)).isInstanceOf(IllegalArgumentException.class);
        try (VectorEnvironment vector = begun(2)) {
            assertThatThrownBy(() -> vector.step(new int[] {1}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one an environment, 7");
        }
    }
}
