package org.wattsplit.framework.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunData.RunRow;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.space.Placement;

/** What the rows of one agent's runs say. */
final class AgentSummary {
    private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    private AgentSummary() {}

    static AgentFigures figures(
            List<RunData> runs,
            RunManifest.Role role,
            MeanOf<Interval> means,
            @Nullable Double saved,
            @Nullable Double regret) {
        RunManifest manifest = runs.get(0).manifest();
        List<RunRow> rows = runs.stream().flatMap(run -> run.rows().stream()).toList();
        double[] latency = rows.stream().mapToDouble(RunRow::latencyMillis).toArray();
        double[] percentiles = QUANTILE.evaluate(latency, 0.5, 0.95, 0.99);
        double[] energy = rows.stream().mapToDouble(RunRow::energyJoules).toArray();
        var exceedance = rows.stream()
                .filter(RunRow::missed)
                .mapToDouble(row -> row.latencyMillis() - row.deadlineMillis())
                .average();
        Energy parts = Energy.of(rows);
        return new AgentFigures(
                role.name().toLowerCase(Locale.ROOT),
                manifest.what().options().containsKey(PolicyFile.OPTION),
                manifest.actionSet(),
                manifest.actions(),
                means.latencyMs(),
                percentiles[0],
                percentiles[1],
                percentiles[2],
                // Student's interval of a share near its end goes beyond it, where no share is.
                means.missedPercent().within(0, 100),
                exceedance.isPresent() ? exceedance.getAsDouble() : null,
                hasEnergy(runs) ? means.energyJ() : null,
                hasEnergy(runs) ? QUANTILE.evaluate(energy, 0.5) : null,
                parts.joules(),
                parts.provenance(),
                parts.partial(),
                saved,
                accuracyPercent(rows),
                means.costJ(),
                costs(runs),
                regret,
                decisions(rows),
                (double) rows.stream().filter(RunRow::switched).count() / runs.size(),
                endSettings(runs));
    }

    /** The mean accuracy; null where a request has none. */
    private static @Nullable Double accuracyPercent(List<RunRow> rows) {
        double mean = rows.stream().mapToDouble(RunRow::accuracy).average().orElseThrow();
        return Double.isNaN(mean) ? null : (Double) (100 * mean);
    }

    /** Whether any request of those runs has an energy. */
    static boolean hasEnergy(List<RunData> runs) {
        return runs.stream().flatMap(run -> run.rows().stream()).anyMatch(RunRow::hasEnergy);
    }

    /** Mean energy by part, where each part comes from, and whether one is absent. */
    private record Energy(Map<String, Double> joules, Map<String, String> provenance, boolean partial) {
        static Energy of(List<RunRow> rows) {
            Map<String, Double> parts = new LinkedHashMap<>();
            Map<String, String> provenance = new LinkedHashMap<>();
            boolean partial = false;
            for (EnergyPart part : EnergyPart.values()) {
                Set<Provenance> from = new LinkedHashSet<>();
                double sum = 0;
                for (RunRow row : rows) {
                    from.add(Objects.requireNonNull(row.energyProvenance().get(part)));
                    sum += row.energyParts().getOrDefault(part, 0.0);
                }
                partial |= from.contains(Provenance.ABSENT);
                provenance.put(
                        part.column(),
                        from.size() > 1
                                ? "mixed"
                                : from.iterator().next().name().toLowerCase(Locale.ROOT));
                if (!from.equals(Set.of(Provenance.ABSENT))) {
                    parts.put(part.column(), sum / rows.size());
                }
            }
            return new Energy(parts, provenance, partial);
        }
    }

    private static Map<String, Double> decisions(List<RunRow> rows) {
        Map<String, Double> decisions = new LinkedHashMap<>();
        for (Placement placement : List.of(Placement.EDGE, Placement.SPLIT, Placement.CLOUD)) {
            long count =
                    rows.stream().filter(row -> row.placement() == placement).count();
            decisions.put(placement.name().toLowerCase(Locale.ROOT), 100.0 * count / rows.size());
        }
        return decisions;
    }

    private static Map<Long, EndSetting> endSettings(List<RunData> runs) {
        Map<Long, EndSetting> settings = new LinkedHashMap<>();
        for (RunData run : runs) {
            if (!run.manifest().hardwareKnobs().isEmpty()) {
                settings.put(Objects.requireNonNull(run.manifest().header().seed()), endSetting(run.rows()));
            }
        }
        return settings;
    }

    private static EndSetting endSetting(List<RunRow> rows) {
        // Backwards, so that of settings used equally often the one used last comes first.
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (int i = rows.size() - 1; i >= rows.size() - (rows.size() + 9) / 10; i--) {
            uses.merge(rows.get(i).setting(), 1, Integer::sum);
        }
        int most = Collections.max(uses.values());
        String setting = uses.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        long count = rows.stream().filter(row -> row.setting().equals(setting)).count();
        return new EndSetting(setting, 100.0 * count / rows.size());
    }

    /** Mean cost by root seed. */
    private static Map<Long, Double> costs(List<RunData> runs) {
        Map<Long, Double> costs = new TreeMap<>();
        for (RunData run : runs) {
            CostWeights weights = run.manifest().weights();
            costs.put(
                    Objects.requireNonNull(run.manifest().header().seed(), "seed"),
                    run.rows().stream()
                            .mapToDouble(row -> row.cost(weights))
                            .average()
                            .orElseThrow());
        }
        return costs;
    }
}
