package org.wattsplit.framework.results;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.report.Figures;

/** Writes results as a page of Markdown. */
public final class ResultsPage {
    private ResultsPage() {}

    /** The page. */
    public static String of(List<ScenarioResults> scenarios, String command, Producer producer) {
        StringBuilder page = new StringBuilder();
        page.append("# Results\n\nMade by one command, which goes on where it was cut off:\n\n    ")
                .append(command)
                .append("\n\n");
        page.append("Code ").append(producer.code()).append(", Java ").append(producer.java());
        page.append(", ").append(producer.os()).append(", ").append(producer.cpu());
        page.append(".\n\n");
        page.append("""
                Cost is energy in joules and a price for each missed deadline, a request's mean. Learners train on generated
                requests of the distribution of the tests' deadlines, and on the traces that a scenario names for training; each
                keeps the policy that was best on validation requests. No request, world or trace of the tests was seen by any
                training. `held-split` holds one hardware setting, which its training chose, and moves the cut with the
                estimates: a baseline, though it is trained. `fixed-setting` and `planner` know the distribution of the tests'
                deadlines. All agents serve the same requests under the same seeds, in the same worlds.

                - **Intervals** are 95 %, Student's: over seeds, each of which is another world and, of what is trained, another
                  training, and over batches of the requests, which the seeds share.
                - **minus**: the difference to the agent that costs least in the test of those that do not learn, request by
                  request. *Cheaper* and *dearer* below are said where its interval leaves out 0. The learner is chosen on
                  validation, the other agent on the test, which favours the latter.
                - **gap closed**: how far an agent goes on the way from that agent to the bound. The bound `relaxed` serves each
                  request alone: free changes of the hardware setting, no queue, no heat, no load, the link's best rate. No agent
                  can reach it where these things matter.
                """);
        scenarios.forEach(scenario -> section(page, scenario));
        starts(page, scenarios);
        return page.toString();
    }

    private static void section(StringBuilder page, ScenarioResults results) {
        String best = ScenarioResults.bestHeuristic(results.comparison());
        page.append("\n## ").append(results.comparison().scenario()).append("\n\n");
        page.append(capital(results.description())).append(". ");
        page.append(results.comparison().requests()).append(" requests (");
        page.append(results.comparison().workload()).append("), ");
        page.append(results.comparison().seeds().size()).append(" seeds, ");
        page.append(String.format(
                Locale.ROOT,
                "%.0f J for a missed deadline.",
                results.comparison().joulesPerMiss()));
        page.append("\n\n");
        page.append("**The best learner against the best of the rest.** ")
                .append(verdict(results, best))
                .append("\n\n");
        page.append("| agent | cost J | missed % | energy J | minus ")
                .append(ScenarioResults.shortName(best))
                .append(
                        ", J | gap closed % | cost of its seeds: least, median, most |\n|---|---|---|---|---|---|---|\n");
        for (Map.Entry<String, AgentFigures> entry :
                results.comparison().agents().entrySet()) {
            row(page, results, best, entry.getKey(), entry.getValue());
        }
        page.append(
                        "\n| learner | seeds | steps | processor s a seed: median, most | validation J before, best | ends at |\n")
                .append("|---|---|---|---|---|---|\n");
        results.trainings()
                .forEach((learner, figures) -> page.append(String.format(
                        Locale.ROOT,
                        "| `%s` | %d | %d | %s, %s | %.2f, %.2f | %s |\n",
                        learner,
                        figures.seeds(),
                        figures.steps(),
                        seconds(figures.cpuSeconds()),
                        seconds(figures.mostCpuSeconds()),
                        figures.validationBeforeJ(),
                        figures.validationBestJ(),
                        results.endsAt(learner))));
        page.append("\nThe commands:\n\n");
        results.commands()
                .forEach(command -> page.append("    ").append(command).append('\n'));
    }

