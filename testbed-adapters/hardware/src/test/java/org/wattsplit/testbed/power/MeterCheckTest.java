package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MeterCheckTest {
    private final FakeMeter power = new FakeMeter(Quantity.POWER_W);
    private final FakeMeter counter = new FakeMeter(Quantity.ENERGY_J);
    private long sleptMillis;

    @Test
    void meterThatMovesIsSoundAfterTwoReadings() throws InterruptedException {
        power.willSay(3.1);
        power.willSay(3.2);
        assertThat(check(power)).isEqualTo(new MeterCheck(3.1, ""));
        counter.willSay(100);
        counter.willSay(100.3);
        assertThat(check(counter)).isEqualTo(new MeterCheck(100, ""));
        assertThat(sleptMillis).isEqualTo(200);
    }

    @Test
    void powerThatNeverMovesIsSuspect() throws InterruptedException {
        says(power, 10, 0.3);
        assertThat(check(power).suspicion())
                .isEqualTo(
                        "meter fake read 0.3 W 10 times in a row: it may be stuck, or its steps are too coarse to tell");
    }

    @Test
    void zeroAmongPowersIsSuspect() throws InterruptedException {
        power.willSay(0);
        says(power, 9, 3);
        assertThat(check(power)).isEqualTo(new MeterCheck(0, "meter fake read 0 W 1 of 10 times"));
    }

    @Test
    void nothingButZeroIsAnError() {
        says(power, 10, 0);
        assertThatThrownBy(() -> check(power))
                .isInstanceOf(MeterException.class)
                .hasMessageStartingWith("meter fake read 0 W 10 times in a row: a device that runs draws more");
    }

    @Test
    void counterThatStandsStillIsSuspectAtFirst() throws InterruptedException {
        says(counter, 10, 5);
        assertThat(check(counter).suspicion())
                .isEqualTo("meter fake stood still at 5.000 J for 900 ms: it may be stuck");
    }

    @Test
    void numberThatIsNoReadingIsAnError() {
        power.willSay(10_001);
        assertThatThrownBy(() -> check(power))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("10001");
    }

    private MeterCheck check(PowerMeter meter) throws InterruptedException {
        return MeterCheck.of(meter, millis -> sleptMillis += millis);
    }

    private static void says(FakeMeter meter, int times, double value) {
        for (int i = 0; i < times; i++) {
            meter.willSay(value);
        }
    }
}
