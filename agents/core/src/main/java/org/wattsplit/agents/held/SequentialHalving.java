package org.wattsplit.agents.held;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.wattsplit.framework.file.ArrayStore;

/**
 * Finds the arm of the least mean cost within a budget of pulls: in each of about log2(arms) rounds those that are left
 * share an equal part of the budget, and the better half stays (Karnin, Koren and Somekh, "Almost optimal exploration in
 * multi-armed bandits", ICML 2013). Deviations: pulls come in blocks, arms by turns, so that all of them see the same
 * kinds of times; and means are over all pulls of an arm, not over those of a round.
 */
final class SequentialHalving {
    private final int arms;
    private final long roundPulls;
    private final int block;
    private final double[] sums;
    private final long[] pulls;
    private List<Integer> left;
    private long pulled;
    private long roundBegan;

    SequentialHalving(int arms, long budget, int block) {
        this.arms = arms;
        this.block = block;
        int rounds = Math.max(1, 32 - Integer.numberOfLeadingZeros(arms - 1));
        roundPulls = Math.max(1, budget / rounds);
        sums = new double[arms];
        pulls = new long[arms];
        left = all();
    }

    private List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int arm = 0; arm < arms; arm++) {
            all.add(arm);
        }
        return all;
    }

    /** The arm to pull next. */
    int next() {
        return left.get((int) ((pulled - roundBegan) / block % left.size()));
    }

    /** Tells what the arm that was to be pulled cost. */
    void cost(int arm, double cost) {
        sums[arm] += cost;
        pulls[arm]++;
        pulled++;
        if (left.size() > 1 && pulled - roundBegan >= roundPulls) {
            left.sort(Comparator.comparingDouble(this::mean));
            left = new ArrayList<>(left.subList(0, (left.size() + 1) / 2));
            left.sort(Comparator.naturalOrder());
            roundBegan = pulled;
        }
    }

    /** The mean cost of an arm; infinite where it was not pulled. */
    double mean(int arm) {
        return pulls[arm] == 0 ? Double.POSITIVE_INFINITY : sums[arm] / pulls[arm];
    }

    /** The best of the arms that are left, or another one where none was pulled. */
    int best(int otherwise) {
        return pulled == 0
                ? otherwise
                : left.stream().min(Comparator.comparingDouble(this::mean)).orElseThrow();
    }

    /** How many are left. */
    int left() {
        return left.size();
    }

    void save(ArrayStore store) {
        store.put("arms.sums", sums);
        store.put("arms.pulls", pulls);
        store.put("arms.left", left.stream().mapToLong(Integer::longValue).toArray());
        store.put("arms.counts", pulled, roundBegan);
    }

    void load(ArrayStore store) {
        System.arraycopy(store.doubles("arms.sums", arms), 0, sums, 0, arms);
        System.arraycopy(store.longs("arms.pulls", arms), 0, pulls, 0, arms);
        left = new ArrayList<>(Arrays.stream(store.longs("arms.left", store.length("arms.left")))
                .mapToObj(arm -> (int) arm)
                .toList());
        long[] counts = store.longs("arms.counts", 2);
        pulled = counts[0];
        roundBegan = counts[1];
    }
}
