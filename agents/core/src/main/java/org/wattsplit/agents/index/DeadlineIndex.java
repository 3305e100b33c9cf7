package org.wattsplit.agents.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.request.DeadlineDistribution;

/**
 * For every deadline the best action, computed beforehand: the cheapest whose latency meets it, unless missing it with
 * the cheapest of all costs less. With an infinite price of a miss, and no action that meets the deadline, it is the
 * fastest. A choice takes a binary search over the deadlines where it changes. Immutable.
 */
public final class DeadlineIndex {
    private final int[] candidates;
    private final double[] latencyMillis;
    private final double[] cost;
    private final double[] tie;
    private final double missCost;
    private final double[] thresholds;
    private final int[] choices;
    private final boolean[] missed;

    private DeadlineIndex(int[] candidates, double[] latencyMillis, double[] cost, double[] tie, double missCost) {
        this.candidates = candidates;
        this.latencyMillis = latencyMillis;
        this.cost = cost;
        this.tie = tie;
        this.missCost = missCost;
        int[] byLatency = sorted(
                candidates,
                Comparator.<Integer>comparingDouble(i -> latencyMillis[i]).thenComparingDouble(i -> cost[i]));
        int cheapest = sorted(
                candidates,
                Comparator.<Integer>comparingDouble(i -> cost[i])
                        .thenComparingDouble(i -> tie[i])
                        .thenComparingDouble(i -> latencyMillis[i]))[0];
        int sacrifice = Double.isInfinite(missCost) ? byLatency[0] : cheapest;
        double sacrificeCost = cost[sacrifice] + missCost;

        double[] steps = new double[candidates.length];
        int[] stepChoices = new int[candidates.length + 1];
        boolean[] stepMissed = new boolean[candidates.length + 1];
        stepChoices[0] = sacrifice;
        stepMissed[0] = true;
        int count = 0;
        int best = -1;
        for (int action : byLatency) {
            boolean better =
                    best < 0 || cost[action] < cost[best] || (cost[action] == cost[best] && tie[action] < tie[best]);
            if (better) {
                best = action;
                boolean miss = sacrificeCost < cost[best];
                if (count > 0 && steps[count - 1] == latencyMillis[action]) {
                    count--;
                }
                steps[count] = latencyMillis[action];
                count++;
                stepChoices[count] = miss ? sacrifice : best;
                stepMissed[count] = miss;
            }
        }
        thresholds = Arrays.copyOf(steps, count);
        choices = Arrays.copyOf(stepChoices, count + 1);
        missed = Arrays.copyOf(stepMissed, count + 1);
    }

    /**
     * The index of some actions.
     *
     * @param candidates the actions to choose among, at least one
     * @param latencyMillis latency by action
     * @param cost cost of meeting the deadline, by action
     * @param tie what decides between equal costs, less being better, by action
     * @param missCost what a miss costs on top; infinite when no saving is worth one
     */
    public static DeadlineIndex of(
            int[] candidates, double[] latencyMillis, double[] cost, double[] tie, double missCost) {
        return new DeadlineIndex(candidates.clone(), latencyMillis.clone(), cost.clone(), tie.clone(), missCost);
    }

    private static int[] sorted(int[] candidates, Comparator<Integer> order) {
        List<Integer> boxed = Arrays.stream(candidates).boxed().sorted(order).toList();
        return boxed.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The numbers from 0 to below {@code count}: all actions as candidates. */
    public static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    private int step(double deadlineMillis) {
        int low = 0;
        int high = thresholds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (thresholds[middle] <= deadlineMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The best action for a deadline. */
    public int choose(double deadlineMillis) {
        return choices[step(deadlineMillis)];
    }

    /** The cost of the best action for a deadline, the price of a miss included where it misses. */
    public double costOf(double deadlineMillis) {
        int step = step(deadlineMillis);
        return cost[choices[step]] + (missed[step] ? missCost : 0);
    }

    /** The best of the allowed actions for a deadline; linear time unless all are allowed. */
    public int choose(double deadlineMillis, ActionMask mask) {
        if (mask.allowsAll()) {
            return choose(deadlineMillis);
        }
        int[] allowed = Arrays.stream(candidates).filter(mask::allows).toArray();
        if (allowed.length == 0) {
            return IntStream.range(0, mask.size())
                    .filter(mask::allows)
                    .findFirst()
                    .orElseThrow();
        }
        return new DeadlineIndex(allowed, latencyMillis, cost, tie, missCost).choose(deadlineMillis);
    }

    /** The expected cost of choosing the best action for each deadline; the price of a miss must be finite. */
    public double expectedCost(DeadlineDistribution deadlines) {
        double sum = 0;
        double below = 0;
        for (int step = 0; step <= thresholds.length; step++) {
            double upTo = step < thresholds.length ? deadlines.missedShare(thresholds[step]) : 1;
            sum += (upTo - below) * (cost[choices[step]] + (missed[step] ? missCost : 0));
            below = upTo;
        }
        return sum;
    }
}
