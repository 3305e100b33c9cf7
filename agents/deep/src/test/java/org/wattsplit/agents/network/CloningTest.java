package org.wattsplit.agents.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wattsplit.agents.Differences;
import org.wattsplit.framework.env.ActionMask;

/** The gradient that clones a teacher, and the policy's probabilities. */
final class CloningTest {
    private static final ActionMask MASK = ActionMask.of(new boolean[] {true, false, true});

    @Test
    void cloningRaisesTheTeachersActionAsItsDifferencesSay() {
        float[] logits = {0.3f, 2, -0.4f};
        Differences.check(
                logits,
                MASK,
                Cloning.gradients(new Head(logits, MASK, 2))[0],
                moved -> -Math.log(Math.exp(moved[2]) / (Math.exp(moved[0]) + Math.exp(moved[2]))));
    }

    @Test
    void theEntropyIsThatOfTheAllowedActions() {
        double[] probabilities = new double[3];
        Softmax.of(new float[] {1, 5, 1}, MASK, probabilities);
        assertThat(probabilities).containsExactly(0.5, 0, 0.5);
        assertThat(Softmax.entropy(probabilities)).isCloseTo(Math.log(2), within(1e-12));
    }
}
