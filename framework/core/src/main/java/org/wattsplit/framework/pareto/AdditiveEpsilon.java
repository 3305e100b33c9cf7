package org.wattsplit.framework.pareto;

/**
 * The additive epsilon indicator (Zitzler, Thiele, Laumanns, Fonseca and Grunert da Fonseca, IEEE TEVC 7(2), 2003): how
 * much every point of a front must be improved, at most, to weakly dominate all of a reference front.
 */
public final class AdditiveEpsilon {
    private AdditiveEpsilon() {}

    /**
     * The indicator, 0 when the front reaches the reference; both minimised and scaled alike.
     *
     * @param front shape (points, objectives), at least one point
     * @param reference shape (points, objectives)
     */
    public static double of(double[][] front, double[][] reference) {
        double worst = Double.NEGATIVE_INFINITY;
        for (double[] target : reference) {
            double nearest = Double.POSITIVE_INFINITY;
            for (double[] point : front) {
                double excess = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < target.length; i++) {
                    excess = Math.max(excess, point[i] - target[i]);
                }
                nearest = Math.min(nearest, excess);
            }
            worst = Math.max(worst, nearest);
        }
        return worst;
    }
}
