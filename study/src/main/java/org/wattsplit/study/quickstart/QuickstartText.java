package org.wattsplit.study.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.job.CommandText;

/** What a quickstart found, where it is, and what to try next, as text for people. */
public final class QuickstartText {
    /** Agents whose figures are told, beside the winner and the learner. */
    private static final List<String> TOLD = List.of("dynasplit", "cloud");

    private QuickstartText() {}

    /** The text of a quickstart whose agents were compared. */
    public static String of(QuickstartPlan plan, CompareResult compared) {
        ComparisonResult result = compared.comparison();
        List<String> lines = new ArrayList<>(found(result));
        Path pareto = plan.out().resolve("pareto.json");
        Path runs = plan.out().resolve("runs");
        lines.add("Where it is");
        lines.add("  " + compared.report() + "   open it in a browser: it needs no network");
        lines.add("  " + pareto + "   what the search evaluated");
        lines.add("  " + runs + "   every request of every agent");
        lines.add("What to try next");
        lines.add("  ./wattsplit runs show " + EvaluateJob.folder(runs, result.winner(), 1));
        lines.add("  ./"
                + CommandText.of("evaluate")
                        .data(plan.data())
                        .option("--pareto", pareto)
                        .held(plan.held())
                        .scenario(plan.scenario())
                        .option("--agents", "dynasplit,dynasplit:margin_ms=137,planner")
                        .option("--out", "runs/margin")
                        .text());
        lines.add("  ./"
                + CommandText.of("search")
                        .data(plan.data())
                        .held(plan.held())
                        .option("--strategy", "nsga3")
                        .option("--out", "nsga3.json")
                        .text());
        lines.add("  an agent of your own in 30 lines: docs/agents.md");
        return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
    }

    private static List<String> found(ComparisonResult result) {
        AgentFigures winner = Objects.requireNonNull(result.agents().get(result.winner()));
        UnitScale cost = Units.JOULES.ofIntervals(result.agents().values(), AgentFigures::costJ);
        UnitScale missed = Units.PERCENT.ofIntervals(result.agents().values(), AgentFigures::missedPercent);
        List<String> lines = new ArrayList<>(List.of("What was found"));
        lines.add("  " + String.join(" and ", result.winners())
                + (result.winners().size() > 1 ? " cost least: " : " costs least: ") + cost.text(winner.costJ())
                + " a request, with " + missed.text(winner.missedPercent().value()) + " of the deadlines missed");
        result.agents().forEach((agent, other) -> {
            boolean told = agent.startsWith(QuickstartPlan.LEARNER + ":") || TOLD.contains(agent);
            if (told && !agent.equals(result.winner())) {
                lines.add("  " + agent + " costs " + cost.text(other.costJ()) + ", with "
                        + missed.text(other.missedPercent().value()) + " missed");
            }
        });
        return lines;
    }
}
