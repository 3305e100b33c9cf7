package org.wattsplit.framework.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MultiDiscreteTest {
    @Test
    void itHasOneNumberBelowEachSize() {
        MultiDiscrete space = new MultiDiscrete(List.of(2, 3));
        assertThat(space.contains(1, 2)).isTrue();
        assertThat(space.contains(2, 0)).isFalse();
        assertThat(space.contains(0, -1)).isFalse();
        assertThat(space.contains(0)).isFalse();
    }

    @Test
    void aChoiceAmongNothingIsRefused() {
        assertThatThrownBy(() -> new MultiDiscrete(List.of(2, 0))).hasMessageContaining("above 0");
    }
}
