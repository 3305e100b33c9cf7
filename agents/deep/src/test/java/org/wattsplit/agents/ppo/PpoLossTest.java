package org.wattsplit.agents.ppo;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.agents.Differences;
import org.wattsplit.agents.network.Head;
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
            float[][] gradients = new float[1][];
            PpoLoss.policy(heads(logits, mask, action), before, advantage, 0.2, 0.05, gradients);
            Differences.check(
                    logits,
                    mask,
                    gradients[0],
                    moved -> PpoLoss.policy(heads(moved, mask, action), before, advantage, 0.2, 0.05, new float[1][]));
        }
    }

    @Test
    void theGradientOfAnActionMadeByTwoDecisionsIsThatOfItsDifferences() {
        SplittableRandom random = new SplittableRandom(8);
        ActionMask all = ActionMask.all(3);
        ActionMask some = ActionMask.of(true, false, true, true);
        for (int instance = 0; instance < 200; instance++) {
            float[] first = {(float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()
            };
            float[] second = {(float) random.nextGaussian(), 3, (float) random.nextGaussian(), 0};
            Head[] heads = {new Head(first, all, 1), new Head(second, some, 3)};
            double before = Head.logProbability(heads) + random.nextGaussian() * 0.7;
            double advantage = random.nextGaussian();
            double ratio = Math.exp(Head.logProbability(heads) - before);
            if (Math.abs(ratio - 0.8) < 0.03 || Math.abs(ratio - 1.2) < 0.03) {
                continue;
            }
            float[][] gradients = new float[2][];
            PpoLoss.policy(heads, before, advantage, 0.2, 0.05, gradients);
            for (int level = 0; level < 2; level++) {
                int at = level;
                Differences.check(heads[level].logits(), heads[level].mask(), gradients[level], moved -> {
                    Head[] others = heads.clone();
                    others[at] = new Head(moved, heads[at].mask(), heads[at].value());
                    return PpoLoss.policy(others, before, advantage, 0.2, 0.05, new float[2][]);
                });
            }
        }
    }

    private static Head[] heads(float[] logits, ActionMask mask, int action) {
        return new Head[] {new Head(logits, mask, action)};
    }

    /** Where the loss has a corner, differences mean nothing. */
    private static boolean nearTheClip(float[] logits, ActionMask mask, int action, double before) {
        double ratio = PpoLoss.policy(heads(logits, mask, action), before, -1, 1e9, 0, new float[1][]);
        return Math.abs(ratio - 0.8) < 0.03 || Math.abs(ratio - 1.2) < 0.03;
    }
}
