package org.wattsplit.framework.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.EndSetting;
import org.wattsplit.framework.compare.PairedDifference;
import org.wattsplit.framework.report.ReportData.Search;
import org.wattsplit.framework.report.ReportData.ServedRequest;

/** The scales of a report's columns and axes, by the name that its script knows them by. */
final class ReportScales {
    private ReportScales() {}

    static Map<String, UnitScale> of(
            ComparisonResult comparison,
            @Nullable Search search,
            List<LearningCurve> curves,
            List<ServedRequest> requests) {
        Map<String, UnitScale> scales = new LinkedHashMap<>();
        agents(scales, comparison.agents().values());
        differences(scales, comparison.differences());
        scales.put(
                "requests",
                Units.MILLIS.roughly(requests.stream()
                        .flatMapToDouble(one -> DoubleStream.of(one.deadlineMs(), one.latencyMs()))
                        .toArray()));
        scales.put(
                "curves",
                Units.JOULES.ofNumbers(
                        curves.stream()
                                .flatMap(curve -> curve.points().stream())
                                .toList(),
                        point -> point.costJoules()));
        if (search != null) {
            scales.put(
                    "search.latency_ms",
                    Units.MILLIS.roughly(search.evaluated().stream()
                            .mapToDouble(ReportData.Point::latencyMs)
                            .toArray()));
            scales.put("search.energy_j", Units.JOULES.ofNumbers(search.evaluated(), ReportData.Point::energyJ));
        }
        return scales;
    }

    private static void agents(Map<String, UnitScale> scales, Collection<AgentFigures> agents) {
        scales.put("cost_j", Units.JOULES.ofIntervals(agents, AgentFigures::costJ));
        scales.put("missed_percent", Units.PERCENT.ofIntervals(agents, AgentFigures::missedPercent));
        scales.put("mean_energy_j", Units.JOULES.ofIntervals(agents, AgentFigures::meanEnergyJ));
        scales.put("energy_saved_percent", Units.PERCENT.ofNumbers(agents, AgentFigures::energySavedPercent));
        scales.put("accuracy_percent", Units.PERCENT.ofNumbers(agents, AgentFigures::accuracyPercent));
        scales.put("mean_latency_ms", Units.MILLIS.ofIntervals(agents, AgentFigures::meanLatencyMs));
        scales.put("median_latency_ms", Units.MILLIS.ofNumbers(agents, AgentFigures::medianLatencyMs));
        scales.put("p95_latency_ms", Units.MILLIS.ofNumbers(agents, AgentFigures::p95LatencyMs));
        scales.put("p99_latency_ms", Units.MILLIS.ofNumbers(agents, AgentFigures::p99LatencyMs));
        scales.put("exceedance_ms", Units.MILLIS.ofNumbers(agents, AgentFigures::exceedanceMs));
        scales.put("regret_j", Units.JOULES.ofNumbers(agents, AgentFigures::regretJ));
        scales.put(
                "decisions", Units.PERCENT.of(all(agents, one -> one.decisions().values())));
        scales.put(
                "energy_parts_j",
                Units.JOULES.of(all(agents, one -> one.energyPartsJ().values())));
        scales.put(
                "end_settings",
                Units.PERCENT.of(all(
                        agents,
                        one -> one.endSettings().values().stream()
                                .map(EndSetting::percent)
                                .toList())));
    }

    private static double[] all(Collection<AgentFigures> agents, Function<AgentFigures, Collection<Double>> numbers) {
        List<Double> all = new ArrayList<>();
        agents.forEach(agent -> all.addAll(numbers.apply(agent)));
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void differences(Map<String, UnitScale> scales, List<PairedDifference> differences) {
        scales.put("differences.cost_j", Units.JOULES.ofIntervals(differences, PairedDifference::costJ));
        scales.put(
                "differences.missed_percent", Units.PERCENT.ofIntervals(differences, PairedDifference::missedPercent));
        scales.put("differences.energy_j", Units.JOULES.ofIntervals(differences, PairedDifference::energyJ));
        scales.put("differences.latency_ms", Units.MILLIS.ofIntervals(differences, PairedDifference::latencyMs));
    }
}
