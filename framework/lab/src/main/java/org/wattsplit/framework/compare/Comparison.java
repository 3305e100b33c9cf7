package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunManifest;

/**
 * Compares agents on logged runs. All runs must be of one scenario, dataset and workload, and every agent must have run
 * under the same seeds on the same requests. Intervals are those of {@link MeanInterval}; differences are paired request
 * by request under each seed.
 */
public final class Comparison {
    private static final String CLOUD = "cloud";
    private final ComparedRuns compared;
    private final List<MeanOf<Interval>> means;
    private final List<Boolean> energies;
    private final Worlds worlds;
    private final LeftOut leftOut;

    private Comparison(ComparedRuns compared, LeftOut leftOut) {
        this.compared = compared;
        this.leftOut = leftOut;
        worlds = Worlds.of(compared);
        means = compared.runs().stream()
                .map(runs -> MeanOf.samples(runs).map(this::mean))
                .toList();
        energies = compared.runs().stream().map(AgentSummary::hasEnergy).toList();
    }

    /**
     * Compares runs, without the requests that are void in one of them.
     *
     * @param baseline the agent that the others are compared with; null for the winner
     * @param allowed fields of what runs depend on that may differ, or what their names begin with
     * @param caveats what is known of the runs that a reader must know before the figures, a line each
     */
    public static ComparisonResult of(
            List<RunData> runs, @Nullable String baseline, Collection<String> allowed, List<String> caveats) {
        LeftOut leftOut = LeftOut.of(runs);
        return new Comparison(ComparedRuns.of(leftOut.runs(), allowed), leftOut).result(baseline, caveats);
    }

    /** The figures of one run, without its void requests, however many; at least one is not. */
    public static AgentFigures figures(RunData run) {
        RunData sound = run.without(run.voided());
        LeftOut nothing = new LeftOut(List.of(sound), Map.of());
        return Objects.requireNonNull(new Comparison(ComparedRuns.of(List.of(sound), List.of()), nothing)
                .result(null, List.of())
                .agents()
                .get(run.manifest().agent()));
    }

    private ComparisonResult result(@Nullable String baseline, List<String> caveats) {
        List<String> names = compared.names();
        List<Integer> order = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingDouble(this::cost).thenComparing(names::get))
                .toList();
        Optional<Double> bound = order.stream()
                .filter(agent -> compared.role(agent) == RunManifest.Role.BOUND)
                .map(this::cost)
                // The tightest of several.
                .reduce(Math::max);
        int winner = order.stream()
                .filter(agent -> compared.role(agent) == RunManifest.Role.AGENT)
                .findFirst()
                .orElse(order.get(0));
        int base = baseline == null ? winner : names.indexOf(baseline);
        if (base < 0) {
            throw InputException.unknown("the baseline", String.valueOf(baseline), names);
        }
        MeanOf<Sample> ofBase = MeanOf.samples(compared.runs().get(base));
        Map<String, AgentFigures> figures = new LinkedHashMap<>();
        List<PairedDifference> differences = new ArrayList<>();
        for (int agent : order) {
            figures.put(
                    names.get(agent),
                    AgentSummary.figures(
                            compared.runs().get(agent),
                            compared.role(agent),
                            means.get(agent),
                            savedPercent(agent),
                            bound.map(cost -> cost(agent) - cost).orElse(null)));
            if (agent != base) {
                differences.add(difference(agent, base, ofBase));
            }
        }
        RunManifest first = compared.first();
        return new ComparisonResult(
                ComparisonResult.FORMAT,
                ComparisonResult.VERSION,
                first.scenario(),
                first.dataset(),
                first.model(),
                first.workload(),
                first.requests(),
                leftOut.count(),
                compared.seeds(),
                first.joulesPerMiss(),
                first.wrongAnswerJ(),
                first.joulesPerLateSecond(),
                ComparisonResult.Intervals.of(compared.seeds().size(), compared.shared()),
                Stream.of(
                                caveats.stream(),
                                leftOut.count() == 0 ? Stream.<String>empty() : Stream.of(leftOut.words()),
                                different().stream(),
                                oneTraining(figures).stream(),
                                worlds.caveat().stream())
                        .flatMap(lines -> lines)
                        .toList(),
                names.get(winner),
                figures,
                differences);
    }

    private Optional<String> different() {
        return compared.different().isEmpty()
                ? Optional.empty()
                : Optional.of("the runs differ, as was allowed, in " + String.join(", ", compared.different())
                        + "; each has its own price of a missed deadline, so the least cost is no verdict, and no agent is a bound of"
                        + " others");
    }

    private Optional<String> oneTraining(Map<String, AgentFigures> figures) {
        List<String> trained = figures.entrySet().stream()
                .filter(entry -> entry.getValue().trained())
                .map(Map.Entry::getKey)
                .toList();
        return compared.seeds().size() > 1 || trained.isEmpty()
                ? Optional.empty()
                : Optional.of("one training each of " + String.join(", ", trained)
                        + ": their intervals are of this policy, and say nothing of another training");
    }

    private double cost(int agent) {
        return means.get(agent).costJ().value();
    }

    /** Energy saved against the cloud-only agent; null without it. */
    private @Nullable Double savedPercent(int agent) {
        int cloud = compared.indexOf(CLOUD);
        return cloud < 0 || !energies.get(cloud) || !energies.get(agent)
                ? null
                : (Double) (100
                        * (1
                                - means.get(agent).energyJ().value()
                                        / means.get(cloud).energyJ().value()));
    }

    private PairedDifference difference(int agent, int base, MeanOf<Sample> ofBase) {
        MeanOf<Interval> differences = MeanOf.samples(compared.runs().get(agent))
                .with(ofBase, Sample::minus)
                .map(this::mean);
        return new PairedDifference(
                compared.names().get(agent),
                compared.names().get(base),
                differences.latencyMs(),
                differences.missedPercent(),
                energies.get(agent) && energies.get(base) ? differences.energyJ() : null,
                differences.costJ());
    }

    private Interval mean(Sample sample) {
        return MeanInterval.of(sample, compared.shared(), worlds.numbers());
    }
}
