package org.wattsplit.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.wattsplit.framework.env.ActionMask;

/** Gradients against finite differences. */
public final class Differences {
    private static final float STEP = 1e-2f;

    private Differences() {}

    /** Compares a gradient with central differences, where the mask allows; elsewhere it must be 0. */
    public static void check(float[] logits, ActionMask mask, float[] gradient, ToDoubleFunction<float[]> loss) {
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
}
