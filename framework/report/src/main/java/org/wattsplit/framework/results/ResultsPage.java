package org.wattsplit.framework.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;

/** Writes results as a page of Markdown. */
public final class ResultsPage {
    private ResultsPage() {}

    /** The scales of the columns of a scenario's agents. */
    private record Scales(UnitScale cost, UnitScale missed, UnitScale energy, UnitScale difference) {
        static Scales of(ScenarioResults results, String best) {
            Collection<AgentFigures> agents = results.comparison().agents().values();
            AgentFigures bound = results.bound();
            List<Interval> differences = new ArrayList<>();
            results.comparison().differences().forEach(one -> differences.add(one.costJ()));
            if (bound != null) {
                double gain = results.cost(best) - bound.costJ().value();
                differences.add(new Interval(gain, gain, gain));
            }
            return new Scales(
                    Units.JOULES.ofIntervals(agents, AgentFigures::costJ),
                    Units.PERCENT.ofNumbers(agents, one -> one.missedPercent().value()),
                    Units.JOULES.ofNumbers(agents, one -> value(one.meanEnergyJ())),
                    Units.JOULES.ofIntervals(differences, each -> each));
        }
    }

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
        page.append(partlyTrained(scenarios));
        scenarios.forEach(scenario -> section(page, scenario));
        starts(page, scenarios);
        return page.toString();
    }

    /** Which learners are in some scenarios only, and why; nothing where all are in all. */
    private static String partlyTrained(List<ScenarioResults> scenarios) {
        Set<String> some = new LinkedHashSet<>();
        scenarios.forEach(one -> some.addAll(one.trainings().keySet()));
        some.removeIf(
                learner -> scenarios.stream().allMatch(one -> one.trainings().containsKey(learner)));
        if (some.isEmpty()) {
            return "";
        }
        return "\n" + some.stream().map(learner -> "`" + learner + "`").collect(Collectors.joining(" and "))
                + ", the slowest to train, " + (some.size() == 1 ? "is" : "are")
                + " trained only where nothing but the hardware setting moves: "
                + scenarios.stream()
                        .filter(one -> one.trainings().keySet().containsAll(some))
                        .map(one -> one.comparison().scenario())
                        .collect(Collectors.joining(", "))
                + ".\n";
    }

    private static void section(StringBuilder page, ScenarioResults results) {
        String best = ScenarioResults.bestHeuristic(results.comparison());
        page.append("\n## ").append(results.comparison().scenario()).append("\n\n");
        page.append(capital(results.description())).append(". ");
        page.append(results.comparison().requests()).append(" requests (");
        page.append(results.comparison().workload()).append("), ");
        page.append(results.comparison().seeds().size()).append(" seeds, ");
        double price = results.comparison().joulesPerMiss();
        page.append(Units.JOULES.of(price).brief(price)).append(" for a missed deadline");
        double late = results.comparison().joulesPerLateSecond();
        if (late > 0) {
            page.append(" and ").append(Units.JOULES.of(late).brief(late)).append(" for each second that it is late");
        }
        double wrong = results.comparison().wrongAnswerJ();
        if (wrong > 0) {
            page.append(", ").append(Units.JOULES.of(wrong).brief(wrong)).append(" for a wrong answer");
        }
        page.append(".\n\n");
        Scales scales = Scales.of(results, best);
        page.append("**The best learner against the best of the rest.** ")
                .append(verdict(results, best))
                .append("\n\n");
        page.append("| agent | ").append(scales.cost().heading("cost"));
        page.append(" | ").append(scales.missed().heading("missed"));
        page.append(" | ").append(scales.energy().heading("energy"));
        page.append(" | minus ").append(scales.difference().heading(ScenarioResults.shortName(best) + ","));
        page.append(" | gap closed % | cost of its seeds: least, median, most |\n|---|---|---|---|---|---|---|\n");
        results.comparison().agents().forEach((agent, figures) -> row(page, results, scales, best, agent, figures));
        UnitScale validation = Units.JOULES.of(results.trainings().values().stream()
                .flatMapToDouble(one -> DoubleStream.of(one.validationBeforeJ(), one.validationBestJ()))
                .toArray());
        page.append("\n| learner | seeds | steps | processor s a seed: median, most | ")
                .append(validation.heading("validation"))
                .append(" before, best | ends at |\n|---|---|---|---|---|---|\n");
        results.trainings()
                .forEach((learner, figures) -> page.append(String.format(
                        Locale.ROOT,
                        "| `%s` | %d | %d | %s, %s | %s, %s | %s |\n",
                        learner,
                        figures.seeds(),
                        figures.steps(),
                        seconds(figures.cpuSeconds()),
                        seconds(figures.mostCpuSeconds()),
                        validation.cell(figures.validationBeforeJ()),
                        validation.cell(figures.validationBestJ()),
                        results.endsAt(learner))));
        page.append("\nThe commands:\n\n");
        results.commands()
                .forEach(command -> page.append("    ").append(command).append('\n'));
    }

    private static @Nullable Double value(@Nullable Interval interval) {
        return interval == null ? null : (Double) interval.value();
    }

    private static void row(
            StringBuilder page,
            ScenarioResults results,
            Scales scales,
            String best,
            String agent,
            AgentFigures figures) {
        Interval difference = results.difference(agent);
        Double closed = results.gapClosedPercent(agent);
        double[] costs = results.sortedCosts(agent);
        page.append(String.format(
                Locale.ROOT,
                "| `%s`%s | %s | %s | %s | %s | %s | %s |\n",
                ScenarioResults.shortName(agent),
                figures.role().equals("agent") ? "" : " (" + figures.role() + ")",
                scales.cost().cell(figures.costJ()),
                scales.missed().cell(figures.missedPercent().value()),
                scales.energy().cell(value(figures.meanEnergyJ())),
                agent.equals(best)
                        ? ""
                        : difference == null ? "-" : scales.difference().cell(difference),
                closed == null || !figures.role().equals("agent") ? "" : String.format(Locale.ROOT, "%.0f", closed),
                scales.cost().cell(costs[0]) + ", "
                        + scales.cost().cell((costs[(costs.length - 1) / 2] + costs[costs.length / 2]) / 2) + ", "
                        + scales.cost().cell(costs[costs.length - 1])));
    }

    /** One sentence or two, from the numbers alone. */
    static String verdict(ScenarioResults results, String best) {
        String learner = results.bestLearner().orElse(null);
        AgentFigures bound = results.bound();
        Scales scales = Scales.of(results, best);
        StringBuilder text = new StringBuilder();
        if (bound != null) {
            text.append("`").append(ScenarioResults.shortName(best)).append("` costs ");
            text.append(scales.cost().text(results.cost(best))).append(", the bound ");
            text.append(scales.cost().cell(bound.costJ().value())).append(": at most ");
            text.append(
                    scales.difference().text(results.cost(best) - bound.costJ().value()));
            text.append(" can be gained. ");
        }
        if (learner == null) {
            return text.append("Nothing was trained.").toString();
        }
        Interval difference = results.difference(learner);
        text.append(word(results, learner)).append("`").append(ScenarioResults.shortName(learner));
        text.append("`, the best learner on validation, costs ")
                .append(scales.cost().text(results.cost(learner)));
        if (difference != null) {
            text.append(", ").append(scales.difference().text(difference)).append(" against it");
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

                """);
        UnitScale validation = Units.JOULES.of(scenarios.stream()
                .flatMap(scenario -> scenario.starts().values().stream())
                .flatMapToDouble(figures -> DoubleStream.of(figures.beforeJ(), figures.bestJ()))
                .toArray());
        page.append("| scenario | start | heuristic | steps to reach it | reached by | ")
                .append(validation.heading("validation"))
                .append(" before, best |\n|---|---|---|---|---|---|\n");
        for (ScenarioResults scenario : scenarios) {
            scenario.starts()
                    .forEach((start, figures) -> page.append(String.format(
                            Locale.ROOT,
                            "| %s | %s | `%s` | %s | %d of %d | %s, %s |\n",
                            scenario.comparison().scenario(),
                            start,
                            figures.teacher(),
                            steps(figures.steps()),
                            figures.reached(),
                            figures.seeds(),
                            validation.cell(figures.beforeJ()),
                            validation.cell(figures.bestJ()))));
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
