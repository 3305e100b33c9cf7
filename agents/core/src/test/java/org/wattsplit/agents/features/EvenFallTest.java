package org.wattsplit.agents.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EvenFallTest {
    @Test
    void itFallsByTheSameEachStepAndStaysWhereItCameTo() {
        EvenFall fall = new EvenFall(100);
        assertThat(fall.toZero(0)).isEqualTo(1);
        assertThat(fall.toZero(25)).isEqualTo(0.75);
        assertThat(fall.toZero(100)).isZero();
        assertThat(fall.toZero(500)).isZero();
        assertThat(fall.toTenth(0)).isEqualTo(1);
        assertThat(fall.toTenth(50)).isEqualTo(0.55);
        assertThat(fall.toTenth(500)).isEqualTo(0.1);
    }
}
