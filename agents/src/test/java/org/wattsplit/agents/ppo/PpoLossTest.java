package org.wattsplit.agents.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.env.ActionMask;

final class PpoLossTest {
    private static final float STEP = 1e-2f;

    /** Compares a gradient with central differences, where the mask allows; elsewhere it must be 0. */
    private static void check(float[] logits, ActionMask mask, float[] gradient, ToDoubleFunction<float[]> loss) {
        for (int i = 0; i < logits.length; i++) {
            float[] above = logits.clone();
            float[] below = logits.clone();
            above[i] += STEP;
            below[i] -= STEP;
            double slope = (loss.applyAsDouble(above) - loss.applyAsDouble(below)) / (above[i] - below[i]);
            assertThat((double) gradient[i]).isCloseTo(slope, within(2e-4 * Math.max(1, Math.abs(slope))));
            if (!mask.allows(i)) {
                assertThat(gradient[i]).isZero();
            }
        }
    }

    @Test
    void theGradientOfTheClippedLossIsThatOfItsDifferences() {
        SplittableRandom random = new SplittableRandom(7);
        ActionMask mask = ActionMask.of(new boolean[] {true, true, false, true, true});
        for (int instance = 0; instance < 200; instance++) {
            float[] logits = new float[5];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) random.nextGaussian();
            }
            int action = new int[] {0, 1, 3, 4}[random.nextInt(4)];
            // From far below to far above the present probability: clipped on both sides, and not.
            double before = Math.log(0.25) + random.nextGaussian() * 0.7;
            double advantage = random.nextGaussian();
            if (nearTheClip(logits, mask, action, before)) {
                continue;
            }
            float[] gradient = new float[5];
            PpoLoss.policy(logits, mask, action, before, advantage, 0.2, 0.05, gradient);
            check(
                    logits,
                    mask,
                    gradient,
                    moved -> PpoLoss.policy(moved, mask, action, before, advantage, 0.2, 0.05, new float[5]));
        }
    }

    /** Where the loss has a corner, differences mean nothing. */
    private static boolean nearTheClip(float[] logits, ActionMask mask, int action, double before) {
        double ratio = PpoLoss.policy(logits, mask, action, before, -1, 1e9, 0, new float[5]);
        return Math.abs(ratio - 0.8) < 0.03 || Math.abs(ratio - 1.2) < 0.03;
    }

    @Test
    void cloningRaisesTheTeachersActionAsItsDifferencesSay() {
        ActionMask mask = ActionMask.of(new boolean[] {true, false, true});
        float[] logits = {0.3f, 2, -0.4f};
        float[] gradient = new float[3];
        PpoLoss.clone(logits, mask, 2, gradient);
        check(
                logits,
                mask,
                gradient,
                moved -> -Math.log(Math.exp(moved[2]) / (Math.exp(moved[0]) + Math.exp(moved[2]))));
    }

    @Test
    void theEntropyIsThatOfTheAllowedActions() {
        assertThat(PpoLoss.entropy(new float[] {1, 5, 1}, ActionMask.of(new boolean[] {true, false, true})))
                .isCloseTo(Math.log(2), within(1e-6));
    }
}
