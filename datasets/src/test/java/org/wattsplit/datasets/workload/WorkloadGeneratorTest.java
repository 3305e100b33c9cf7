package org.wattsplit.datasets.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.request.Request;

/** Drawn samples have the moments of their distributions. */
final class WorkloadGeneratorTest {
    private static final int COUNT = 40_000;

    private static double[] deadlines(Deadlines deadlines, int count) {
        return deadlines.draw(count, new SplittableRandom(1));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Mean and coefficient of variation of the gaps between arrivals. */
    private static double[] gaps(Arrivals arrivals) {
        double[] times = arrivals.draw(COUNT, new SplittableRandom(2));
        assertThat(times).isSorted();
        double[] gaps = new double[COUNT - 1];
        Arrays.setAll(gaps, i -> times[i + 1] - times[i]);
        double mean = mean(gaps);
        double variance = Arrays.stream(gaps)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow();
        return new double[] {mean, Math.sqrt(variance) / mean};
    }

    @Test
    void thePublishedRescaleHitsBothBoundsSoThatItsMeanFallsWithTheSample() {
        Deadlines.PublishedWeibull published = new Deadlines.PublishedWeibull(90.6, 5026.8);
        for (int count : new int[] {50, 10_000}) {
            double[] drawn = deadlines(published, count);
            assertThat(Arrays.stream(drawn).min()).hasValueCloseTo(90.6, within(1e-9));
            assertThat(Arrays.stream(drawn).max()).hasValueCloseTo(5026.8, within(1e-9));
        }
        // The largest of n exponential values is about log n: the mean of published samples is 1210 ms for 50, 609 for
        // 10,000; means over many samples of each size, to a few per cent.
        double small = 0;
        for (int seed = 0; seed < 200; seed++) {
            small += mean(published.draw(50, new SplittableRandom(seed))) / 200;
        }
        assertThat(small).isBetween(1100.0, 1350.0);
        double large = 0;
        for (int seed = 0; seed < 20; seed++) {
            large += mean(published.draw(10_000, new SplittableRandom(seed))) / 20;
        }
        assertThat(large).isBetween(550.0, 660.0);
    }

    @Test
    void theShiftedExponentialDoesNotDependOnTheSizeOfTheSample() {
        Deadlines.ShiftedExponential shifted = new Deadlines.ShiftedExponential(100, 600, 5000);
        double[] drawn = deadlines(shifted, COUNT);
        assertThat(Arrays.stream(drawn)).allMatch(deadline -> deadline >= 100 && deadline <= 5000);
        // The cut takes 500 exp(-9.8) off the mean, which is nothing here.
        assertThat(mean(drawn)).isCloseTo(600, within(4 * 500 / Math.sqrt(COUNT)));
        double[] first = deadlines(shifted, 50);
        assertThat(first).isEqualTo(Arrays.copyOf(drawn, 50));
    }

    @Test
    void uniformDeadlinesFillTheirRangeEvenly() {
        double[] drawn = deadlines(new Deadlines.Uniform(100, 300), COUNT);
        assertThat(mean(drawn)).isCloseTo(200, within(4 * 200 / Math.sqrt(12.0 * COUNT)));
        assertThat(Arrays.stream(drawn).filter(deadline -> deadline < 150).count() / (double) COUNT)
                .isCloseTo(0.25, within(0.01));
    }

    @Test
    void aTraceIsRepeatedInItsOrder() {
        assertThat(deadlines(new Deadlines.Trace(List.of(5.0, 7.0, 6.0)), 7)).containsExactly(5, 7, 6, 5, 7, 6, 5);
        assertThat(new Arrivals.Trace(List.of(0.0, 4.0, 4.0)).draw(2, new SplittableRandom(1)))
                .containsExactly(0, 4);
    }

    private static List<Deadlines.Part> parts(double first, double second) {
        return List.of(
                new Deadlines.Part(first, new Deadlines.Uniform(10, 20)),
                new Deadlines.Part(second, new Deadlines.Uniform(100, 300)));
    }

    @Test
    void classesHaveTheirSharesAndDistributionsInAnyOrder() {
        double[] drawn = deadlines(new Deadlines.Classes(parts(3, 1)), COUNT);
        double[] longer = Arrays.stream(drawn).filter(deadline -> deadline > 20).toArray();
        assertThat(longer.length / (double) COUNT).isCloseTo(0.25, within(0.01));
        assertThat(mean(longer)).isCloseTo(200, within(3.0));
        assertThat(changes(drawn) / (double) COUNT).isCloseTo(2 * 0.25 * 0.75, within(0.01));
    }

    @Test
    void phasesLastAsLongAsTheyAreSaidTo() {
        double[] drawn = deadlines(new Deadlines.Phases(parts(30, 10)), COUNT);
        double[] longer = Arrays.stream(drawn).filter(deadline -> deadline > 20).toArray();
        // A thousand visits of each: a standard error of 0.008 for the share.
        assertThat(longer.length / (double) COUNT).isCloseTo(0.25, within(0.04));
        assertThat(longer.length / (changes(drawn) / 2.0)).isCloseTo(10, within(1.5));
        assertThatThrownBy(() -> new Deadlines.Phases(parts(0.5, 10))).hasMessageContaining("at least one request");
        assertThatThrownBy(() -> new Deadlines.Phases(parts(5, 10).subList(0, 1)))
                .hasMessageContaining("at least two, given 1");
    }

    /** How often a deadline is of another part than the one before. */
    private static int changes(double[] drawn) {
        return (int) IntStream.range(1, drawn.length)
                .filter(i -> (drawn[i] > 20) != (drawn[i - 1] > 20))
                .count();
    }

    @Test
    void aScaleMultipliesEachDeadline() {
        Deadlines deadlines = new Deadlines.Uniform(100, 300);
        double[] drawn = deadlines(deadlines, 10);
        double[] scaled = deadlines(new Deadlines.Scaled(deadlines, 0.5), 10);
        assertThat(scaled)
                .containsExactly(Arrays.stream(drawn).map(one -> one / 2).toArray());
    }

    @Test
    void gapsHaveTheirRateAndVariation() {
        assertThat(gaps(new Arrivals.Poisson(4))[0]).isCloseTo(250, within(6.0));
        assertThat(gaps(new Arrivals.Poisson(4))[1]).isCloseTo(1, within(0.03));
        assertThat(gaps(new Arrivals.Gamma(4, 3))[0]).isCloseTo(250, within(18.0));
        assertThat(gaps(new Arrivals.Gamma(4, 3))[1]).isCloseTo(3, within(0.3));
        assertThat(gaps(new Arrivals.Gamma(4, 0.5))[1]).isCloseTo(0.5, within(0.02));
        assertThat(gaps(new Arrivals.Uniform(4))[0]).isCloseTo(250, within(4.0));
        assertThat(gaps(new Arrivals.Uniform(4))[1]).isCloseTo(1 / Math.sqrt(3), within(0.01));
    }

    @Test
    void anOnOffProcessIsOnForItsShareOfTheTime() {
        double[] gaps = gaps(new Arrivals.OnOff(10, 2, 6));
        // On for a quarter of the time: 2.5 requests a second on average, in bursts.
        assertThat(gaps[0]).isCloseTo(400, within(40.0));
        assertThat(gaps[1]).isGreaterThan(2);
    }

    @Test
    void deadlinesAndArrivalsHaveStreamsOfTheirOwn() {
        Deadlines deadlines = new Deadlines.Uniform(10, 20);
        Workload closed = generate(deadlines, new Arrivals.ClosedLoop(), 5);
        Workload open = generate(deadlines, new Arrivals.Poisson(1), 5);
        assertThat(closed.closedLoop()).isTrue();
        assertThat(open.closedLoop()).isFalse();
        assertThat(open.requests().stream().map(Request::deadlineMillis))
                .containsExactlyElementsOf(
                        closed.requests().stream().map(Request::deadlineMillis).toList());
        assertThat(generate(deadlines, new Arrivals.Poisson(1), 5)).isEqualTo(open);
        assertThat(generate(deadlines, new Arrivals.Poisson(1), 6)).isNotEqualTo(open);
    }

    private static Workload generate(Deadlines deadlines, Arrivals arrivals, long seed) {
        return WorkloadGenerator.generate("w", "any", 100, deadlines, arrivals, seed);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Deadlines.Uniform(0, 5)).hasMessageContaining("above 0, given 0");
        assertThatThrownBy(() -> new Deadlines.Uniform(5, 5)).hasMessageContaining("above the least, 5");
        assertThatThrownBy(() -> new Deadlines.PublishedWeibull(5, Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> new Deadlines.ShiftedExponential(5, 4, 9)).hasMessageContaining("given 4");
        assertThatThrownBy(() -> new Deadlines.Trace(List.of(1.0, 0.0))).hasMessageContaining("given 0");
        assertThatThrownBy(() -> new Arrivals.Poisson(0)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Arrivals.Trace(List.of(2.0, 1.0))).hasMessageContaining("given 1");
        assertThatThrownBy(() -> new Arrivals.Trace(List.of(2.0)).draw(2, new SplittableRandom(1)))
                .hasMessageContaining("at most the trace's 1");
        assertThatThrownBy(() -> WorkloadGenerator.generate(
                        "w", "any", 0, new Deadlines.Uniform(1, 2), new Arrivals.ClosedLoop(), 1))
                .hasMessageContaining("at least 1");
    }
}
