package org.wattsplit.study.networks;

import java.util.List;

/**
 * How halves compare with the whole.
 *
 * @param largestOutput the largest element of the whole's output, without its sign
 * @param cuts each cut's halves
 */
public record HalvesResult(double largestOutput, List<Halves> cuts) {
    public HalvesResult {
        cuts = List.copyOf(cuts);
    }

    /**
     * One cut's halves; times are medians.
     *
     * @param cut the cut
     * @param tensor what crosses it
     * @param difference the most that an element of their output differs from the whole's
     * @param wholeMs the whole
     * @param headMs the head
     * @param tailMs the tail
     */
    public record Halves(int cut, String tensor, double difference, double wholeMs, double headMs, double tailMs) {
        /** How many times as long as the whole both take. */
        public double ratio() {
            return (headMs + tailMs) / wholeMs;
        }
    }

    /** Whether no output differs by more than a share of the largest one. */
    public boolean within(double bound) {
        return cuts.stream().allMatch(one -> one.difference() <= bound * Math.max(1e-30, largestOutput));
    }
}
