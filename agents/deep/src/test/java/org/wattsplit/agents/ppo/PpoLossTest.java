package org.wattsplit.agents.ppo;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.agents.Differences;
import org.wattsplit.framework.env.ActionMask;

final class PpoLossTest {
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
            Differences.check(
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
}
