package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunData.RunRow;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.space.Placement;

/**
 * Compares agents on logged runs. All runs must be of one scenario, dataset and workload, and every agent must have run
 * under the same seeds on the same requests.
 *
 * <p>Intervals resample requests. Where seeds share their requests, a request counts once, with its mean over the
 * seeds: more seeds on the same requests do not make an interval narrower than the requests allow.
 */
public final class Comparison {
    /** Bootstrap resamples. */
    public static final int RESAMPLES = 2_000;

    private static final String CLOUD = "cloud";
    private static final String EVERYTHING = ActionSet.Kind.FULL.label();
    private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    private Comparison() {}

    /**
     * Compares runs.
     *
     * @param baseline the agent that the others are compared with; null for the winner
     * @param bootstrapSeed seed of the resampling
     */
    public static ComparisonResult of(List<RunData> runs, @Nullable String baseline, long bootstrapSeed) {
        Check.notEmpty("the runs", runs);
        RunManifest first = runs.get(0).manifest();
        Map<String, Map<Long, RunData>> byAgent = byAgent(runs, first);
        Map<Long, RunData> firstRuns = byAgent.values().iterator().next();
        List<Long> seeds = List.copyOf(firstRuns.keySet());
        CostWeights weights = new CostWeights(first.joulesPerMiss());

        List<String> names = List.copyOf(byAgent.keySet());
        List<List<RunData>> grouped = byAgent.values().stream()
                .map(bySeed -> List.copyOf(bySeed.values()))
                .toList();
        List<Series> series =
                grouped.stream().map(ofAgent -> Series.of(ofAgent, weights)).toList();
        int length = series.get(0).latency.length;
        int block = BlockBootstrap.defaultBlockLength(length);
        double[][] all = series.stream()
                .flatMap(one -> Stream.of(one.latency, one.missed, one.energy, one.cost))
                .toArray(double[][]::new);
        BlockBootstrap bootstrap =
                new BlockBootstrap(all, block, RESAMPLES, RandomStreams.of(bootstrapSeed).stream("bootstrap"));
        double[][] resampled = new double[all.length][];
        double[] means = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            resampled[i] = bootstrap.means(i);
            means[i] = Arrays.stream(all[i]).average().orElseThrow();
        }

