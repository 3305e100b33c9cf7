package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wattsplit.framework.runlog.RunManifest;

/**
 * Which worlds runs were in, where their seeds drew from a few: traces that the link follows.
 *
 * @param numbers by seed, the number of its world; all the same where there are no several, or it is not known
 * @param caveat what a reader of intervals must know of it
 */
record Worlds(int[] numbers, Optional<String> caveat) {
    /** As many seeds for each trace, and Student's intervals hold the mean over seeds as often as they say. */
    private static final int SEEDS_A_TRACE = 6;

    static Worlds of(ComparedRuns compared) {
        int seeds = compared.seeds().size();
        List<String> bySeed = bySeed(compared);
        Map<String, Integer> counts = new TreeMap<>();
        bySeed.forEach(world -> counts.merge(world, 1, Integer::sum));
        int[] numbers = new int[seeds];
        if (bySeed.isEmpty()) {
            return new Worlds(numbers, fewTraces(compared));
        }
        List<String> names = List.copyOf(counts.keySet());
        for (int seed = 0; seed < seeds; seed++) {
            numbers[seed] = names.indexOf(bySeed.get(seed));
        }
        if (names.size() == 1) {
            return new Worlds(
                    numbers,
                    Optional.of("the link follows " + names.get(0) + ": the intervals say nothing of other traces"));
        }
        return names.size() == seeds
                ? new Worlds(numbers, fewTraces(compared))
                : new Worlds(
                        numbers,
                        Optional.of(
                                "the intervals are about the traces that the link follows, in their shares of the seeds: "
                                        + counts.entrySet().stream()
                                                .map(one -> one.getKey() + " in " + one.getValue())
                                                .collect(Collectors.joining(", "))));
    }

    /** By seed, the name of its world; empty where a seed has none that all its runs agree on. */
    private static List<String> bySeed(ComparedRuns compared) {
        List<String> worlds = new ArrayList<>();
        for (int seed = 0; seed < compared.seeds().size(); seed++) {
            int index = seed;
            List<String> named = compared.runs().stream()
                    .map(runs -> runs.get(index).manifest())
                    .map(RunManifest::world)
                    // Bounds run in a world of their own, in which nothing is drawn.
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            if (named.size() != 1) {
                return List.of();
            }
            worlds.add(named.get(0));
        }
        return worlds;
    }

    /** Means of seeds that are one of two or three values are not near normal, as Student's intervals have them. */
    private static Optional<String> fewTraces(ComparedRuns compared) {
        int seeds = compared.seeds().size();
        long traces = compared.first().dependsOn().keySet().stream()
                .filter(name -> name.startsWith("trace."))
                .count();
        return seeds == 1 || traces < 2 || seeds >= SEEDS_A_TRACE * traces
                ? Optional.empty()
                : Optional.of(
                        "the link follows one of " + traces + " traces in each of " + seeds
                                + " seeds: intervals of means hold the truth less often than in 95 % then; differences, whose agents share the trace, do not suffer");
    }
}
