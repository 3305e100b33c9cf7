package org.wattsplit.testbed.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/**
 * The order in which all configurations of a space are visited several times: round by round, so that what drifts in an hour
 * meets all of them, in another order each time. Those of one cut follow each other within a round, as its halves take long to
 * load.
 */
public final class ProfileOrder {
    private ProfileOrder() {}

    /**
     * All visits in order.
     *
     * @param rounds how often each configuration is visited, at least 1
     * @param random chance of the order
     */
    public static List<Configuration> of(ConfigurationSpace space, int rounds, RandomGenerator random) {
        Map<String, List<Configuration>> byCut = new TreeMap<>();
        space.stream()
                .forEach(one -> byCut.computeIfAbsent(one.value(Knob.SPLIT_LAYER), key -> new ArrayList<>())
                        .add(one));
        List<Configuration> order = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<String> cuts = new ArrayList<>(byCut.keySet());
            shuffle(cuts, random);
            for (String cut : cuts) {
                List<Configuration> same = new ArrayList<>(byCut.getOrDefault(cut, List.of()));
                shuffle(same, random);
                order.addAll(same);
            }
        }
        return order;
    }

    /** Brings a list that may be changed into another order. */
    public static <T> void shuffle(List<T> list, RandomGenerator random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }
}
