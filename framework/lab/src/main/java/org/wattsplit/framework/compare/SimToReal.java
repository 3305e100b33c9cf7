package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.compare.SimToRealResult.Comes;
import org.wattsplit.framework.compare.SimToRealResult.Misled;
import org.wattsplit.framework.compare.SimToRealResult.Pair;
import org.wattsplit.framework.compare.SimToRealResult.PerConfiguration;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.runlog.ServedRow;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.statistics.RankCorrelation;

/** Compares what was expected of configurations with what logged requests took. */
public final class SimToReal {
    /** Parts that can be a configuration's; the idle share counts as the edge's. */
    private static final Set<EnergyPart> PARTS =
            EnumSet.complementOf(EnumSet.of(EnergyPart.RECONFIGURATION, EnergyPart.IDLE));

    /** By which parts configurations were compared. */
    private final Set<Set<EnergyPart>> sets = new HashSet<>();

    private final Set<EnergyPart> compared = EnumSet.noneOf(EnergyPart.class);
    private final Set<EnergyPart> logged = EnumSet.noneOf(EnergyPart.class);
    private final Set<EnergyPart> expectedParts = EnumSet.noneOf(EnergyPart.class);

    private SimToReal() {}

    /**
     * A configuration and its accuracies, by which wrong answers are priced.
     *
     * @param figures its figures
     * @param liveAccuracy mean of the requests that it served as chosen; NaN where none has one
     * @param expectedAccuracy what is expected; NaN for nothing
     */
    private record Candidate(
            PerConfiguration figures, double liveAccuracy, double expectedAccuracy, Configuration configuration) {
        int batch() {
            return configuration.batch();
        }

        /** Whether it serves the same requests as another configuration. */
        boolean serves(Configuration other) {
            return configuration.requestValues().equals(other.requestValues());
        }
    }

    /**
     * The comparison. Time in queues and changes of the hardware setting are left out. The edge's idle share counts as the
     * edge's energy; a configuration is compared by the parts of energy that both its requests and its expectation have.
     *
     * @param rows logged requests, at least one
     * @param expected the expected outcome of a configuration; empty where nothing is expected of it
     */
    public static SimToRealResult of(List<ServedRow> rows, Function<Configuration, Optional<Outcome>> expected) {
        return new SimToReal().compare(Check.notEmpty("the requests", rows), expected);
    }

    private SimToRealResult compare(List<ServedRow> rows, Function<Configuration, Optional<Outcome>> expected) {
        Map<Configuration, List<ServedRow>> byConfiguration = new TreeMap<>();
        rows.forEach(row -> byConfiguration
                .computeIfAbsent(row.configuration(), key -> new ArrayList<>())
                .add(row));
        List<Candidate> candidates = new ArrayList<>();
        int fellBack = 0;
        int unexpected = 0;
        for (Map.Entry<Configuration, List<ServedRow>> entry : byConfiguration.entrySet()) {
            List<Outcome> served = entry.getValue().stream()
                    .map(ServedRow::outcome)
                    .filter(outcome -> outcome.guarding().fallback().isEmpty())
                    .toList();
            fellBack += entry.getValue().size() - served.size();
            Optional<Outcome> expectation = expected.apply(entry.getKey());
            if (expectation.isEmpty()) {
                unexpected += served.size();
            } else if (!served.isEmpty()) {
                candidates.add(new Candidate(
                        one(entry.getKey(), served, entry.getValue().size() - served.size(), expectation.get()),
                        accuracy(served),
                        accuracy(List.of(expectation.get())),
                        entry.getKey()));
            }
        }
        List<PerConfiguration> configurations =
                candidates.stream().map(Candidate::figures).toList();
        List<Candidate> choosable =
                candidates.stream().filter(one -> one.figures().liveJ() != null).toList();
        List<PerConfiguration> withEnergy =
                choosable.stream().map(Candidate::figures).toList();
        return new SimToRealResult(
                rows.size(),
                fellBack,
                unexpected,
                configurations,
                columns(compared, Set.of()),
                columns(logged, expectedParts),
                columns(expectedParts, logged),
                mape(configurations, PerConfiguration::latencyErrorPercent),
                mape(withEnergy, PerConfiguration::energyErrorPercent),
                spearman(configurations, PerConfiguration::liveMs, PerConfiguration::expectedMs),
                spearman(withEnergy, SimToReal::liveJoules, SimToReal::expectedJoules),
                choosable.isEmpty() || sets.size() > 1 || lackAccuracy(rows, choosable)
                        ? null
                        : misled(rows, choosable));
    }

