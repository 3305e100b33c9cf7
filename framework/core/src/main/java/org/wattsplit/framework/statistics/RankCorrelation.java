package org.wattsplit.framework.statistics;

import org.apache.commons.statistics.ranking.NaturalRanking;

/** How far two figures of the same things put them in the same order. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Spearman's: Pearson's correlation of the ranks, ties at their mean rank.
     *
     * @param a figures
     * @param b as many others, of the same things in the same order
     * @return from -1 to 1; not a number where one side has no order
     */
    public static double spearman(double[] a, double[] b) {
        NaturalRanking ranking = new NaturalRanking();
        double[] x = ranking.apply(a);
        double[] y = ranking.apply(b);
        double mean = (x.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
