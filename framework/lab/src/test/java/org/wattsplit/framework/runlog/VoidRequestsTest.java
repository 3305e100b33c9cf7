package org.wattsplit.framework.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wattsplit.framework.outcome.Disturbance;

final class VoidRequestsTest {
    private final VoidRequests voided = new VoidRequests();

    private void add(int id, String words, int requests) {
        voided.add(id, requests == 0 ? Disturbance.NONE : new Disturbance(words, requests));
    }

    @Test
    void aDisturbanceMakesTheRequestsVoidAtWhichNobodyHadLooked() {
        for (int id = 100; id < 110; id++) {
            add(id, "a cap", id == 104 ? 3 : 0);
        }
        assertThat(voided.count()).isEqualTo(3);
        assertThat(voided.contains(1)).isFalse();
        assertThat(voided.contains(2)).isTrue();
        assertThat(voided.contains(5)).isFalse();
        assertThat(voided.which()).isEqualTo("102 to 104");
        assertThat(voided.first()).isEqualTo("a cap");
    }

    @Test
    void theFirstReasonIsKeptAndPlacesAreCounted() {
        add(1, "a cap", 5);
        for (int id = 2; id < 20; id++) {
            add(id, "heat", id % 2);
        }
        assertThat(voided.count()).isEqualTo(10);
        assertThat(voided.first()).isEqualTo("a cap");
        assertThat(voided.which()).isEqualTo("1, 3, 5, 7, 9 and in 5 more places");
    }

    @Test
    void aRunWithoutThemSaysNothing() {
        add(1, "", 0);
        assertThat(voided.which()).isEmpty();
        assertThat(voided.count()).isZero();
    }
}
