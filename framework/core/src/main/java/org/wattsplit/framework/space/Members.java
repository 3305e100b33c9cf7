package org.wattsplit.framework.space;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The only configurations that a restricted space has.
 *
 * @param reason why no other is one of it
 * @param codes their codes, ascending
 * @param configurations the same configurations in the same order, at least one
 */
record Members(String reason, long[] codes, List<Configuration> configurations) {
    static Members of(String reason, Collection<Configuration> configurations) {
        List<Configuration> ascending = List.copyOf(new TreeSet<>(configurations));
        return new Members(
                reason, ascending.stream().mapToLong(Configuration::code).toArray(), ascending);
    }

    boolean has(long code) {
        return Arrays.binarySearch(codes, code) >= 0;
    }

    Configuration nearest(int[] choices, Positions positions) {
        return configurations.stream()
                .min(Comparator.comparingDouble(member -> positions.distance(choices, member)))
                .orElseThrow();
    }
}
