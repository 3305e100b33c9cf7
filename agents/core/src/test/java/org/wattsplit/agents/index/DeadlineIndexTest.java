package org.wattsplit.agents.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;

/** Against the plain scan that the index replaces. */
final class DeadlineIndexTest {
    private final SplittableRandom random = new SplittableRandom(5);

    private double[] values(int count, int levels) {
        return random.ints(count, 1, levels).asDoubleStream().toArray();
    }

    private static double scan(double[] latency, double[] cost, double missCost, double deadline) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < latency.length; i++) {
            best = Math.min(best, cost[i] + (latency[i] > deadline ? missCost : 0));
        }
        return best;
    }

    @Test
    void theChoiceCostsWhatTheBestOfAllCosts() {
        for (int instance = 0; instance < 300; instance++) {
            int count = 1 + random.nextInt(12);
            double[] latency = values(count, 20);
            double[] cost = values(count, 30);
            double missCost = random.nextInt(40);
            DeadlineIndex index =
                    DeadlineIndex.of(DeadlineIndex.all(count), latency, cost, new double[count], missCost);
            for (double deadline = 0.5; deadline < 22; deadline += 0.5) {
                int choice = index.choose(deadline);
                double best = scan(latency, cost, missCost, deadline);
                assertThat(cost[choice] + (latency[choice] > deadline ? missCost : 0))
                        .isEqualTo(best);
                assertThat(index.costOf(deadline)).isEqualTo(best);
            }
        }
    }

    @Test
    void whereLatenessHasAPriceTheChoiceCostsWhatTheBestOfAllCosts() {
        for (int instance = 0; instance < 500; instance++) {
            int count = 1 + random.nextInt(12);
            double[] latency = values(count, 20);
            double[] cost = values(count, 30);
            double missCost = random.nextInt(4) == 0 ? 0 : random.nextInt(20);
            double rate = 0.1 + 5 * random.nextDouble();
            DeadlineIndex index =
                    DeadlineIndex.of(DeadlineIndex.all(count), latency, cost, new double[count], missCost, rate);
            for (double deadline = -3; deadline < 22; deadline += 0.125) {
                double best = Double.POSITIVE_INFINITY;
                double chosen = Double.NaN;
                for (int i = 0; i < count; i++) {
                    double late = Math.max(0, latency[i] - deadline);
                    double now = cost[i] + (late > 0 ? missCost + rate * late : 0);
                    best = Math.min(best, now);
                    chosen = i == index.choose(deadline) ? now : chosen;
                }
                assertThat(chosen).isCloseTo(best, within(1e-9));
                assertThat(index.costOf(deadline)).isCloseTo(best, within(1e-9));
            }
        }
    }

    @Test
    void withoutAPriceForAMissTheFastestIsTakenWhenNoneIsInTime() {
        for (int instance = 0; instance < 300; instance++) {
            int count = 1 + random.nextInt(12);
            double[] latency = values(count, 20);
            double[] cost = values(count, 30);
            DeadlineIndex index = DeadlineIndex.of(
                    DeadlineIndex.all(count), latency, cost, new double[count], Double.POSITIVE_INFINITY);
            for (double deadline = 0.5; deadline < 22; deadline += 0.5) {
                int choice = index.choose(deadline);
                double best = scan(latency, cost, Double.POSITIVE_INFINITY, deadline);
                if (Double.isInfinite(best)) {
                    assertThat(latency[choice])
                            .isEqualTo(IntStream.range(0, count)
                                    .mapToDouble(i -> latency[i])
                                    .min()
                                    .orElseThrow());
                } else {
                    assertThat(latency[choice]).isLessThanOrEqualTo(deadline);
                    assertThat(cost[choice]).isEqualTo(best);
                }
            }
        }
    }

    @Test
    void onlyCandidatesThatTheMaskAllowsAreTaken() {
        double[] latency = {5, 5, 1};
        double[] cost = {1, 2, 9};
        DeadlineIndex index = DeadlineIndex.of(new int[] {0, 1, 2}, latency, cost, new double[3], 100);
        assertThat(index.choose(6, ActionMask.all(3))).isZero();
        assertThat(index.choose(6, ActionMask.of(false, true, true))).isEqualTo(1);
        assertThat(index.choose(2, ActionMask.of(true, true, false))).isZero();
        DeadlineIndex two = DeadlineIndex.of(new int[] {1, 2}, latency, cost, new double[3], 100);
        assertThat(two.choose(6)).isEqualTo(1);
        assertThat(two.choose(6, ActionMask.of(true, false, false))).isZero();
    }

    @Test
    void equalCostsAreDecidedByTheTie() {
        double[] latency = {3, 4};
        double[] cost = {7, 7};
        assertThat(DeadlineIndex.of(new int[] {0, 1}, latency, cost, new double[] {0, -1}, 100)
                        .choose(10))
                .isEqualTo(1);
        assertThat(DeadlineIndex.of(new int[] {0, 1}, latency, cost, new double[] {-1, 0}, 100)
                        .choose(10))
                .isZero();
    }

    @Test
    void aMaskLeavesTheTieAsItIs() {
        DeadlineIndex index = DeadlineIndex.of(
                new int[] {0, 1, 2}, new double[] {3, 4, 1}, new double[] {7, 7, 9}, new double[] {0, -1, 0}, 100);
        assertThat(index.choose(10, ActionMask.of(true, true, false))).isEqualTo(1);
    }

    @Test
    void theExpectedCostIsTheMeanOverTheDeadlines() {
        for (int instance = 0; instance < 100; instance++) {
            int count = 1 + random.nextInt(8);
            DeadlineIndex index = DeadlineIndex.of(
                    DeadlineIndex.all(count),
                    values(count, 20),
                    values(count, 30),
                    new double[count],
                    25,
                    instance % 2 * 3.7 * random.nextDouble());
            List<Request> requests = IntStream.range(0, 40)
                    .mapToObj(i -> new Request(i, "m", 0, 1 + random.nextInt(20)))
                    .toList();
            double mean = requests.stream()
                    .mapToDouble(request -> index.costOf(request.deadlineMillis()))
                    .average()
                    .orElseThrow();
            assertThat(index.expectedCost(DeadlineDistribution.of(requests))).isCloseTo(mean, within(1e-9));
        }
    }
}
