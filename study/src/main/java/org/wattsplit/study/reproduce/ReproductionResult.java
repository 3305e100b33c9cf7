package org.wattsplit.study.reproduce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.reproduce.Published.ActionSetFigures;
import org.wattsplit.study.reproduce.Published.R1Figures;
import org.wattsplit.study.reproduce.Published.TestbedFigures;

/**
 * A reproduction as JSON.
 *
 * @param model the network
 * @param source where the published figures are from
 * @param testbed the published testbed experiment, recomputed from its rows, by strategy
 * @param r1 benchmark R1, by rule ({@code free}, {@code charged}) and agent
 * @param actionSets what the planner reaches on each action set with reconfiguration charged
 */
public record ReproductionResult(
        String model,
        String source,
        Map<String, Testbed> testbed,
        Map<String, Map<String, R1>> r1,
        Map<String, ActionSetCost> actionSets) {
    public ReproductionResult {
        testbed = Collections.unmodifiableMap(new LinkedHashMap<>(testbed));
        r1 = Collections.unmodifiableMap(new LinkedHashMap<>(r1));
        actionSets = Collections.unmodifiableMap(new LinkedHashMap<>(actionSets));
    }

    /** A strategy of the testbed experiment: computed, published, difference; the latter null where not published. */
    public record Testbed(
            double medianLatencyMs,
            double medianEnergyJ,
            double meanEnergyJ,
            int missed,
            int requests,
            @Nullable TestbedFigures published,
            @Nullable TestbedFigures difference) {}

    /** An agent in R1: computed, published, difference; the latter null where not published. */
    public record R1(
            double missedPercent,
            double meanEnergyJ,
            double costJ,
            @Nullable R1Figures published,
            @Nullable R1Figures difference) {}

    /** An action set: computed, published. */
    public record ActionSetCost(
            int actions, double plannerCostJ, @Nullable ActionSetFigures published) {}
}
