package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.outcome.Provenance;

/** Requests at 6 W on a device that draws 3 W between them, on meters of several periods, at random phase. */
final class SlowMeterTest {
    private static final double IDLE_W = 3;
    private static final double BUSY_W = 6;
    private static final int REQUESTS = 1_000;

    /** A power meter on a made-up clock, in nanoseconds, of a device with one request. */
    private static final class Meter implements PowerMeter {
        private final long periodNanos;
        private final boolean averages;
        private long now;
        private long begin;
        private long end;

        Meter(long periodMillis, boolean averages) {
            periodNanos = periodMillis * 1_000_000;
            this.averages = averages;
        }

        private double joulesUntil(long nanos) {
            double busy = Math.max(0, Math.min(nanos, end) - begin);
            return (IDLE_W * nanos + (BUSY_W - IDLE_W) * busy) / 1e9;
        }

        @Override
        public MeterInfo info() {
            return new MeterInfo(
                    "made", "all", Quantity.POWER_W, 0.001, Duration.ofNanos(periodNanos), true, Provenance.MEASURED);
        }

        @Override
        public Reading read() {
            double watts = averages
                    ? (joulesUntil(now) - joulesUntil(now - periodNanos)) / (periodNanos / 1e9)
                    : now > begin && now <= end ? BUSY_W : IDLE_W;
            // The last digit of a meter moves: one that stands still has stalled.
            return new Reading(now, watts + 0.0005 * (now / periodNanos % 2));
        }

        @Override
        public void close() {}
    }

    /** The energy of a request that begins at a random phase of the meter's period, by the meter's readings around it. */
    private static WindowEnergy request(Meter meter, long millis, SplittableRandom random) {
        meter.now = 10 * meter.periodNanos;
        EnergyRecorder recorder = EnergyRecorder.withoutThread(meter, () -> meter.now);
        meter.begin = meter.now + 3 * meter.periodNanos + random.nextLong(meter.periodNanos);
        meter.end = meter.begin + millis * 1_000_000;
        while (meter.now < meter.end + 3 * meter.periodNanos) {
            meter.now += meter.periodNanos;
            recorder.take();
        }
        return recorder.energy(meter.begin, meter.end);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, false", "250, 40, false", "1000, 100, false", "1000, 100, true", "1000, 400, true"})
    void aMeterThatIsTooSlowForARequestTellsNoEnergy(long periodMillis, long requestMillis, boolean averages) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < REQUESTS; i++) {
            WindowEnergy energy = request(new Meter(periodMillis, averages), requestMillis, random);
            assertThat(energy)
                    .isInstanceOfSatisfying(
                            WindowEnergy.Absent.class,
                            absent -> assertThat(absent.reason()).contains("readings are needed"));
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 100, false", "10, 100, true", "10, 60, false", "100, 1000, true", "200, 1400, true"})
    void aMeterThatIsFastEnoughTellsItWithinTheErrorThatItStates(
            long periodMillis, long requestMillis, boolean averages) {
        SplittableRandom random = new SplittableRandom(2);
        double truth = BUSY_W * requestMillis / 1000;
        double sum = 0;
        for (int i = 0; i < REQUESTS; i++) {
            WindowEnergy energy = request(new Meter(periodMillis, averages), requestMillis, random);
            assertThat(energy).isInstanceOf(WindowEnergy.Known.class);
            WindowEnergy.Known known = (WindowEnergy.Known) energy;
            assertThat(known.joules()).isCloseTo(truth, within(known.errorJoules() + 1e-9));
            sum += known.joules();
        }
        assertThat(sum / REQUESTS).isCloseTo(truth, within(0.03 * truth));
    }
}
