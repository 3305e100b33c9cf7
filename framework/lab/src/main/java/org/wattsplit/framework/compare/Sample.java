package org.wattsplit.framework.compare;

/**
 * What requests cost, or took, or missed under one or more seeds.
 *
 * @param bySeed shape (seeds, requests), in the order in which they were served
 * @param chance the same with no more than what is chance, where some of it is not: see {@link LoopCourse}
 */
public record Sample(double[][] bySeed, double[][] chance) {
    /** Values of which all is chance. */
    public static Sample of(double[][] bySeed) {
        return new Sample(bySeed, bySeed);
    }

    /** What this is more than another, request by request. */
    public Sample minus(Sample other) {
        return new Sample(minus(bySeed, other.bySeed), minus(chance, other.chance));
    }

    private static double[][] minus(double[][] values, double[][] others) {
        double[][] differences = new double[values.length][];
        for (int seed = 0; seed < values.length; seed++) {
            differences[seed] = values[seed].clone();
            for (int i = 0; i < differences[seed].length; i++) {
                differences[seed][i] -= others[seed][i];
            }
        }
        return differences;
    }
}