        List<Integer> order = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> means[4 * i + 3])
                        .thenComparing(names::get))
                .toList();
        Optional<Double> bound = order.stream()
                .filter(i -> role(grouped.get(i), grouped) == RunManifest.Role.BOUND)
                .map(i -> means[4 * i + 3])
                // The tightest of several.
                .reduce(Math::max);
        int winner = order.stream()
                .filter(i -> role(grouped.get(i), grouped) == RunManifest.Role.AGENT)
                .findFirst()
                .orElse(order.get(0));
        int base = baseline == null ? winner : names.indexOf(baseline);
        if (base < 0) {
            throw InputException.unknown("the baseline", String.valueOf(baseline), names);
        }
        int cloud = names.indexOf(CLOUD);
        Map<String, AgentFigures> figures = new LinkedHashMap<>();
        List<PairedDifference> differences = new ArrayList<>();
        for (int i : order) {
            Interval[] intervals = new Interval[4];
            for (int m = 0; m < 4; m++) {
                intervals[m] = BlockBootstrap.interval(means[4 * i + m], resampled[4 * i + m]);
            }
            figures.put(
                    names.get(i),
                    figures(
                            grouped.get(i),
                            role(grouped.get(i), grouped),
                            intervals,
                            cloud < 0 ? null : 100 * (1 - means[4 * i + 2] / means[4 * cloud + 2]),
                            bound.map(cost -> means[4 * i + 3] - cost).orElse(null)));
            if (i != base) {
                differences.add(difference(
                        names.get(i),
                        i,
                        names.get(base),
                        base,
                        means,
                        resampled,
                        overSeeds(grouped.get(i), grouped.get(base))));
            }
        }
        return new ComparisonResult(
                first.scenario(),
                first.dataset(),
                first.model(),
                first.workload(),
                first.requests(),
                seeds,
                first.joulesPerMiss(),
                RESAMPLES,
                block,
                bootstrapSeed,
                names.get(winner),
                figures,
                differences);
    }

    /** What an agent is among all: a bound only where its actions include everyone's. */
    private static RunManifest.Role role(List<RunData> runs, List<List<RunData>> all) {
        RunManifest manifest = runs.get(0).manifest();
        boolean widest = all.stream()
                .flatMap(List::stream)
                .map(RunData::manifest)
                .allMatch(other -> other.seedSet().equals(manifest.seedSet())
                        && (manifest.actionSet().equals(EVERYTHING)
                                || manifest.actionSet().equals(other.actionSet())));
        return manifest.role() == RunManifest.Role.BOUND && !widest ? RunManifest.Role.REFERENCE : manifest.role();
    }

    private static Map<String, Map<Long, RunData>> byAgent(List<RunData> runs, RunManifest first) {
        Map<String, Map<Long, RunData>> byAgent = new TreeMap<>();
        for (RunData run : runs) {
            RunManifest manifest = run.manifest();
            same("scenario", first.scenario(), manifest.scenario());
            same(
                    "dataset",
                    first.dataset() + " " + first.header().inputs(),
                    manifest.dataset() + " " + manifest.header().inputs());
            same(
                    "workload",
                    first.workload() + " of " + first.requests(),
                    manifest.workload() + " of " + manifest.requests());
            long seed = Objects.requireNonNull(manifest.header().seed(), "seed");
            RunData other = byAgent.computeIfAbsent(manifest.agent(), key -> new TreeMap<>())
                    .put(seed, run);
            if (other != null) {
                throw InputException.of(
                        "the runs", "one an agent and seed", manifest.agent() + " under " + seed + " twice");
            }
        }
        Set<Long> seeds = byAgent.values().iterator().next().keySet();
        byAgent.forEach((agent, bySeed) -> same("seeds of every agent", seeds, bySeed.keySet()));
        for (long seed : seeds) {
            List<Double> deadlines = null;
            for (Map<Long, RunData> bySeed : byAgent.values()) {
                List<Double> these = deadlines(Objects.requireNonNull(bySeed.get(seed)));
                if (deadlines != null && !deadlines.equals(these)) {
                    throw InputException.of(
                            "the requests", "the same for every agent under a seed", "others under " + seed);
                }
                deadlines = these;
            }
        }
        return byAgent;
    }

    private static List<Double> deadlines(RunData run) {
        return run.rows().stream().map(RunRow::deadlineMillis).toList();
    }

    private static void same(String name, Object expected, Object given) {
        if (!expected.equals(given)) {
            throw InputException.of("the " + name, "the same in all runs, " + expected, given);
        }
    }

    /** Per-request values that are resampled. */
    private record Series(double[] latency, double[] missed, double[] energy, double[] cost) {
        static Series of(List<RunData> runs, CostWeights weights) {
            boolean shared = runs.stream().allMatch(run -> deadlines(run).equals(deadlines(runs.get(0))));
            return new Series(
                    values(runs, shared, RunRow::latencyMillis),
                    values(runs, shared, row -> row.missed() ? 100 : 0),
                    values(runs, shared, RunRow::energyJoules),
                    values(runs, shared, row -> weights.cost(row.energyJoules(), row.missed())));
        }

        private static double[] values(List<RunData> runs, boolean shared, ToDoubleFunction<RunRow> value) {
            if (!shared) {
                return runs.stream()
                        .flatMap(run -> run.rows().stream())
                        .mapToDouble(value)
                        .toArray();
            }
            double[] values = new double[runs.get(0).rows().size()];
            for (RunData run : runs) {
                for (int i = 0; i < values.length; i++) {
                    values[i] += value.applyAsDouble(run.rows().get(i)) / runs.size();
                }
            }
            return values;
        }
    }

    private static AgentFigures figures(
            List<RunData> runs,
            RunManifest.Role role,
            Interval[] intervals,
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
                    from.size() > 1 ? "mixed" : from.iterator().next().name().toLowerCase(Locale.ROOT));
            if (!from.equals(Set.of(Provenance.ABSENT))) {
                parts.put(part.column(), sum / rows.size());
            }
        }
        Map<String, Double> decisions = new LinkedHashMap<>();
        for (Placement placement : List.of(Placement.EDGE, Placement.SPLIT, Placement.CLOUD)) {
            long count =
                    rows.stream().filter(row -> row.placement() == placement).count();
            decisions.put(placement.name().toLowerCase(Locale.ROOT), 100.0 * count / rows.size());
        }
        return new AgentFigures(
                role.name().toLowerCase(Locale.ROOT),
                manifest.actionSet(),
                manifest.actions(),
                intervals[0],
                percentiles[0],
                percentiles[1],
                percentiles[2],
                intervals[1],
                exceedance.isPresent() ? exceedance.getAsDouble() : null,
                intervals[2],
                QUANTILE.evaluate(energy, 0.5),
                parts,
                provenance,
                partial,
                saved,
                intervals[3],
                costs(runs),
                regret,
                decisions,
                (double) rows.stream().filter(RunRow::switched).count() / runs.size(),
                endSettings(runs));
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
            CostWeights weights = new CostWeights(run.manifest().joulesPerMiss());
            costs.put(
                    Objects.requireNonNull(run.manifest().header().seed(), "seed"),
                    run.rows().stream()
                            .mapToDouble(row -> weights.cost(row.energyJoules(), row.missed()))
                            .average()
                            .orElseThrow());
        }
        return costs;
    }

    private static PairedDifference difference(
            String agent,
            int i,
            String baseline,
            int base,
            double[] means,
            double[][] resampled,
            @Nullable Interval overSeeds) {
        Interval[] intervals = new Interval[4];
        for (int m = 0; m < 4; m++) {
            double[] a = resampled[4 * i + m];
            double[] b = resampled[4 * base + m];
            double[] difference = new double[a.length];
            for (int r = 0; r < a.length; r++) {
                difference[r] = a[r] - b[r];
            }
            intervals[m] = BlockBootstrap.interval(means[4 * i + m] - means[4 * base + m], difference);
        }
        return new PairedDifference(agent, baseline, intervals[0], intervals[1], intervals[2], intervals[3], overSeeds);
    }

    /** The mean over seeds of the difference of cost; null below two seeds. */
    private static @Nullable Interval overSeeds(List<RunData> runs, List<RunData> baseline) {
        Map<Long, Double> base = costs(baseline);
        double[] differences = costs(runs).entrySet().stream()
                .mapToDouble(entry -> entry.getValue() - Objects.requireNonNull(base.get(entry.getKey())))
                .toArray();
        return differences.length < 2 ? null : MeanInterval.of(differences);
    }
}
