package org.wattsplit.agents.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.agents.Instance;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.request.Condition;

final class ExpectedCostsTest {
    @Test
    void theLoadOfTheDeviceSlowsTheHead() {
        Instance instance = new Instance(4, 1);
        ExpectedCosts costs = new ExpectedCosts(
                instance.observing(
                        Observation.space(instance.actions.space().settings(), List.of(Condition.EDGE_LOAD))),
                0);
        double[] free = new double[costs.size()];
        double[] loaded = new double[costs.size()];
        for (int action = 0; action < costs.size(); action++) {
            double deadline = 1.5 * instance.actions.latencyMillis(action);
            int setting = instance.actions.settingIndex(action);
            costs.of(Observation.of(new double[] {deadline, setting, 0.2}), free);
            costs.of(Observation.of(new double[] {deadline, setting, 0.5}), loaded);
            assertThat(free[action]).isEqualTo(instance.actions.energyJoules(action));
            assertThat(loaded[action]).isEqualTo(free[action] + 20);
        }
    }
}
