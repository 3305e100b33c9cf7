package org.wattsplit.agents.sac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.agents.Differences;
import org.wattsplit.agents.network.Head;
import org.wattsplit.framework.env.ActionMask;

final class SacLossTest {
    private static final ActionMask MASK = ActionMask.of(new boolean[] {true, true, false, true});
    private static final int ACTIONS = 4;

    @Test
    void theGradientOfThePolicysLossIsThatOfItsDifferences() {
        SplittableRandom random = new SplittableRandom(3);
        for (int instance = 0; instance < 100; instance++) {
            float[] logits = new float[ACTIONS];
            double[] values = new double[ACTIONS];
            for (int i = 0; i < ACTIONS; i++) {
                logits[i] = (float) random.nextGaussian();
                values[i] = random.nextGaussian();
            }
            float[] gradient = new float[ACTIONS];
            SacLoss.policy(new Head(logits, MASK, -1), values, 0.3, gradient);
            Differences.check(
                    logits,
                    MASK,
                    gradient,
                    moved -> SacLoss.policy(new Head(moved, MASK, -1), values, 0.3, new float[ACTIONS]));
        }
    }

    @Test
    void theSoftValueIsLargestForThePolicyThatTheValuesImply() {
        double[] values = {0.2, -0.1, 5, 0.4};
        double temperature = 0.3;
        float[] implied = new float[ACTIONS];
        double sum = 0;
        for (int i = 0; i < ACTIONS; i++) {
            implied[i] = (float) (values[i] / temperature);
            sum += MASK.allows(i) ? Math.exp(values[i] / temperature) : 0;
        }
        float[] gradient = new float[ACTIONS];
        double loss = SacLoss.policy(new Head(implied, MASK, -1), values, temperature, gradient);
        assertThat(-loss).isCloseTo(temperature * Math.log(sum), within(1e-6));
        for (float slope : gradient) {
            assertThat((double) slope).isCloseTo(0, within(1e-6));
        }
    }
}