    private static void row(
            StringBuilder page, ScenarioResults results, String best, String agent, AgentFigures figures) {
        Interval difference = results.difference(agent);
        Interval energy = figures.meanEnergyJ();
        Double closed = results.gapClosedPercent(agent);
        double[] costs = results.sortedCosts(agent);
        page.append(String.format(
                Locale.ROOT,
                "| `%s`%s | %s | %s | %s | %s | %s | %s |\n",
                ScenarioResults.shortName(agent),
                figures.role().equals("agent") ? "" : " (" + figures.role() + ")",
                Figures.interval(figures.costJ()),
                Figures.two(figures.missedPercent().value()),
                Figures.two(energy == null ? null : energy.value()),
                agent.equals(best) ? "" : difference == null ? "-" : Figures.interval(difference),
                closed == null || !figures.role().equals("agent") ? "" : String.format(Locale.ROOT, "%.0f", closed),
                String.format(
                        Locale.ROOT,
                        "%.2f, %.2f, %.2f",
                        costs[0],
                        (costs[(costs.length - 1) / 2] + costs[costs.length / 2]) / 2,
                        costs[costs.length - 1])));
    }

    /** One sentence or two, from the numbers alone. */
    static String verdict(ScenarioResults results, String best) {
        String learner = results.bestLearner().orElse(null);
        AgentFigures bound = results.bound();
        StringBuilder text = new StringBuilder();
        if (bound != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "`%s` costs %.2f J, the bound %.2f: at most %.2f J can be gained. ",
                    ScenarioResults.shortName(best),
                    results.cost(best),
                    bound.costJ().value(),
                    results.cost(best) - bound.costJ().value()));
        }
        if (learner == null) {
            return text.append("Nothing was trained.").toString();
        }
        Interval difference = results.difference(learner);
        text.append(word(results, learner))
                .append(String.format(
                        Locale.ROOT,
                        "`%s`, the best learner on validation, costs %.2f J",
                        ScenarioResults.shortName(learner),
                        results.cost(learner)));
        if (difference != null) {
            text.append(", ").append(Figures.interval(difference)).append(" J against it");
        }
        Double closed = results.gapClosedPercent(learner);
        if (closed != null) {
            text.append(String.format(Locale.ROOT, ": %.0f %% of the gap", closed));
        }
        return text.append('.').toString();
    }

    private static String word(ScenarioResults results, String learner) {
        Interval difference = results.difference(learner);
        if (difference == null || !difference.apartFromZero()) {
            return "Not told apart: ";
        }
        return difference.value() < 0 ? "Cheaper: " : "Dearer: ";
    }

    private static void starts(StringBuilder page, List<ScenarioResults> scenarios) {
        if (scenarios.stream().allMatch(scenario -> scenario.starts().isEmpty())) {
            return;
        }
        page.append("""

                ## What the offline phase gives a learner

                `ppo` begun in three ways: *cold*; *cloned*, after imitating a heuristic's steps; *valued*, with the expected costs of
                the actions as a prior, as in the tables above. Steps until its cost on validation requests was first no more than
                the heuristic's there: median over seeds with a 95 % interval from order statistics; ∞ stands for never.

                | scenario | start | heuristic | steps to reach it | reached by | validation J before, best |
                |---|---|---|---|---|---|
                """);
        for (ScenarioResults scenario : scenarios) {
            scenario.starts()
                    .forEach((start, figures) -> page.append(String.format(
                            Locale.ROOT,
                            "| %s | %s | `%s` | %s | %d of %d | %.2f, %.2f |\n",
                            scenario.comparison().scenario(),
                            start,
                            figures.teacher(),
                            steps(figures.steps()),
                            figures.reached(),
                            figures.seeds(),
                            figures.beforeJ(),
                            figures.bestJ())));
        }
    }

    private static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.1f", seconds);
    }

    private static String steps(Interval steps) {
        return count(steps.value()) + " [" + count(steps.low()) + ", " + count(steps.high()) + "]";
    }

    private static String count(double steps) {
        return Double.isInfinite(steps) ? "∞" : String.format(Locale.ROOT, "%.0f", steps);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
