package org.wattsplit.study.reproduce;

import java.util.List;
import java.util.Locale;
import org.wattsplit.framework.report.TextTable;

/**
 * Predicted cuts and measured ones.
 *
 * @param network the network
 * @param pixels pixels of an image's side
 * @param share share of all processors that the edge had
 * @param cuts the cuts that were looked at
 * @param points by rate and batch
 */
public record MeasuredCutsResult(String network, int pixels, double share, List<Integer> cuts, List<AtRate> points) {
    /** How much longer than the fastest a predicted cut may take to count as right. */
    private static final double CLOSE = 1.05;

    public MeasuredCutsResult {
        cuts = List.copyOf(cuts);
        points = List.copyOf(points);
    }

    /**
     * One rate and batch.
     *
     * @param mbps rate of the link in Mbit/s
     * @param batch the batch
     * @param predicted the cut that is predicted to be the fastest
     * @param predictedMs the time predicted for it
     * @param measuredMs the time measured of it, a median
     * @param fastest the cut that was the fastest
     * @param fastestMs its time, a median
     * @param tried how many cuts were measured, those predicted within twice the least time
     */
    public record AtRate(
            double mbps,
            int batch,
            int predicted,
            double predictedMs,
            double measuredMs,
            int fastest,
            double fastestMs,
            int tried) {
        /** The measured time of the predicted cut by that of the fastest. */
        public double ratio() {
            return measuredMs / fastestMs;
        }
    }

    /** The share of points whose predicted cut took at most 5 % longer than the fastest, 0 to 1. */
    public double close() {
        return (double) points.stream().filter(one -> one.ratio() <= CLOSE).count() / points.size();
    }

    /** It as a table for people. */
    public String text() {
        TextTable table = new TextTable(
                "Mbit/s", "batch", "predicted cut", "predicted, ms", "measured, ms", "fastest cut", "its ms", "ratio");
        points.forEach(one -> table.row(
                String.format(Locale.ROOT, "%.0f", one.mbps()),
                String.valueOf(one.batch()),
                String.valueOf(one.predicted()),
                number(one.predictedMs()),
                number(one.measuredMs()),
                String.valueOf(one.fastest()),
                number(one.fastestMs()),
                String.format(Locale.ROOT, "%.3f", one.ratio())));
        String line = System.lineSeparator();
        return table
                + line
                + String.format(
                        Locale.ROOT,
                        "%s at %d pixels, edge at %.2f of the processors, cuts %s, a byte an element: the predicted cut takes at"
                                + " most 5 %% longer than the fastest of those predicted within twice its time at %.0f %% of %d"
                                + " points%n",
                        network,
                        pixels,
                        share,
                        cuts,
                        100 * close(),
                        points.size());
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
