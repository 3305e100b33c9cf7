package org.wattsplit.framework.compare;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunData.RunRow;
import org.wattsplit.framework.runlog.RunManifest;

/**
 * Runs that can be compared: of one scenario, dataset and workload, every agent under the same seeds on the same requests.
 *
 * @param names the agents in alphabetical order
 * @param runs by agent, a run of each seed
 * @param seeds the seeds in ascending order
 * @param shared whether all seeds served the same requests
 * @param different what runs depend on and differ in, as was allowed, in alphabetical order
 */
record ComparedRuns(
        List<String> names, List<List<RunData>> runs, List<Long> seeds, boolean shared, List<String> different) {
    private static final String WORKLOAD = "workload";
    private static final String EVERYTHING = ActionSet.Kind.FULL.label();

    /**
     * Groups runs; an error names what differs.
     *
     * @param allowed fields that may differ, or what their names begin with
     */
    static ComparedRuns of(List<RunData> all, Collection<String> allowed) {
        Check.notEmpty("the runs", all);
        Set<String> different = new TreeSet<>();
        Map<String, Map<Long, RunData>> byAgent = byAgent(all, all.get(0).manifest(), allowed, different);
        Map<Long, RunData> first = byAgent.values().iterator().next();
        List<Double> deadlines = deadlines(first.values().iterator().next());
        return new ComparedRuns(
                List.copyOf(byAgent.keySet()),
                byAgent.values().stream()
                        .map(bySeed -> List.copyOf(bySeed.values()))
                        .toList(),
                List.copyOf(first.keySet()),
                first.values().stream().allMatch(run -> deadlines(run).equals(deadlines)),
                List.copyOf(different));
    }

    RunManifest first() {
        return runs.get(0).get(0).manifest();
    }

    /** The first agent that is what a name says, whatever it is called; -1 where none is. */
    int indexOf(String name) {
        return IntStream.range(0, runs.size())
                .filter(agent -> runs.get(agent).get(0).manifest().what().name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    /** What an agent is among all: a bound only where its actions include everyone's. */
    RunManifest.Role role(int agent) {
        RunManifest manifest = runs.get(agent).get(0).manifest();
        boolean widest = runs.stream()
                .flatMap(List::stream)
                .map(RunData::manifest)
                .allMatch(other -> other.paretoSet().equals(manifest.paretoSet())
                        && (manifest.actionSet().equals(EVERYTHING)
                                || manifest.actionSet().equals(other.actionSet())));
        return manifest.role() == RunManifest.Role.BOUND && !widest ? RunManifest.Role.REFERENCE : manifest.role();
    }

    private static Map<String, Map<Long, RunData>> byAgent(
            List<RunData> runs, RunManifest first, Collection<String> allowed, Set<String> different) {
        Map<String, Map<Long, RunData>> byAgent = new TreeMap<>();
        for (RunData run : runs) {
            RunManifest manifest = run.manifest();
            same("dataset", first.dataset(), manifest.dataset());
            if (first.dependsOn().isEmpty() || manifest.dependsOn().isEmpty()) {
                same("scenario", first.scenario(), manifest.scenario());
                same("inputs", first.header().inputs(), manifest.header().inputs());
            } else {
                requireSame(first, manifest, allowed, different);
            }
            same(
                    "workload",
                    first.workload() + " of " + first.requests(),
                    manifest.workload() + " of " + manifest.requests());
            long seed = Objects.requireNonNull(manifest.header().seed(), "seed");
            Map<Long, RunData> bySeed = byAgent.computeIfAbsent(manifest.agent(), key -> new TreeMap<>());
            bySeed.values().stream()
                    .findFirst()
                    .ifPresent(one -> same(
                            "agent of the alias " + manifest.agent(),
                            one.manifest().named(),
                            manifest.named()));
            RunData other = bySeed.put(seed, run);
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

    /** An id means one thing: what runs of it depend on must not differ. */
    private static void requireSame(
            RunManifest first, RunManifest other, Collection<String> allowed, Set<String> different) {
        Set<String> names = new TreeSet<>(first.dependsOn().keySet());
        names.addAll(other.dependsOn().keySet());
        for (String name : names) {
            String one = first.dependsOn().getOrDefault(name, "nothing");
            String another = other.dependsOn().getOrDefault(name, "nothing");
            if (one.equals(another)) {
                continue;
            }
            boolean may = allowed.stream().anyMatch(field -> name.equals(field) || name.startsWith(field + "."));
            if (may && !name.equals(WORKLOAD)) {
                different.add(name);
                continue;
            }
            InputException error = InputException.of(
                    name + " of the runs",
                    "the same in all of them, " + one + " as in that of " + first.agent(),
                    another + " in that of " + other.agent() + " under seed "
                            + other.header().seed());
            // Differences are taken request by request.
            throw error.maybe(
                    name.equals(WORKLOAD)
                            ? "run them all again on the same requests"
                            : "run them all again on what it is now, or allow it to differ");
        }
    }

    private static List<Double> deadlines(RunData run) {
        return run.rows().stream().map(RunRow::deadlineMillis).toList();
    }

    private static void same(String name, Object expected, Object given) {
        if (!expected.equals(given)) {
            throw InputException.of("the " + name, "the same in all runs, " + expected, given);
        }
    }
}
