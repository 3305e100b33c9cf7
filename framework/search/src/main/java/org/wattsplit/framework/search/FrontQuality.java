package org.wattsplit.framework.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.AdditiveEpsilon;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ObjectiveBounds;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.space.Configuration;

/** Judges searches against the front of everything that could have been evaluated. Immutable. */
public final class FrontQuality {
    private final List<Objective> objectives;
    private final ObjectiveBounds bounds;
    private final List<Evaluated> front;
    private final double[][] frontVectors;
    private final double hypervolume;

    private FrontQuality(List<Objective> objectives, List<Evaluated> all) {
        this.objectives = List.copyOf(objectives);
        bounds = ObjectiveBounds.of(objectives, ParetoSet.vectors(objectives, all));
        front = ParetoSet.front(objectives, all);
        frontVectors = ParetoSet.vectors(objectives, front);
        hypervolume = bounds.hypervolume(frontVectors);
    }

    /** The judge that knows all of those configurations, at least one. */
    public static FrontQuality against(List<Objective> objectives, List<Evaluated> all) {
        return new FrontQuality(objectives, all);
    }

    /**
     * How good a search was.
     *
     * @param hypervolumeRatio its front's hypervolume, 1 at best
     * @param epsilon additive epsilon of its front in scaled objectives, 0 at best
     * @param frontPointsFound how many points of the reference front it evaluated
     */
    public record Figures(double hypervolumeRatio, double epsilon, int frontPointsFound) {}

    /** Judges a search. */
    public Figures of(ParetoSet set) {
        double[][] vectors = ParetoSet.vectors(objectives, set.front());
        Set<Configuration> seen = new HashSet<>();
        set.evaluated().forEach(one -> seen.add(one.configuration()));
        return new Figures(
                hypervolumeRatio(set.front()),
                AdditiveEpsilon.of(bounds.scale(vectors), bounds.scale(frontVectors)),
                (int) front.stream()
                        .filter(one -> seen.contains(one.configuration()))
                        .count());
    }

    /** The hypervolume of a front over that of the reference front. */
    public double hypervolumeRatio(List<Evaluated> other) {
        return bounds.hypervolume(ParetoSet.vectors(objectives, other)) / hypervolume;
    }

    /** The bounds that objectives are scaled by. */
    public ObjectiveBounds bounds() {
        return bounds;
    }

    /** Points of the reference front. */
    public int frontPoints() {
        return front.size();
    }

    /** Hypervolume of the reference front. */
    public double hypervolume() {
        return hypervolume;
    }
}
