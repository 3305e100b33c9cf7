package org.wattsplit.framework.compare;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
    private static final String EVERYTHING = ActionSet.Kind.FULL.label();

    /**
     * Groups runs; an error names what differs.
     *
     * @param allowed fields that may differ, or what their names begin with
     */
    static ComparedRuns of(List<RunData> all, Collection<String> allowed) {
        Check.notEmpty("the runs", all);
        List<String> different = Differences.among(all, allowed);
        Map<String, Map<Long, RunData>> byAgent = byAgent(all);
        requireSameRequests(byAgent);
        Map<Long, RunData> first = byAgent.values().iterator().next();
        List<Double> deadlines = deadlines(first.values().iterator().next());
        return new ComparedRuns(
                List.copyOf(byAgent.keySet()),
                byAgent.values().stream()
                        .map(bySeed -> List.copyOf(bySeed.values()))
                        .toList(),
                List.copyOf(first.keySet()),
                first.values().stream().allMatch(run -> deadlines(run).equals(deadlines)),
                different);
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

    /** What an agent is among all: a bound only where its actions include everyone's, and all runs depend on the same. */
    RunManifest.Role role(int agent) {
        RunManifest manifest = runs.get(agent).get(0).manifest();
        boolean widest = runs.stream()
                .flatMap(List::stream)
                .map(RunData::manifest)
                .allMatch(other -> other.paretoSet().equals(manifest.paretoSet())
                        && (manifest.actionSet().equals(EVERYTHING)
                                || manifest.actionSet().equals(other.actionSet())));
        return manifest.role() == RunManifest.Role.BOUND && !(widest && different.isEmpty())
                ? RunManifest.Role.REFERENCE
                : manifest.role();
    }

    private static Map<String, Map<Long, RunData>> byAgent(List<RunData> runs) {
        Map<String, Map<Long, RunData>> byAgent = new TreeMap<>();
        for (RunData run : runs) {
            RunManifest manifest = run.manifest();
            long seed = Objects.requireNonNull(manifest.header().seed(), "seed");
            Map<Long, RunData> bySeed = byAgent.computeIfAbsent(manifest.agent(), key -> new TreeMap<>());
            for (RunData one : bySeed.values()) {
                InputException.require(
                        one.manifest().named().equals(manifest.named()),
                        "the agent of the alias " + manifest.agent(),
                        "the same in all runs, " + one.manifest().named() + " as in " + one.place(),
                        manifest.named() + " in " + run.place());
            }
            RunData other = bySeed.put(seed, run);
            if (other != null) {
                throw InputException.of(
                        "the runs",
                        "one an agent and seed",
                        manifest.agent() + " under " + seed + " twice, " + other.place() + " and " + run.place());
            }
        }
        return byAgent;
    }

    /** Every agent under the same seeds, and under each of them on the same requests. */
    private static void requireSameRequests(Map<String, Map<Long, RunData>> byAgent) {
        Map<Long, RunData> first = byAgent.values().iterator().next();
        byAgent.values().forEach(bySeed -> {
            if (!bySeed.keySet().equals(first.keySet())) {
                throw InputException.of(
                        "the seeds of every agent",
                        "the same, " + first.keySet() + " as those of " + agent(first),
                        bySeed.keySet() + " of " + agent(bySeed));
            }
            first.forEach((seed, one) -> {
                RunData other = Objects.requireNonNull(bySeed.get(seed));
                if (!deadlines(other).equals(deadlines(one))) {
                    throw InputException.of(
                            "the requests",
                            "the same for every agent under a seed, as in " + one.place(),
                            "others in " + other.place());
                }
            });
        });
    }

    private static String agent(Map<Long, RunData> bySeed) {
        RunData one = bySeed.values().iterator().next();
        return one.manifest().agent() + " (" + one.place() + ")";
    }

    static List<Double> deadlines(RunData run) {
        return run.rows().stream().map(RunRow::deadlineMillis).toList();
    }
}
