package org.wattsplit.framework.pareto;

/** Pareto dominance of vectors that are minimised. */
public final class Dominance {
    private Dominance() {}

    /** Whether {@code a} is nowhere worse than {@code b} and somewhere better. */
    public static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
            better |= a[i] < b[i];
        }
        return better;
    }

    /** For each vector whether no other dominates it; equal vectors do not dominate each other. Quadratic time. */
    public static boolean[] nonDominated(double[][] vectors) {
        boolean[] flags = new boolean[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            flags[i] = true;
            for (int j = 0; j < vectors.length && flags[i]; j++) {
                flags[i] = j == i || !dominates(vectors[j], vectors[i]);
            }
        }
        return flags;
    }
}
