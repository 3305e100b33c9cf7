package org.wattsplit.framework.pareto;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Exact hypervolume by slicing the objectives (While, Hingston, Barone and Huband, IEEE TEVC 10(1), 2006). All
 * objectives are minimised; points that do not dominate the reference point add nothing.
 */
public final class Hypervolume {
    private Hypervolume() {}

    /**
     * The volume that the points dominate, bounded by the reference point.
     *
     * @param points shape (points, objectives)
     * @param reference shape (objectives)
     */
    public static double of(double[][] points, double[] reference) {
        double[][] inside = Arrays.stream(points)
                .filter(point -> strictlyBelow(point, reference))
                .toArray(double[][]::new);
        return volume(inside, reference, reference.length);
    }

    private static boolean strictlyBelow(double[] point, double[] reference) {
        for (int i = 0; i < reference.length; i++) {
            if (point[i] >= reference[i]) {
                return false;
            }
        }
        return true;
    }

    /** The volume in the first {@code dimensions} objectives: slices along the last of them, each one thinner. */
    private static double volume(double[][] points, double[] reference, int dimensions) {
        if (points.length == 0) {
            return 0;
        }
        int last = dimensions - 1;
        double[][] sorted = points.clone();
        Arrays.sort(sorted, Comparator.comparingDouble(point -> point[last]));
        if (dimensions == 1) {
            return reference[0] - sorted[0][0];
        }
        double sum = 0;
        for (int i = 0; i < sorted.length; i++) {
            double next = i + 1 < sorted.length ? sorted[i + 1][last] : reference[last];
            if (next > sorted[i][last]) {
                sum += (next - sorted[i][last]) * volume(Arrays.copyOf(sorted, i + 1), reference, last);
            }
        }
        return sum;
    }
}
