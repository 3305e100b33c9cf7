package org.wattsplit.study.reproduce;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures from elsewhere that a reproduction is set beside; the only numbers of it that are not computed. */
record Published(
        String source,
        Map<String, Map<String, R1Figures>> r1,
        Map<String, TestbedFigures> testbed,
        Map<String, ActionSetFigures> actionSets) {
    /** Nothing is published. */
    static final Published NONE = new Published("none", Map.of(), Map.of(), Map.of());

    /** Figures of an agent in R1; null where none is published. */
    record R1Figures(
            @Nullable Double missedPercent,
            @Nullable Double meanEnergyJ,
            @Nullable Double costJ) {}

    /** Figures of a strategy in the 50-request testbed experiment. */
    record TestbedFigures(double medianLatencyMs, double medianEnergyJ, double meanEnergyJ, int missed) {}

    /** The size of an action set, and the planner's cost on it with reconfiguration charged. */
    record ActionSetFigures(int actions, double plannerCostJ) {}
}
