package org.wattsplit.framework.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ActionMaskTest {
    @Test
    void theFirstActionIsTheFirstThatIsAllowed() {
        assertThat(ActionMask.of(false, false, true, false, true).first()).isEqualTo(2);
        assertThat(ActionMask.all(3).first()).isZero();
    }

    @Test
    void ofARangeItIsKnownWhetherAnyActionIsAllowed() {
        ActionMask mask = ActionMask.of(false, false, true, false);
        assertThat(mask.allowsAny(0, 2)).isFalse();
        assertThat(mask.allowsAny(0, 3)).isTrue();
        assertThat(mask.allowsAny(3, 4)).isFalse();
        assertThat(mask.allowsAny(3, 9)).as("beyond the last action").isFalse();
        assertThat(ActionMask.all(4).allowsAny(2, 2)).as("an empty range").isFalse();
    }

    @Test
    void onlyAllowedActionsAreDrawnAndEachAsOften() {
        ActionMask mask = ActionMask.of(false, true, false, true);
        SplittableRandom random = new SplittableRandom(1);
        int[] drawn = IntStream.range(0, 10_000).map(i -> mask.draw(random)).toArray();
        assertThat(drawn).containsOnly(1, 3);
        assertThat(IntStream.of(drawn).filter(action -> action == 1)).hasSizeBetween(4_800, 5_200);
    }
}
