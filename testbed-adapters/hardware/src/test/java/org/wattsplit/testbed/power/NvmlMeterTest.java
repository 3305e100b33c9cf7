package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A counter with a new value every so many milliseconds, on a made-up clock. */
final class NvmlMeterTest {
    private static final long MILLI = 1_000_000;

    private long nanos = 12_345_678;
    private long stepMillis = 100;
    /** What was drawn until a time in ms, in mJ. */
    private LongUnaryOperator drawn = millis -> 70 * millis;

    private @Nullable MeterException failure;
    private boolean closed;

    private final NvmlMeter.EnergySource source = new NvmlMeter.EnergySource() {
        @Override
        public long millijoules() {
            if (failure != null) {
                throw failure;
            }
            return drawn.applyAsLong(nanos / MILLI / stepMillis * stepMillis);
        }

        @Override
        public void close() {
            closed = true;
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 100})
    void readingIsTheMeanPowerOfNoMoreThanAPeriod(long step) {
        stepMillis = step;
        // 70 W, and 400 W in every other half second.
        drawn = millis -> 70 * millis + 330 * (millis / 1000 * 500 + Math.max(0, millis % 1000 - 500));
        PowerMeter meter = meter(250);
        for (int i = 1; i <= 40; i++) {
            nanos = Math.max(nanos, 250 * MILLI * i);
            Reading reading = meter.read();
            long end = reading.nanos() / MILLI;
            assertThat(reading.value()).isBetween(0.97 * least(end), 1.03 * most(end));
        }
    }

    private double least(long endMillis) {
        return isQuietIn(endMillis - 260, endMillis) ? 70 : 400;
    }

    private double most(long endMillis) {
        return isBusyIn(endMillis - 260, endMillis) ? 400 : 70;
    }

    private static boolean isQuietIn(long from, long to) {
        return from % 1000 < 500 || to % 1000 < 500;
    }

    private static boolean isBusyIn(long from, long to) {
        return from % 1000 >= 500 || to % 1000 >= 500;
    }

    @Test
    void energyOfAWindowIsThatOfTheCounter() {
        drawn = millis ->
                millis < 3000 ? 70 * millis : millis < 9000 ? 400 * millis - 990_000 : 70 * millis + 1_980_000;
        EnergyRecorder recorder = EnergyRecorder.withoutThread(meter(250), () -> nanos);
        long from = 0;
        long to = 0;
        for (int i = 1; i <= 50; i++) {
            nanos = Math.max(nanos, 250 * MILLI * i);
            recorder.take();
            from = i == 8 ? recorder.mark() : from;
            to = i == 42 ? recorder.mark() : to;
        }
        double truth = (drawn.applyAsLong(to / MILLI) - drawn.applyAsLong(from / MILLI)) / 1e3;
        assertThat(recorder.energy(from, to)).isInstanceOfSatisfying(WindowEnergy.Known.class, known -> {
            assertThat(known.joules()).isCloseTo(truth, within(known.errorJoules()));
            assertThat(known.errorJoules()).isLessThan(0.12 * truth);
        });
    }

    @Test
    void requestBetweenTwoStepsIsAbsentAndNot0() {
        EnergyRecorder recorder = EnergyRecorder.withoutThread(meter(250), () -> nanos);
        long from = recorder.mark();
        nanos += 10 * MILLI;
        assertThat(recorder.energy(from, recorder.mark())).isInstanceOf(WindowEnergy.Absent.class);
    }

    @Test
    void readingAfterAPauseIsOfWhatIsCountedFromThenOn() {
        PowerMeter meter = meter(250);
        meter.read();
        drawn = millis -> 70 * millis + (millis > 5000 ? 30 * (millis - 5000) : 0);
        nanos = 6000 * MILLI;
        assertThat(meter.read().value()).isCloseTo(100, within(3.0));
    }

    @Test
    void doctorsCheckTakesItForSound() throws InterruptedException {
        drawn = millis -> 70 * millis + millis / 300;
        assertThat(MeterCheck.of(meter(250), millis -> nanos += millis * MILLI).suspicion())
                .isEmpty();
    }

    @Test
    void stepThatWasSeenLateIsNotTimed() {
        SplittableRandom random = new SplittableRandom(1);
        PowerMeter meter = new NvmlMeter(
                new MeterSpec.Nvidia("nvidia-smi", "0", 250),
                source,
                pause -> nanos += random.nextInt(100) == 0 ? 60 * MILLI : pause,
                () -> nanos);
        int readings = 0;
        for (int i = 0; i < 100; i++) {
            try {
                assertThat(meter.read().value()).isCloseTo(70, withinPercentage(13));
                readings++;
            } catch (MeterException e) {
                assertThat(e).hasMessageContaining("and period_ms is 250");
            }
        }
        assertThat(readings).isGreaterThan(50);
    }

    @Test
    void counterWithStepsLongerThanAPeriodSaysSo() {
        PowerMeter meter = meter(50);
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("are 100 ms apart, and period_ms is 50");
    }

    @Test
    void counterThatStandsStillOrFallsHasNoReading() {
        PowerMeter meter = meter(250);
        drawn = millis -> 5_000_000;
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("stood still at 5000000 mJ");
        long reset = nanos / MILLI;
        drawn = millis -> millis > reset + 100 ? 70 * (millis - reset) : 5_000_000;
        assertThatThrownBy(meter::read).hasMessageContaining("it was reset");
        assertThat(meter.read().value()).isCloseTo(70, within(3.0));
    }

    @Test
    void powerThatCannotBeIsNoReading() {
        PowerMeter meter = meter(250);
        drawn = millis -> 20_000 * millis;
        nanos += 1000 * MILLI;
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("at most 10000.0 W");
    }

    @Test
    void counterThatFailsAtFirstIsClosed() {
        failure = new MeterException("GPU is lost");
        assertThatThrownBy(() -> meter(250)).hasMessage("GPU is lost");
        assertThat(closed).isTrue();
    }

    @Test
    void withoutTheLibraryTheProgramIsAskedAndThatIsSaid() {
        try (PowerMeter meter = Meters.open(
                new MeterSpec.Nvidia("nvidia-smi", "0", 1000),
                "libwattsplit-nowhere.so.1",
                command -> "65.43\n",
                () -> nanos)) {
            assertThat(meter.read().value()).isEqualTo(65.43);
            assertThat(meter.info().covers())
                    .isEqualTo("accelerator 0 with its memory, by power.draw of nvidia-smi, "
                            + "as for its energy counter there is no libwattsplit-nowhere.so.1");
        }
    }

    private NvmlMeter meter(int periodMillis) {
        return new NvmlMeter(
                new MeterSpec.Nvidia("nvidia-smi", "0", periodMillis), source, pause -> nanos += pause, () -> nanos);
    }
}
