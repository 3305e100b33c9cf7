package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wattsplit.testbed.power.EnergyRecorderTest.joules;
import static org.wattsplit.testbed.power.EnergyRecorderTest.reason;
import static org.wattsplit.testbed.power.FakeMeter.nanos;

import org.junit.jupiter.api.Test;

/** Readings that cannot be, or may not be, what a device drew. */
final class WrongReadingsTest {
    private final FakeMeter power = new FakeMeter(Quantity.POWER_W);
    private final FakeMeter counter = new FakeMeter(Quantity.ENERGY_J);

    @Test
    void singleZeroBetweenPowersIsNoReadingAndIsCounted() {
        EnergyRecorder recorder = power.recorder(3);
        EnergyRecorder low = power.recorder(0.02);
        for (int i = 1; i <= 12; i++) {
            power.says(recorder, i / 10.0, i == 2 || i == 4 ? 0 : 3);
            power.says(low, i / 10.0, i == 3 ? 0 : 0.02);
        }
        assertThat(joules(recorder.energy(nanos(0.05), nanos(1.15)))).isEqualTo(3.3, within(1e-12));
        assertThat(joules(low.energy(nanos(0.05), nanos(1.15)))).isEqualTo(0.022, within(1e-12));
        assertThat(recorder.notes())
                .containsExactly("meter fake read 0 W between other powers 2 times: these are no readings");
        assertThat(low.notes()).singleElement().asString().endsWith("1 time: that is no reading");
    }

    @Test
    void zeroThatMayBeRoundedIsAReading() {
        EnergyRecorder recorder = power.recorder(0.001);
        power.says(recorder, 0.1, 0);
        power.saysTenths(recorder, 2, 6, 0.001);
        reason(recorder.energy(0, nanos(0.5))).contains("20 % are allowed");
        assertThat(recorder.notes()).isEmpty();
    }

    @Test
    void faultNextToASingleZeroIsKept() {
        EnergyRecorder recorder = power.recorder(3);
        power.says(recorder, 0.1, 0);
        power.fails(recorder, 0.15, "timed out");
        power.saysTenths(recorder, 2, 7, 3);
        assertThat(joules(recorder.energy(nanos(0.05), nanos(0.65)))).isEqualTo(1.8, within(1e-12));
        assertThat(recorder.notes()).hasSize(1);
    }

    @Test
    void zerosOfADeviceThatRunsAreAbsent() {
        EnergyRecorder zeros = power.recorder(0);
        EnergyRecorder some = power.recorder(3);
        for (int i = 1; i <= 6; i++) {
            power.says(zeros, i / 10.0, 0);
            power.says(some, i / 10.0, i == 6 ? 3 : 0);
        }
        reason(zeros.energy(nanos(0.05), nanos(0.55))).startsWith("meter fake read 0 W 7 times: a device that runs");
        reason(some.energy(nanos(0.05), nanos(0.55))).startsWith("meter fake read 0 W 5 times and up to 3.0 W");
    }

    @Test
    void powerThatNeverChangesIsSaid() {
        EnergyRecorder recorder = power.recorder(0.05);
        for (int i = 1; i < 40; i++) {
            power.says(recorder, i / 10.0, 0.05);
        }
        assertThat(recorder.notes())
                .containsExactly(
                        "meter fake read 0.05 W 40 times in a row: it is stuck, or its steps are too coarse to tell");
    }

    @Test
    void numberThatNoMeterCanMeanIsNoReading() {
        EnergyRecorder recorder = power.recorder(3);
        for (double value : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY, 10_001, 9.9e37}) {
            power.says(recorder, 0.1, value);
            power.says(recorder, 0.2, value);
            power.saysTenths(recorder, 3, 6, 3);
            reason(recorder.energy(nanos(0.05), nanos(0.55))).contains("the reading", "given " + value);
            power.says(recorder, 0, 3);
        }
        assertThatThrownBy(() -> power.recorder(10_001))
                .isInstanceOf(MeterException.class)
                .hasMessage("Expected the reading of meter fake to be at most 10000.0 W, given 10001.0");
        assertThatThrownBy(() -> power.recorder(Double.NaN)).isInstanceOf(MeterException.class);
    }

    @Test
    void counterThatLeapsIsAbsent() {
        EnergyRecorder recorder = counter.recorder(1);
        counter.says(recorder, 0.1, 5000);
        reason(recorder.energy(0, nanos(0.1)))
                .isEqualTo("the counter of meter fake grew by 4999.0 J within 0.100 s, more than 10000.0 W");
    }
}
