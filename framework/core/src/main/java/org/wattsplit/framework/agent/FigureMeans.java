package org.wattsplit.framework.agent;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means of figures since they were last taken, for {@link Learner#figures}. Not thread-safe. */
public final class FigureMeans {
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    private static final class Sum {
        private double total;
        private long count;

        double mean() {
            return count == 0 ? Double.NaN : total / count;
        }
    }

    /** Means of figures of those names. */
    public FigureMeans(String... names) {
        for (String name : names) {
            sums.put(name, new Sum());
        }
    }

    private Sum sum(String name) {
        Sum sum = sums.get(name);
        if (sum == null) {
            throw new IllegalArgumentException("Expected a figure to be one of " + sums.keySet() + ", given " + name);
        }
        return sum;
    }

    /** Counts a value in; one that is not finite makes the mean so, too. */
    public void add(String name, double value) {
        Sum sum = sum(name);
        sum.total += value;
        sum.count++;
    }

    /**
     * Requires the mean so far to be finite, or nothing to be counted in.
     *
     * @throws DivergedException if it is not
     */
    public void requireFinite(String name) {
        Sum sum = sum(name);
        if (!Double.isFinite(sum.total)) {
            throw new DivergedException(name, sum.mean());
        }
    }

    /** The means by name, {@code NaN} where nothing was counted in; then begins anew. The map is the caller's own. */
    public Map<String, Double> take() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum.mean()));
        sums.replaceAll((name, sum) -> new Sum());
        return means;
    }
}