    private static double accuracy(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(Outcome::accuracy)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average()
                .orElse(Double.NaN);
    }

    /** Whether wrong answers have a price and how often they are wrong is not known of all. */
    private static boolean lackAccuracy(List<ServedRow> rows, List<Candidate> candidates) {
        return rows.stream().anyMatch(row -> row.weights().wrongAnswerJ() > 0)
                && candidates.stream()
                        .anyMatch(one -> Double.isNaN(one.liveAccuracy()) || Double.isNaN(one.expectedAccuracy()));
    }

    private static List<String> columns(Set<EnergyPart> parts, Set<EnergyPart> without) {
        return parts.stream()
                .filter(part -> !without.contains(part))
                .map(EnergyPart::column)
                .toList();
    }

    private PerConfiguration one(Configuration configuration, List<Outcome> served, int fellBack, Outcome expected) {
        double live =
                served.stream().mapToDouble(Outcome::servingMillis).average().orElseThrow();
        Set<EnergyPart> parts = EnumSet.noneOf(EnergyPart.class);
        for (EnergyPart part : PARTS) {
            boolean inLog = served.stream()
                    .anyMatch(outcome -> outcome.energyWithIdleJoules(part).isPresent());
            boolean inExpectation = expected.energyWithIdleJoules(part).isPresent();
            if (inLog) {
                logged.add(part);
            }
            if (inExpectation) {
                expectedParts.add(part);
            }
            if (inLog && inExpectation) {
                parts.add(part);
            }
        }
        compared.addAll(parts);
        if (!parts.isEmpty()) {
            sets.add(parts);
        }
        List<Double> joules = served.stream()
                .map(outcome -> energyJoules(outcome, parts))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        boolean comparable = !parts.isEmpty() && !joules.isEmpty();
        @Nullable
        Double liveJoules = comparable
                ? (Double) joules.stream().mapToDouble(each -> each).average().orElseThrow()
                : null;
        @Nullable
        Double expectedJoules =
                comparable ? (Double) energyJoules(expected, parts).orElseThrow() : null;
        return new PerConfiguration(
                configuration.toString(),
                served.size(),
                fellBack,
                live,
                expected.servingMillis(),
                error(live, expected.servingMillis()),
                comparable ? joules.size() : 0,
                liveJoules,
                expectedJoules,
                liveJoules == null || expectedJoules == null ? null : error(liveJoules, expectedJoules));
    }

