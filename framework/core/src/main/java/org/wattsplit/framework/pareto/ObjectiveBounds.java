package org.wattsplit.framework.pareto;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.objective.Objective;

/**
 * The bounds that scale objectives to 0 to 1 before fronts are compared. They come from a reference set and stay the
 * same for every front, so that even a front of one point has a hypervolume.
 */
public final class ObjectiveBounds {
    /** The reference point of the hypervolume in every scaled objective. */
    public static final double REFERENCE = 1.1;

    private final List<Objective> objectives;
    private final double[] min;
    private final double[] max;

    private ObjectiveBounds(List<Objective> objectives, double[] min, double[] max) {
        this.objectives = List.copyOf(objectives);
        this.min = min;
        this.max = max;
    }

    /** The least and largest of each objective over those vectors, at least one. */
    public static ObjectiveBounds of(List<Objective> objectives, double[][] vectors) {
        Check.that(vectors.length > 0, "the reference set", "not empty", 0);
        double[] min = vectors[0].clone();
        double[] max = vectors[0].clone();
        for (double[] vector : vectors) {
            for (int i = 0; i < min.length; i++) {
                min[i] = Math.min(min[i], vector[i]);
                max[i] = Math.max(max[i], vector[i]);
            }
        }
        return new ObjectiveBounds(objectives, min, max);
    }

    /** The scaled vector: 0 at the least value, 1 at the largest; 0 where the two are the same. */
    public double[] scale(double[] vector) {
        double[] scaled = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = max[i] > min[i] ? (vector[i] - min[i]) / (max[i] - min[i]) : 0;
        }
        return scaled;
    }

    /** All vectors scaled. */
    public double[][] scale(double[][] vectors) {
        return Arrays.stream(vectors).map(this::scale).toArray(double[][]::new);
    }

    /** The hypervolume of a front within these bounds, against {@link #REFERENCE} in each objective. */
    public double hypervolume(double[][] front) {
        double[] reference = new double[min.length];
        Arrays.fill(reference, REFERENCE);
        return Hypervolume.of(scale(front), reference);
    }

    /** The bounds as a person reads them, reference point included. */
    @Override
    public String toString() {
        return IntStream.range(0, min.length)
                .mapToObj(i -> (objectives.get(i) == Objective.ACCURACY ? "-" : "")
                        + objectives.get(i).name().toLowerCase(Locale.ROOT) + " ["
                        + String.format(Locale.ROOT, "%.4g, %.4g", min[i], max[i]) + "]")
                .collect(Collectors.joining(", ", "bounds ", "; reference point " + REFERENCE + " each, scaled"));
    }
}
