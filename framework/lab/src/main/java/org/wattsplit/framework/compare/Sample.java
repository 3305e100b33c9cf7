package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests cost, or took, or missed under one or more seeds.
 *
 * @param bySeed shape (seeds, requests), in the order in which they were served
 * @param courses by seed, the courses of the world that these values have in them: none where it does not begin again, and two of a
 *     difference
 */
public record Sample(double[][] bySeed, List<List<LoopCourse>> courses) {
    /** Values of a world that does not begin again. */
    public static Sample of(double[][] bySeed) {
        return new Sample(bySeed, Collections.nCopies(bySeed.length, List.of()));
    }

    /** Values with the course of each seed's world; null where it has none. */
    public static Sample of(double[][] bySeed, List<@Nullable LoopCourse> courses) {
        List<List<LoopCourse>> lists = new ArrayList<>();
        for (LoopCourse course : courses) {
            lists.add(course == null ? List.of() : List.of(course));
        }
        return new Sample(bySeed, lists);
    }

    /** What this is more than another, request by request. */
    public Sample minus(Sample other) {
        double[][] differences = new double[bySeed.length][];
        List<List<LoopCourse>> both = new ArrayList<>();
        for (int seed = 0; seed < bySeed.length; seed++) {
            differences[seed] = bySeed[seed].clone();
            for (int i = 0; i < differences[seed].length; i++) {
                differences[seed][i] -= other.bySeed[seed][i];
            }
            List<LoopCourse> courses = new ArrayList<>(this.courses.get(seed));
            courses.addAll(other.courses.get(seed));
            both.add(courses);
        }
        return new Sample(differences, both);
    }

    /** The values with no more than what is chance. */
    double[][] chance() {
        double[][] chance = new double[bySeed.length][];
        for (int seed = 0; seed < chance.length; seed++) {
            chance[seed] = LoopCourse.without(bySeed[seed], courses.get(seed));
        }
        return chance;
    }
}
