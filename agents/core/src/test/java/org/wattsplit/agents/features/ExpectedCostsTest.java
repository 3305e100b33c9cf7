package org.wattsplit.agents.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.agents.Instance;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Capabilities;

final class ExpectedCostsTest {
    private static final double PRICE = 20;

    private static Outcome outcome(double edge, double transfer, double cloud) {
        return Outcome.builder()
                .latency(LatencyPart.EDGE, edge, Provenance.MODELLED)
                .latency(LatencyPart.TRANSFER, transfer, Provenance.MODELLED)
                .latency(LatencyPart.CLOUD, cloud, Provenance.MODELLED)
                .energy(EnergyPart.EDGE, 1, Provenance.MODELLED)
                .build();
    }

    /** Costs of a row that sends nothing, and of one with 2 ms of bytes, where the round trip has become 100 ms instead of 1. */
    private static double[] costs(double deadline) {
        Instance instance = new Instance(2, 1);
        Configuration whole = instance.actions.configuration(0);
        Configuration cut = instance.actions.configuration(3);
        ActionSet actions = ActionSet.of(
                instance.actions.space(),
                List.of(new Evaluated(whole, outcome(10, 0.5, 0), 1), new Evaluated(cut, outcome(10, 4, 5), 1)));
        AgentContext usual = instance.context(actions);
        AgentContext context = new AgentContext(
                actions,
                usual.allowed(),
                usual.changes(),
                usual.weights(),
                usual.deadlines(),
                usual.kinds(),
                0,
                Observation.space(actions.space().settings(), List.of(Condition.BANDWIDTH_MBPS, Condition.RTT_MS)),
                Conditions.of(Map.of(Condition.BANDWIDTH_MBPS, 80.0, Condition.RTT_MS, 1.0)),
                new Capabilities.Payload(1, Map.of(whole, 0.5, cut, 1.0)),
                new SplittableRandom(1),
                Map.of(),
                List.of());
        double[] costs = new double[2];
        new ExpectedCosts(context, 0).of(Observation.of(deadline, 0, 40, 100), costs);
        return costs;
    }

    @Test
    void aRowThatSendsNothingWaitsForNoRoundTrip() {
        assertThat(costs(10.6)).containsExactly(1, 1 + PRICE);
        assertThat(costs(10.4)).containsExactly(1 + PRICE, 1 + PRICE);
    }

    @Test
    void aRowThatSendsTakesItsBytesAtTheRateAndTheRoundTrip() {
        // 10 ms, 1 ms of overhead, 4 ms of bytes at half the rate, 100 ms, and a tail of 5 ms.
        assertThat(costs(120.1)).containsExactly(1, 1);
        assertThat(costs(119.9)).containsExactly(1, 1 + PRICE);
    }

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
