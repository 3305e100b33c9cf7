package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.outcome.Provenance;

/** Requests of 60 ms at 6 W and 40 ms at 3 W, back to back, on meters that read less often than one ends. */
final class RequestBlocksTest {
    private static final double IDLE_W = 3;
    private static final double BUSY_W = 6;
    private static final long BUSY_NANOS = 60_000_000;
    private static final long WAIT_NANOS = 40_000_000;
    private static final double TRUTH_J = 0.06 * BUSY_W + 0.04 * IDLE_W;
    private static final int SEEDS = 100;
    private static final int LEAST_BLOCKS = 5;
    private static final int MOST_BLOCKS = 400;
    private static final double PRECISION = 0.02;

    /** A device and its meter on a made-up clock, which goes on as requests run. */
    private static final class Bench implements PowerMeter {
        private final long periodNanos;
        private final boolean averages;
        private long now;
        private double watts = IDLE_W;
        private double joules;
        private double joulesAtReading;
        private long nextReading;
        private long readings;

        Bench(long periodMillis, boolean averages, SplittableRandom random) {
            periodNanos = periodMillis * 1_000_000;
            this.averages = averages;
            nextReading = random.nextLong(periodNanos);
        }

        /** Goes on, and takes the readings that fall due. */
        void pass(long nanos, double drawn, EnergyRecorder recorder) {
            watts = drawn;
            long end = now + nanos;
            while (nextReading <= end) {
                joules += watts * (nextReading - now) / 1e9;
                now = nextReading;
                recorder.take();
                joulesAtReading = joules;
                nextReading += periodNanos;
            }
            joules += watts * (end - now) / 1e9;
            now = end;
        }

        @Override
        public MeterInfo info() {
            return new MeterInfo(
                    "made", "all", Quantity.POWER_W, 0.001, Duration.ofNanos(periodNanos), true, Provenance.MEASURED);
        }

        @Override
        public Reading read() {
            double read = averages && readings > 0 ? (joules - joulesAtReading) / (periodNanos / 1e9) : watts;
            // The last digit of a meter moves: one that stands still has stalled.
            return new Reading(now, read + 0.0005 * (readings++ % 2));
        }

        @Override
        public void close() {}
    }

    private static void request(Bench bench, EnergyRecorder recorder) {
        bench.pass(BUSY_NANOS, BUSY_W, recorder);
        bench.pass(WAIT_NANOS, IDLE_W, recorder);
    }

    /** Blocks until their mean is told to 2 %. */
    private static BlockMean measured(long periodMillis, boolean averages, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bench bench = new Bench(periodMillis, averages, random);
        EnergyRecorder recorder = EnergyRecorder.withoutThread(bench, () -> bench.now);
        RequestBlocks blocks = new RequestBlocks(
                recorder, Duration.ofSeconds(1), () -> bench.now, nanos -> bench.pass(nanos, IDLE_W, recorder), random);
        bench.pass(3 * bench.periodNanos, IDLE_W, recorder);
        List<Double> joules = new ArrayList<>();
        while (joules.size() < MOST_BLOCKS) {
            double quiet = blocks.quiet().watts();
            request(bench, recorder);
            joules.add(blocks.run(1, quiet, () -> request(bench, recorder)).joulesPerRequest());
            BlockMean mean = BlockMean.of(joules);
            if (joules.size() >= LEAST_BLOCKS && mean.within(PRECISION)) {
                return mean;
            }
        }
        return BlockMean.of(joules);
    }

    @ParameterizedTest
    @CsvSource({"200, false", "250, false", "1000, false", "200, true", "250, true", "1000, true"})
    void theMeanIsTrueAndItsIntervalHoldsTheTruth(long periodMillis, boolean averages) {
        double sum = 0;
        int covered = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            BlockMean mean = measured(periodMillis, averages, seed);
            sum += mean.mean();
            covered += Math.abs(mean.mean() - TRUTH_J) <= mean.halfWidth() ? 1 : 0;
        }
        assertThat(sum / SEEDS).isCloseTo(TRUTH_J, within(0.005 * TRUTH_J));
        assertThat(covered).isGreaterThanOrEqualTo(90);
    }

    @Test
    void inStepWithTheMeterRequestsWouldLookAlikeAtEachReading() {
        Bench bench = new Bench(1000, false, new SplittableRandom(1));
        EnergyRecorder recorder = EnergyRecorder.withoutThread(bench, () -> bench.now);
        bench.pass(3 * bench.periodNanos, IDLE_W, recorder);
        long from = recorder.mark();
        for (int i = 0; i < 130; i++) {
            request(bench, recorder);
        }
        double joules = recorder.meanPower(from, recorder.mark()).watts() * 0.1;
        assertThat(Math.abs(joules / TRUTH_J - 1))
                .as("what the pauses of a block are for")
                .isGreaterThan(0.2);
    }

    @Test
    void aBlockSaysWhatItIsMadeOf() {
        Bench bench = new Bench(200, true, new SplittableRandom(4));
        EnergyRecorder recorder = EnergyRecorder.withoutThread(bench, () -> bench.now);
        RequestBlocks blocks = new RequestBlocks(
                recorder,
                Duration.ofSeconds(5),
                () -> bench.now,
                nanos -> bench.pass(nanos, IDLE_W, recorder),
                new SplittableRandom(4));
        bench.pass(3 * bench.periodNanos, IDLE_W, recorder);
        assertThat(blocks.quiet().watts()).isCloseTo(IDLE_W, within(0.001));
        RequestBlocks.Block block = blocks.run(60, IDLE_W, () -> request(bench, recorder));
        assertThat(block.requests()).isEqualTo(60);
        assertThat(block.seconds()).isCloseTo(6 + block.pauseSeconds(), within(1e-9));
        assertThat(block.pauseSeconds()).isBetween(0.5, 2.0);
        assertThat(block.readings()).isBetween(30, 40);
        assertThat(block.joulesPerRequest()).isCloseTo(TRUTH_J, within(0.02 * TRUTH_J));
        assertThat(block.provenance()).isEqualTo(Provenance.MEASURED);
    }

    @Test
    void aQuietTimeThatDrawsMoreThanRequestsIsRefused() {
        Bench bench = new Bench(200, true, new SplittableRandom(4));
        EnergyRecorder recorder = EnergyRecorder.withoutThread(bench, () -> bench.now);
        RequestBlocks blocks = new RequestBlocks(
                recorder,
                Duration.ofSeconds(1),
                () -> bench.now,
                nanos -> bench.pass(nanos, IDLE_W, recorder),
                new SplittableRandom(4));
        bench.pass(3 * bench.periodNanos, IDLE_W, recorder);
        assertThatThrownBy(() -> blocks.run(1, 50, () -> request(bench, recorder)))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("would have taken more at 50.0 W");
    }

    @Test
    void oneBlockTellsNoError() {
        assertThat(BlockMean.of(List.of(2.0)).halfWidth()).isInfinite();
        assertThat(BlockMean.of(List.of(2.0)).within(0.5)).isFalse();
    }

    @Test
    void theErrorOfAMeanIsThatOfTheSpreadOfItsBlocks() {
        BlockMean mean = BlockMean.of(List.of(1.0, 2.0, 3.0));
        assertThat(mean.mean()).isEqualTo(2);
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(1.0 / 3), within(1e-12));
        // Student's t with two degrees of freedom.
        assertThat(mean.halfWidth()).isCloseTo(4.3027 * mean.standardError(), within(1e-4));
    }
}
