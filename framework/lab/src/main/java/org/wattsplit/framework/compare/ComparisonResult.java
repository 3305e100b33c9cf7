package org.wattsplit.framework.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Format;

/**
 * A comparison of agents on the same requests.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param scenario id of the scenario
 * @param dataset name of the dataset
 * @param model the network
 * @param workload name of the workload
 * @param requests requests in a run
 * @param voidRequests requests that are left out for all agents, as they are void in a run, over all seeds; default 0
 * @param seeds root seeds
 * @param joulesPerMiss price of a missed deadline
 * @param wrongAnswerJ price of a wrong answer; default 0
 * @param joulesPerLateSecond price of a second that an answer is late, beyond the miss; default 0
 * @param intervals what the intervals tell of
 * @param caveats what a reader must know before the figures, a line each
 * @param winner the agent of the least cost, bounds and references left out
 * @param agents figures by agent, in ascending order of cost
 * @param differences every other agent against the baseline
 */
public record ComparisonResult(
        String format,
        int version,
        String scenario,
        String dataset,
        String model,
        String workload,
        int requests,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        int voidRequests,

        List<Long> seeds,
        double joulesPerMiss,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double wrongAnswerJ,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double joulesPerLateSecond,

        Intervals intervals,
        List<String> caveats,
        String winner,
        Map<String, AgentFigures> agents,
        List<PairedDifference> differences) {
    static final String FORMAT = "comparison";
    static final int VERSION = 2;

    /** The readers of its file; in its first version it said neither format nor version. */
    public static final Format<ComparisonResult> FILE =
            Format.of(FORMAT, 1, ComparisonResult.class).since(VERSION, ComparisonResult::second);

    /** What an interval of 95 % tells of. */
    public enum Intervals {
        /** Other requests, in the world that was drawn and with the policies that ran. */
        REQUESTS,
        /** Other seeds: requests, worlds and trainings. */
        SEEDS,
        /** Other requests, and other worlds and trainings. */
        SEEDS_AND_REQUESTS,
        /** As an earlier version computed them: a block bootstrap over requests. */
        BOOTSTRAP;

        static Intervals of(int seeds, boolean sharedRequests) {
            return seeds == 1 ? REQUESTS : sharedRequests ? SEEDS_AND_REQUESTS : SEEDS;
        }

        /** How they were computed, in words. */
        public String words() {
            return switch (this) {
                case REQUESTS -> "95 %, Student's, over batches of requests under one seed";
                case SEEDS -> "95 %, Student's, over seeds";
                case SEEDS_AND_REQUESTS -> "95 %, Student's, over seeds, and batches of the requests that they share";
                case BOOTSTRAP -> "95 %, block bootstrap over requests";
            };
        }
    }

    private static ObjectNode second(ObjectNode first) {
        first.put("format", FORMAT).put("version", VERSION);
        first.remove(List.of("resamples", "block_length", "bootstrap_seed"));
        first.put("intervals", "bootstrap").putArray("caveats");
        first.path("agents").forEach(agent -> ((ObjectNode) agent).put("trained", false));
        first.path("differences").forEach(difference -> ((ObjectNode) difference).remove("cost_over_seeds_j"));
        return first;
    }

    public ComparisonResult {
        seeds = List.copyOf(seeds);
        caveats = List.copyOf(caveats);
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

    /**
     * The winner and the agents that the runs do not tell from it, bounds and references left out: the interval of their
     * difference in cost holds 0 or, where neither is the baseline, their intervals of cost overlap.
     */
    public List<String> tied() {
        return agents.entrySet().stream()
                .filter(entry -> entry.getValue().role().equals("agent"))
                .map(Map.Entry::getKey)
                .filter(agent -> winners().contains(agent) || !toldApart(agent))
                .toList();
    }

    private boolean toldApart(String agent) {
        return differences.stream()
                .filter(one -> Set.of(one.agent(), one.baseline()).equals(Set.of(agent, winner)))
                .findFirst()
                .map(one -> one.costJ().apartFromZero())
                .orElseGet(() -> !Objects.requireNonNull(agents.get(agent))
                        .costJ()
                        .overlaps(Objects.requireNonNull(agents.get(winner)).costJ()));
    }

    /** Whether an interval of missed deadlines was cut at 0 or 100 %, as no share is beyond. */
    public boolean cutShares() {
        return agents.values().stream()
                .map(AgentFigures::missedPercent)
                .anyMatch(one -> (one.low() == 0 && one.value() > 0) || (one.high() == 100 && one.value() < 100));
    }

    /**
     * Whether agents differ in accuracy by a percentage point: where wrong answers cost nothing, the cheapest agent may be the one
     * that errs most.
     */
    public boolean differInAccuracy() {
        DoubleSummaryStatistics accuracies = agents.values().stream()
                .map(AgentFigures::accuracyPercent)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return accuracies.getMax() - accuracies.getMin() >= 1;
    }
}
