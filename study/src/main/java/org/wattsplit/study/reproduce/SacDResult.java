package org.wattsplit.study.reproduce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.report.ComparisonText;
import org.wattsplit.framework.report.TextTable;

/**
 * SAC-d recomputed.
 *
 * @param actions number of triples of exit, cut and bits
 * @param worlds by scenario
 */
public record SacDResult(int actions, List<World> worlds) {
    public SacDResult {
        worlds = List.copyOf(worlds);
    }

    /**
     * What happened in a scenario.
     *
     * @param scenario its id
     * @param staticTriple the triple that cost least in training worlds
     * @param reference the agent that stands for the best there is
     * @param toGain share of the static triple's cost by which the reference is cheaper
     * @param gapClosed by agent, median over seeds of the share of that gap that it closes
     * @param choices by agent, how its choices go with the rate
     * @param comparison all agents, on test worlds
     * @param report the file of its report
     */
    public record World(
            String scenario,
            String staticTriple,
            String reference,
            double toGain,
            Map<String, Double> gapClosed,
            Map<String, Choices> choices,
            ComparisonResult comparison,
            String report) {
        public World {
            gapClosed = Collections.unmodifiableMap(new LinkedHashMap<>(gapClosed));
            choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        }
    }

    /**
     * Rank correlations (Spearman's) of the observed rate with what an agent chose.
     *
     * @param exit the exit
     * @param bits the bits that an element is sent with, 0 where nothing is sent
     * @param bitsSent the same of requests that sent something
     */
    public record Choices(double exit, double bits, double bitsSent) {}

    /** It as tables for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        String line = System.lineSeparator();
        for (World world : worlds) {
            text.append(ComparisonText.of(world.comparison())).append(line);
            TextTable table = new TextTable("agent", "share of the gap closed, median of seeds");
            world.gapClosed().forEach((agent, share) -> table.row(agent, percent(share)));
            text.append(table.leftAligned())
                    .append(String.format(
                            Locale.ROOT,
                            "%s, %d triples: the best that never changes is %s; %s is %s cheaper.%n",
                            world.scenario(),
                            actions,
                            world.staticTriple(),
                            world.reference(),
                            percent(world.toGain())));
            TextTable ranks = new TextTable(
                    "rank correlation of the rate", "with the exit", "with the bits", "with the bits of what is sent");
            world.choices()
                    .forEach((agent, choices) -> ranks.row(
                            agent, number(choices.exit()), number(choices.bits()), number(choices.bitsSent())));
            text.append(ranks.leftAligned()).append(line);
        }
        text.append(
                        "The reference is the best agent that was found, no proven optimum: others may close more than all of the gap.")
                .append(line)
                .append("A dash: all that was chosen is one value. See docs/systems/sac-d.md.")
                .append(line);
        worlds.forEach(world -> text.append("wrote ").append(world.report()).append(line));
        return text.toString();
    }

    private static String number(double correlation) {
        return Double.isNaN(correlation) ? "-" : String.format(Locale.ROOT, "%.2f", correlation);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
