package org.wattsplit.framework.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one agent over all its runs. Nulls are figures that these runs cannot give.
 *
 * @param role agent, bound or reference
 * @param trained whether it is what a training produced: under one seed its intervals say nothing of another training
 * @param actionSet name of the action set
 * @param actions number of actions
 * @param meanLatencyMs mean latency
 * @param medianLatencyMs median latency
 * @param p95LatencyMs 95th percentile of latency
 * @param p99LatencyMs 99th percentile of latency
 * @param missedPercent share of missed deadlines
 * @param exceedanceMs mean of latency beyond the deadline, over missed requests; null when none was missed
 * @param meanEnergyJ mean energy; null where no request has one
 * @param medianEnergyJ median energy; null likewise
 * @param energyPartsJ mean of each energy part that is not absent, by column name
 * @param energyProvenance where each energy part comes from, by column name; {@code mixed} when rows differ
 * @param energyPartial whether an energy part is absent, so that the energy is not all of it
 * @param energySavedPercent energy saved against {@code cloud}; null without that agent, or where no request has an energy
 * @param accuracyPercent mean expected accuracy of the answers; null where a request has none
 * @param costJ mean cost: energy, as far as it is known, and the prices of missed deadlines and of wrong answers
 * @param costBySeedJ mean cost under each root seed
 * @param regretJ cost beyond the bound's; null without a bound
 * @param decisions share of requests by placement, in percent: edge, split, cloud
 * @param switches changes of the hardware setting in a run, mean over runs
 * @param endSettings the hardware setting that each run ended in, by seed; empty where no knob is hardware
 */
public record AgentFigures(
        String role,
        boolean trained,
        String actionSet,
        int actions,
        Interval meanLatencyMs,
        double medianLatencyMs,
        double p95LatencyMs,
        double p99LatencyMs,
        Interval missedPercent,
        @Nullable Double exceedanceMs,
        @Nullable Interval meanEnergyJ,
        @Nullable Double medianEnergyJ,
        Map<String, Double> energyPartsJ,
        Map<String, String> energyProvenance,
        boolean energyPartial,
        @Nullable Double energySavedPercent,
        @Nullable Double accuracyPercent,
        Interval costJ,
        Map<Long, Double> costBySeedJ,
        @Nullable Double regretJ,
        Map<String, Double> decisions,
        double switches,
        Map<Long, EndSetting> endSettings) {
    public AgentFigures {
        energyPartsJ = Collections.unmodifiableMap(new LinkedHashMap<>(energyPartsJ));
        energyProvenance = Collections.unmodifiableMap(new LinkedHashMap<>(energyProvenance));
        costBySeedJ = Collections.unmodifiableMap(new TreeMap<>(costBySeedJ));
        decisions = Collections.unmodifiableMap(new LinkedHashMap<>(decisions));
        endSettings = Collections.unmodifiableMap(new LinkedHashMap<>(endSettings));
    }
}
