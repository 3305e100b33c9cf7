package org.wattsplit.framework.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.PairedDifference;
import org.wattsplit.framework.outcome.EnergyPart;

/** A comparison as text for a terminal: caveats first, then what each agent reaches, its energy, and the differences. */
public final class ComparisonText {
    /** What is drawn for requests that leave the edge only. */
    private static final Set<String> ELSEWHERE =
            Set.of(EnergyPart.RADIO.column(), EnergyPart.CLOUD_CPU.column(), EnergyPart.CLOUD_GPU.column());

    private ComparisonText() {}

    /** The text of a comparison, with an end of line at its end. */
    public static String of(ComparisonResult result) {
        StringWriter text = new StringWriter();
        print(new PrintWriter(text), result);
        return text.toString();
    }

    private static void print(PrintWriter out, ComparisonResult result) {
        out.println(result.scenario() + " on " + result.dataset() + ", workload " + result.workload() + ": "
                + (result.requests() == 1 ? "1 request" : result.requests() + " requests") + ", seeds "
                + result.seeds());
        result.caveats().forEach(caveat -> out.println("note: " + caveat));
        out.print(figures(result));
        if (result.wrongAnswerJ() == 0 && result.differInAccuracy()) {
            out.println("wrong answers cost nothing here");
        }
        AgentFigures winner = Objects.requireNonNull(result.agents().get(result.winner()));
        if (winner.energyPartial() && winner.meanEnergyJ() != null) {
            // Where all requests of all agents stay on the edge, there is nothing that a cloud or a radio could draw.
            boolean edgeOnly = result.agents().values().stream()
                    .allMatch(figures -> Objects.equals(figures.decisions().get("edge"), 100.0));
            List<String> absent = winner.energyProvenance().entrySet().stream()
                    .filter(entry -> entry.getValue().equals("absent"))
                    .map(Map.Entry::getKey)
                    .filter(part -> !(edgeOnly && ELSEWHERE.contains(part)))
                    .toList();
            if (!absent.isEmpty()) {
                out.println("energy is partial, without " + String.join(", ", absent));
            }
        }
        if (!winner.energyPartsJ().isEmpty()) {
            out.println();
            out.print(energyByPart(result, winner));
        }
        if (!result.differences().isEmpty()) {
            out.println();
            out.print(differences(result.differences()));
        }
        if (result.agents().values().stream()
                .anyMatch(figures -> !figures.endSettings().isEmpty())) {
            TextTable ends = new TextTable("agent", "ends at (used most in the last tenth of the requests)");
            result.agents().forEach((agent, figures) -> ends.row(agent, Figures.ends(figures.endSettings())));
            out.println();
            out.print(ends.leftAligned());
        }
        out.println(
                "least cost of the agents: " + String.join(" = ", result.winners()) + "; intervals: " + words(result));
    }

    /** What the intervals are, in words. */
    static String words(ComparisonResult result) {
        return result.intervals().words()
                + (result.cutShares() ? "; those of missed deadlines are cut at 0 and 100 %" : "");
    }

    /** What each agent reaches. */
    private static TextTable figures(ComparisonResult result) {
        FigureTable<Map.Entry<String, AgentFigures>> table = new FigureTable<>(
                        result.agents().entrySet())
                .words(
                        "agent",
                        entry -> entry.getKey()
                                + (entry.getValue().role().equals("agent")
                                        ? ""
                                        : " (" + entry.getValue().role() + ")"));
        table.intervals("cost", Units.JOULES, entry -> entry.getValue().costJ())
                .intervals("missed", Units.PERCENT, entry -> entry.getValue().missedPercent());
        if (result.wrongAnswerJ() > 0 || result.differInAccuracy()) {
            table.numbers("accuracy", Units.PERCENT, entry -> entry.getValue().accuracyPercent());
        }
        return table.intervals("energy", Units.JOULES, entry -> entry.getValue().meanEnergyJ())
                .numbers("saved", Units.PERCENT, entry -> entry.getValue().energySavedPercent())
                .numbers("median", Units.MILLIS, entry -> entry.getValue().medianLatencyMs())
                .numbers("p95", Units.MILLIS, entry -> entry.getValue().p95LatencyMs())
                .numbers("p99", Units.MILLIS, entry -> entry.getValue().p99LatencyMs())
                .numbers("late by", Units.MILLIS, entry -> entry.getValue().exceedanceMs())
                .numbers("regret", Units.JOULES, entry -> entry.getValue().regretJ())
                .words("edge/split/cloud %", entry -> decisions(entry.getValue().decisions()))
                .words(
                        "switches",
                        entry -> String.format(
                                Locale.ROOT, "%.0f", entry.getValue().switches()))
                .table();
    }

    /** Mean energy by part; the heading says where a part of the winner comes from. */
    private static TextTable energyByPart(ComparisonResult result, AgentFigures winner) {
        UnitScale scale = Units.JOULES.of(result.agents().values().stream()
                .flatMap(figures -> figures.energyPartsJ().values().stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
        FigureTable<Map.Entry<String, AgentFigures>> table = new FigureTable<>(
                        result.agents().entrySet())
                .words("energy by part, " + scale.unit(), Map.Entry::getKey);
        winner.energyPartsJ()
                .keySet()
                .forEach(part -> table.words(
                        part.replace("_energy_j", "") + " ("
                                + winner.energyProvenance().get(part) + ")",
                        entry -> scale.cell(entry.getValue().energyPartsJ().get(part))));
        return table.table();
    }

    /** What each agent's requests cost less those of the baseline. */
    private static TextTable differences(List<PairedDifference> differences) {
        return new FigureTable<>(differences)
                .words("minus " + differences.get(0).baseline(), PairedDifference::agent)
                .intervals("cost", Units.JOULES, PairedDifference::costJ)
                .intervals("missed", Units.PERCENT, PairedDifference::missedPercent)
                .intervals("energy", Units.JOULES, PairedDifference::energyJ)
                .intervals("latency", Units.MILLIS, PairedDifference::latencyMs)
                .table();
    }

    private static String decisions(Map<String, Double> shares) {
        return String.format(
                Locale.ROOT, "%.0f/%.0f/%.0f", shares.get("edge"), shares.get("split"), shares.get("cloud"));
    }
}
