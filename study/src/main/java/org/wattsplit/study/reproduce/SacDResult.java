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
     * @param rateWithExit rank correlation of the observed rate with the exit that {@code sac} chose
     * @param rateWithBits the same with the bits that it sent an element with, of requests that sent something
     * @param comparison all agents, on test worlds
     */
    public record World(
            String scenario,
            String staticTriple,
            String reference,
            double toGain,
            Map<String, Double> gapClosed,
            double rateWithExit,
            double rateWithBits,
            ComparisonResult comparison) {
        public World {
            gapClosed = Collections.unmodifiableMap(new LinkedHashMap<>(gapClosed));
        }
    }

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
                            percent(world.toGain())))
                    .append(String.format(
                            Locale.ROOT,
                            "Rank correlation of the rate with the exit that sac chose %.2f, with its bits %.2f.%n%n",
                            world.rateWithExit(),
                            world.rateWithBits()));
        }
        return text.toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
