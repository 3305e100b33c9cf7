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
 * fastest. Where lateness has a price, too, the best of those that are late depends on how late each is. A choice takes a binary search over the deadlines where it changes. Immutable.
 */
public final class DeadlineIndex {
    private final int[] candidates;
    private final double[] latencyMillis;
    private final double[] cost;
    private final double[] tie;
    private final double missCost;
    private final double lateJoulesPerMilli;
    private final double[] thresholds;
    private final int[] choices;
    private final boolean[] missed;

    private DeadlineIndex(
            int[] candidates,
            double[] latencyMillis,
            double[] cost,
            double[] tie,
            double missCost,
            double lateJoulesPerMilli) {
        this.candidates = candidates;
        this.latencyMillis = latencyMillis;
        this.cost = cost;
        this.tie = tie;
        this.missCost = missCost;
        this.lateJoulesPerMilli = lateJoulesPerMilli;
        int[] byLatency = sorted(
                candidates,
                Comparator.<Integer>comparingDouble(i -> latencyMillis[i]).thenComparingDouble(i -> cost[i]));
        Steps steps = lateJoulesPerMilli > 0 ? late(byLatency) : missed(byLatency);
        thresholds = steps.thresholds();
        choices = steps.choices();
        missed = steps.missed();
    }

    /** From which deadline on which action is best, and whether it misses; the first choice holds below all thresholds. */
    private record Steps(double[] thresholds, int[] choices, boolean[] missed) {}

    /** The steps where a late answer costs the same however late it is. */
    private Steps missed(int[] byLatency) {
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
        return new Steps(
                Arrays.copyOf(steps, count),
                Arrays.copyOf(stepChoices, count + 1),
                Arrays.copyOf(stepMissed, count + 1));
    }

    /**
     * The steps where lateness has a price. Between two latencies the action that is best in time stays the same, as does the best
     * late one, which gets cheaper as the deadline comes closer to it: there is one step between the two at most.
     */
    private Steps late(int[] byLatency) {
        int count = byLatency.length;
        // Of those from a position on, the least cost but for the deadline's part in the lateness.
        int[] bestLate = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            bestLate[i] = i < count - 1 && lateCost(bestLate[i + 1]) < lateCost(byLatency[i])
                    ? bestLate[i + 1]
                    : byLatency[i];
        }
        double[] at = new double[2 * count];
        int[] choice = new int[2 * count + 1];
        boolean[] misses = new boolean[2 * count + 1];
        choice[0] = bestLate[0];
        misses[0] = true;
        int steps = 0;
        int best = byLatency[0];
        for (int i = 0; i < count; i++) {
            int action = byLatency[i];
            best = cost[action] < cost[best] || (cost[action] == cost[best] && tie[action] < tie[best]) ? action : best;
            double from = latencyMillis[action];
            double to = i + 1 < count ? latencyMillis[byLatency[i + 1]] : Double.POSITIVE_INFINITY;
            if (from == to) {
                continue;
            }
            double change = i + 1 < count
                    ? (lateCost(bestLate[i + 1]) + missCost - cost[best]) / lateJoulesPerMilli
                    : Double.POSITIVE_INFINITY;
            if (change > from) {
                at[steps++] = from;
                choice[steps] = best;
            }
            if (change < to) {
                at[steps++] = Math.max(from, change);
                choice[steps] = bestLate[i + 1];
                misses[steps] = true;
            }
        }
        return new Steps(Arrays.copyOf(at, steps), Arrays.copyOf(choice, steps + 1), Arrays.copyOf(misses, steps + 1));
    }

    private double lateCost(int action) {
        return cost[action] + lateJoulesPerMilli * latencyMillis[action];
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
        return of(candidates, latencyMillis, cost, tie, missCost, 0);
    }

    /**
     * The same where lateness has a price.
     *
     * @param lateJoulesPerMilli what each millisecond costs that an answer is late, beyond the miss; of no account where the
     *     price of a miss is infinite
     */
    public static DeadlineIndex of(
            int[] candidates,
            double[] latencyMillis,
            double[] cost,
            double[] tie,
            double missCost,
            double lateJoulesPerMilli) {
        return new DeadlineIndex(
                candidates.clone(),
                latencyMillis.clone(),
                cost.clone(),
                tie.clone(),
                missCost,
                Double.isInfinite(missCost) ? 0 : lateJoulesPerMilli);
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
        double late = lateJoulesPerMilli > 0 ? latencyMillis[choices[step]] - deadlineMillis : 0;
        return cost[choices[step]] + (missed[step] ? missCost + lateJoulesPerMilli * late : 0);
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
        return new DeadlineIndex(allowed, latencyMillis, cost, tie, missCost, lateJoulesPerMilli)
                .choose(deadlineMillis);
    }

    /** The expected cost of choosing the best action for each deadline; the price of a miss must be finite. */
    public double expectedCost(DeadlineDistribution deadlines) {
        double sum = 0;
        double below = 0;
        for (int step = 0; step <= thresholds.length; step++) {
            double upTo = step < thresholds.length ? deadlines.missedShare(thresholds[step]) : 1;
            sum += (upTo - below) * (cost[choices[step]] + (missed[step] ? missCost : 0));
            if (missed[step] && lateJoulesPerMilli > 0) {
                sum += lateJoulesPerMilli * lateness(step, deadlines);
            }
            below = upTo;
        }
        return sum;
    }

    /** How late the choice of a step is, over all deadlines. */
    private double lateness(int step, DeadlineDistribution deadlines) {
        double latency = latencyMillis[choices[step]];
        double upTo = deadlines.lateness(latency, step < thresholds.length ? thresholds[step] : latency);
        return step == 0 ? upTo : upTo - deadlines.lateness(latency, thresholds[step - 1]);
    }
}
