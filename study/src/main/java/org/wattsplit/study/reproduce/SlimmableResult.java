package org.wattsplit.study.reproduce;

import java.util.List;
import java.util.Locale;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.study.networks.SwitchResult;

/**
 * Slimmable encoders beside ladders.
 *
 * @param switching what a change of the width takes, and a load, measured on this machine
 * @param tables one for each table of measurements and ladder
 */
public record SlimmableResult(SwitchResult switching, List<Table> tables) {
    public SlimmableResult {
        tables = List.copyOf(tables);
    }

    /**
     * What happened on a table.
     *
     * @param name the table
     * @param loadMs what a change of a network of the ladder takes
     * @param fixedMode the mode of the slimmable network that cost least in training worlds
     * @param fixedRung the network of the ladder that cost least there
     * @param contenders who served the requests; the first chooses a mode for each
     */
    public record Table(String name, double loadMs, String fixedMode, String fixedRung, List<Contender> contenders) {
        public Table {
            contenders = List.copyOf(contenders);
        }
    }

    /**
     * Somebody who served all requests.
     *
     * @param name what it does
     * @param cost mean cost of a request, J
     * @param missedPercent missed deadlines
     * @param accuracyPercent mean expected accuracy
     * @param changesPercent requests before which a network was loaded
     * @param first cost of the first contender less this one's; 0 for the first itself
     */
    public record Contender(
            String name,
            Interval cost,
            double missedPercent,
            double accuracyPercent,
            double changesPercent,
            Interval first) {}

    /** It as tables for people. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Measured here on network %s, medians of %d: a change of the width %.3f ms, a load %.3f ms.%n%n",
                switching.family(),
                switching.repeats(),
                switching.changeMs(),
                switching.loadingMs()));
        for (Table table : tables) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s, a load of a network takes %.1f ms; chosen in training worlds: mode %s, network %s%n",
                    table.name(),
                    table.loadMs(),
                    table.fixedMode(),
                    table.fixedRung()));
            TextTable rows = new TextTable(
                    "who",
                    "cost of a request, J",
                    "missed, %",
                    "accuracy, %",
                    "requests that waited for a load, %",
                    "cost of the first row less this row's, J");
            for (int i = 0; i < table.contenders().size(); i++) {
                Contender one = table.contenders().get(i);
                rows.row(
                        one.name(),
                        words(one.cost()),
                        String.format(Locale.ROOT, "%.2f", one.missedPercent()),
                        String.format(Locale.ROOT, "%.2f", one.accuracyPercent()),
                        String.format(Locale.ROOT, "%.1f", one.changesPercent()),
                        i == 0 ? "" : words(one.first()));
            }
            text.append(rows).append(System.lineSeparator());
        }
        return text.append(
                        "Below 0 in the last column: the slimmable network with a mode for each request, the first row, costs less.")
                .append(System.lineSeparator())
                .append("Intervals are 95 %, of the same requests in the same worlds. See docs/systems/slimmable.md.")
                .append(System.lineSeparator())
                .toString();
    }

    private static String words(Interval interval) {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", interval.value(), interval.low(), interval.high());
    }
}
