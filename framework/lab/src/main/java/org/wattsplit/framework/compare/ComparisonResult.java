package org.wattsplit.framework.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wattsplit.framework.file.Format;

/**
 * A comparison of agents on the same requests.
 *
 * @param scenario id of the scenario
 * @param dataset name of the dataset
 * @param model the network
 * @param workload name of the workload
 * @param requests requests in a run
 * @param seeds root seeds
 * @param joulesPerMiss price of a missed deadline
 * @param resamples bootstrap resamples
 * @param blockLength requests in a bootstrap block
 * @param bootstrapSeed seed of the resampling
 * @param winner the agent of the least cost, bounds and references left out
 * @param agents figures by agent, in ascending order of cost
 * @param differences every other agent against the baseline
 */
public record ComparisonResult(
        String scenario,
        String dataset,
        String model,
        String workload,
        int requests,
        List<Long> seeds,
        double joulesPerMiss,
        int resamples,
        int blockLength,
        long bootstrapSeed,
        String winner,
        Map<String, AgentFigures> agents,
        List<PairedDifference> differences) {
    /** The readers of its file, which says no format and no version: there was one only. */
    public static final Format<ComparisonResult> FILE = Format.of("comparison", 1, ComparisonResult.class);

    public ComparisonResult {
        seeds = List.copyOf(seeds);
        agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
        differences = List.copyOf(differences);
    }

    /** The winner, and agents of exactly its cost. */
    public List<String> winners() {
        double least = Objects.requireNonNull(agents.get(winner)).costJ().value();
        return agents.entrySet().stream()
                .filter(entry -> entry.getValue().role().equals("agent"))
                .filter(entry -> entry.getValue().costJ().value() == least)
                .map(Map.Entry::getKey)
                .toList();
    }
}
