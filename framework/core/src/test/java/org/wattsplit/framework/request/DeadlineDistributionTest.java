package org.wattsplit.framework.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DeadlineDistributionTest {
    @Test
    void aLatencyMissesTheDeadlinesBelowIt() {
        DeadlineDistribution deadlines = DeadlineDistribution.of(List.of(
                new Request(0, "m", 0, 30),
                new Request(1, "m", 0, 10),
                new Request(2, "m", 0, 10),
                new Request(3, "m", 0, 20)));
        assertThat(deadlines.missedShare(10)).isZero();
        assertThat(deadlines.missedShare(10.001)).isEqualTo(0.5);
        assertThat(deadlines.missedShare(25)).isEqualTo(0.75);
        assertThat(deadlines.missedShare(31)).isEqualTo(1);
        assertThat(deadlines.toArray()).containsExactly(10, 10, 20, 30);
    }

    @Test
    void aLatencyThatEqualsTheDeadlineMeetsIt() {
        Request request = new Request(0, "m", 0, 10);
        assertThat(request.missedBy(10)).isFalse();
        assertThat(request.missedBy(Math.nextUp(10.0))).isTrue();
        assertThatThrownBy(() -> new Request(0, "m", 0, 0)).hasMessageContaining("deadline_ms");
    }
}
