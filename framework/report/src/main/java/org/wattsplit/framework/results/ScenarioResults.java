package org.wattsplit.framework.results;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.compare.PairedDifference;
import org.wattsplit.framework.report.Figures;

/**
 * What was found in one scenario.
 *
 * @param description the scenario's
 * @param comparison all agents, against the best of those that do not learn
 * @param trainings by learner, how its training went
 * @param starts by kind of start, how soon a training came to a heuristic's level
 * @param commands the commands that made it, in order
 */
public record ScenarioResults(
        String description,
        ComparisonResult comparison,
        Map<String, TrainingFigures> trainings,
        Map<String, StartFigures> starts,
        List<String> commands) {
    private static final String POLICY = ":" + PolicyFile.OPTION + "=";
    /** Baselines of which a training finds a setting or two. */
    private static final Set<String> TUNED = Set.of("held-split");

    private static final String BOUND = "bound";
    private static final String AGENT = "agent";

    /**
     * The trainings of one learner.
     *
     * @param seeds number of seeds
     * @param steps steps of each
     * @param cpuSeconds median processor time of a seed that was not cut off, evaluations included; NaN where all were
     * @param mostCpuSeconds the largest of such a seed; NaN where all were
     * @param validationBeforeJ median cost on validation requests before training
     * @param validationBestJ median of the least cost there
     */
    public record TrainingFigures(
            int seeds,
            long steps,
            double cpuSeconds,
            double mostCpuSeconds,
            double validationBeforeJ,
            double validationBestJ) {}

    /**
     * How soon trainings reached a heuristic's cost.
     *
     * @param teacher the heuristic
     * @param steps median of the steps until then with its 95 % interval; seeds that never did count as infinite
     * @param reached seeds that did
     * @param seeds all seeds
     * @param beforeJ median cost on validation requests before the first step
     * @param bestJ median of the least cost there
     */
    public record StartFigures(String teacher, Interval steps, int reached, int seeds, double beforeJ, double bestJ) {}

    public ScenarioResults {
        trainings = Collections.unmodifiableMap(new LinkedHashMap<>(trainings));
        starts = Collections.unmodifiableMap(new LinkedHashMap<>(starts));
        commands = List.copyOf(commands);
    }

    /** An agent's name without its policy, as the page shows it. */
    static String shortName(String agent) {
        int at = agent.indexOf(POLICY);
        return at < 0 ? agent : agent.substring(0, at);
    }

    /** Whether an agent of a comparison has learned; one that was only tuned in training has not. */
    public static boolean learned(String agent) {
        return trained(agent) && !TUNED.contains(shortName(agent));
    }

    private static boolean trained(String agent) {
        return agent.contains(POLICY);
    }

    /** The agent of the least cost among those that neither learn nor know the requests beforehand; it may be tuned. */
    public static String bestHeuristic(ComparisonResult comparison) {
        return comparison.agents().entrySet().stream()
                .filter(entry -> entry.getValue().role().equals(AGENT) && !learned(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The learner of the least cost on validation requests: chosen before anything was tested. */
    Optional<String> bestLearner() {
        return comparison.agents().keySet().stream()
                .filter(ScenarioResults::learned)
                .min(Comparator.comparingDouble(agent -> Objects.requireNonNull(trainings.get(shortName(agent)), agent)
                        .validationBestJ()));
    }

    /** The highest bound's figures; null without a bound. */
    @Nullable
    AgentFigures bound() {
        return comparison.agents().values().stream()
                .filter(figures -> figures.role().equals(BOUND))
                .max(Comparator.comparingDouble(figures -> figures.costJ().value()))
                .orElse(null);
    }

    /** The difference of an agent's cost to the best heuristic's; null for that heuristic. */
    @Nullable
    Interval difference(String agent) {
        return comparison.differences().stream()
                .filter(one -> one.agent().equals(agent))
                .map(PairedDifference::costJ)
                .findFirst()
                .orElse(null);
    }

    /** How much of the way from the best heuristic to the bound an agent goes, in percent; null without a bound. */
    @Nullable
    Double gapClosedPercent(String agent) {
        AgentFigures bound = bound();
        if (bound == null) {
            return null;
        }
        double heuristic = cost(bestHeuristic(comparison));
        double gap = heuristic - bound.costJ().value();
        return gap <= 0 ? null : (Double) (100 * (heuristic - cost(agent)) / gap);
    }

    /** The hardware settings that a learner's seeds ended in. */
    String endsAt(String learner) {
        return comparison.agents().entrySet().stream()
                .filter(entry ->
                        trained(entry.getKey()) && shortName(entry.getKey()).equals(learner))
                .map(entry -> Figures.ends(entry.getValue().endSettings()))
                .findFirst()
                .orElse("-");
    }

    double cost(String agent) {
        return figures(agent).costJ().value();
    }

    AgentFigures figures(String agent) {
        return Objects.requireNonNull(comparison.agents().get(agent), agent);
    }

    /** Costs of an agent by seed, in ascending order. */
    double[] sortedCosts(String agent) {
        double[] costs = figures(agent).costBySeedJ().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.sort(costs);
        return costs;
    }
}