    /** The sum of those parts; empty where the outcome lacks one. */
    private static OptionalDouble energyJoules(Outcome outcome, Set<EnergyPart> parts) {
        double sum = 0;
        for (EnergyPart part : parts) {
            OptionalDouble joules = outcome.energyWithIdleJoules(part);
            if (joules.isEmpty()) {
                return joules;
            }
            sum += joules.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    private static @Nullable Double error(double live, double expected) {
        return live > 0 ? (Double) (100 * (expected / live - 1)) : null;
    }

    private static @Nullable Double mape(
            List<PerConfiguration> configurations, Function<PerConfiguration, @Nullable Double> error) {
        OptionalDouble mean = configurations.stream()
                .map(error)
                .filter(Objects::nonNull)
                .mapToDouble(Math::abs)
                .average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }

    private static @Nullable Double spearman(
            List<PerConfiguration> configurations,
            ToDoubleFunction<PerConfiguration> live,
            ToDoubleFunction<PerConfiguration> expected) {
        double correlation = RankCorrelation.spearman(
                configurations.stream().mapToDouble(live).toArray(),
                configurations.stream().mapToDouble(expected).toArray());
        return Double.isNaN(correlation) ? null : (Double) correlation;
    }

    private static double liveJoules(PerConfiguration one) {
        return Objects.requireNonNull(one.liveJ());
    }

    private static double expectedJoules(PerConfiguration one) {
        return Objects.requireNonNull(one.expectedJ());
    }

    private static Misled misled(List<ServedRow> rows, List<Candidate> candidates) {
        Tally byExpectation = new Tally();
        Tally byLiveMeans = new Tally();
        Map<List<String>, double[]> pairs = new LinkedHashMap<>();
        int others = 0;
        for (ServedRow row : rows) {
            CostWeights weights = row.weights();
            List<Candidate> able = candidates.stream()
                    .filter(one -> one.serves(row.configuration()))
                    .toList();
            Candidate expected = choose(
                    able,
                    row.deadlineMillis(),
                    one -> one.figures().expectedMs(),
                    one -> weights.cost(expectedJoules(one.figures()), false, 0, one.expectedAccuracy(), one.batch()));
            Candidate live = choose(
                    able,
                    row.deadlineMillis(),
                    one -> one.figures().liveMs(),
                    one -> weights.cost(liveJoules(one.figures()), false, 0, one.liveAccuracy(), one.batch()));
            double more = byExpectation.add(expected, row) - byLiveMeans.add(live, row);
            if (!expected.equals(live)) {
                others++;
                double[] pair = pairs.computeIfAbsent(
                        List.of(
                                expected.figures().configuration(),
                                live.figures().configuration()),
                        key -> new double[2]);
                pair[0]++;
                pair[1] += more;
            }
        }
        return new Misled(
                rows.size(),
                100.0 * others / rows.size(),
                byExpectation.mean(),
                byLiveMeans.mean(),
                (byExpectation.cost - byLiveMeans.cost) / rows.size(),
                pairs.entrySet().stream()
                        .map(pair -> new Pair(
                                pair.getKey().get(0),
                                pair.getKey().get(1),
                                (int) pair.getValue()[0],
                                pair.getValue()[1] / pair.getValue()[0]))
                        .sorted(Comparator.comparingInt(Pair::deadlines).reversed())
                        .toList());
    }

    /** The cheapest in time; the fastest where none is in time. */
    private static Candidate choose(
            List<Candidate> candidates,
            double deadlineMillis,
            ToDoubleFunction<Candidate> millis,
            ToDoubleFunction<Candidate> costs) {
        return candidates.stream()
                .filter(one -> millis.applyAsDouble(one) <= deadlineMillis)
                .min(Comparator.comparingDouble(costs).thenComparingDouble(millis))
                .or(() -> candidates.stream().min(Comparator.comparingDouble(millis)))
                .orElseThrow();
    }

    /** Adds up what choices come to by live means. */
    private static final class Tally {
        private int count;
        private double energy;
        private int missed;
        private double cost;

        /** Adds a choice; what it costs. */
        private double add(Candidate chosen, ServedRow row) {
            double lateMillis = chosen.figures().liveMs() - row.deadlineMillis();
            boolean late = lateMillis > 0;
            double joules = liveJoules(chosen.figures());
            double costs = row.weights().cost(joules, late, lateMillis, chosen.liveAccuracy(), chosen.batch());
            count++;
            energy += joules;
            missed += late ? 1 : 0;
            cost += costs;
            return costs;
        }

        private Comes mean() {
            return new Comes(energy / count, 100.0 * missed / count, cost / count);
        }
    }
}
