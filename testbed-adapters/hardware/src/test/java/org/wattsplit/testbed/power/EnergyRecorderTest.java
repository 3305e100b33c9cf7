package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wattsplit.testbed.power.FakeMeter.nanos;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.outcome.Provenance;

class EnergyRecorderTest {
    private final FakeMeter power = new FakeMeter(Quantity.POWER_W);
    private final FakeMeter counter = new FakeMeter(Quantity.ENERGY_J);

    @Test
    void powersThatLieInTheWindowAsAWholeAreIntegratedByTrapezoids() {
        EnergyRecorder recorder = power.recorder(1);
        power.says(recorder, 0.1, 9);
        power.says(recorder, 0.2, 2);
        power.saysTenths(recorder, 3, 5, 3);
        power.says(recorder, 0.6, 9);
        // 2 W from 50 ms on, 2 to 3 W over 100 ms, 3 W until 550 ms: the readings beside may tell of what was beside.
        WindowEnergy energy = recorder.energy(nanos(0.05), nanos(0.55));
        assertThat(joules(energy)).isEqualTo(2 * 0.15 + 0.25 + 3 * 0.25, within(1e-12));
        // A step of 1 W between two readings, the range of 1 W at both edges, and steps of 1 mW.
        assertThat(((WindowEnergy.Known) energy).errorJoules()).isEqualTo(0.05 + 0.2 + 0.0005, within(1e-12));
    }

    @Test
    void windowOfFewReadingsIsAbsentAndWaitsForNone() {
        EnergyRecorder recorder = power.recorder(1);
        power.saysTenths(recorder, 1, 9, 3);
        reason(recorder.energy(nanos(0.1), nanos(0.4)))
                .isEqualTo("it takes 0.300 s, and the meter reads every 0.100 s: 4 readings are needed");
        reason(recorder.energy(nanos(0.15), nanos(0.58)))
                .isEqualTo("of the meter's readings every 0.100 s, 3 lie in it as a whole: 4 are needed");
    }

    @Test
    void readingsThatTellLittleAreNoEnergy() {
        EnergyRecorder recorder = power.recorder(1);
        for (int tenth = 1; tenth <= 9; tenth++) {
            power.says(recorder, tenth / 10.0, tenth % 2 == 0 ? 1 : 6);
        }
        reason(recorder.energy(nanos(0), nanos(0.7))).contains("only, and 20 % are allowed");
    }

    @Test
    void partsOfAWindowAddUpToIt() {
        EnergyRecorder recorder = counter.recorder(1);
        for (int i = 1; i <= 20; i++) {
            counter.says(recorder, i / 10.0, 2 + i + Math.sin(i));
        }
        double whole = joules(recorder.energy(nanos(0.13), nanos(1.77)));
        double parts = joules(recorder.energy(nanos(0.13), nanos(0.9)))
                + joules(recorder.energy(nanos(0.9), nanos(1.123)))
                + joules(recorder.energy(nanos(1.123), nanos(1.77)));
        assertThat(parts).isEqualTo(whole, within(1e-12));
    }

    @Test
    void counterIsReadAtTheEdges() {
        EnergyRecorder recorder = counter.recorder(100);
        counter.nanos = nanos(0.010);
        counter.willSay(101);
        long from = recorder.mark();
        counter.nanos = nanos(0.013);
        counter.willSay(101.5);
        long to = recorder.mark();
        assertThat(from).isEqualTo(nanos(0.010));
        assertThat(joules(recorder.energy(from, to))).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void readingsOfOneMomentAreNoTrouble() {
        EnergyRecorder recorder = counter.recorder(1);
        counter.says(recorder, 0.1, 2);
        counter.says(recorder, 0.1, 2.5);
        counter.says(recorder, 0.2, 4);
        counter.says(recorder, 0.2, 4);
        assertThat(joules(recorder.energy(nanos(0), nanos(0.2)))).isEqualTo(3, within(1e-12));
        EnergyRecorder powers = power.recorder(1);
        power.says(powers, 0.1, 1);
        power.says(powers, 0.1, 2);
        power.saysTenths(powers, 2, 6, 2);
        assertThat(joules(powers.energy(nanos(0), nanos(0.5)))).isEqualTo(0.1 + 0.8, within(1e-12));
    }

    @Test
    void counterWithoutAReadingAtTheEndIsReadOnDemand() {
        EnergyRecorder recorder = counter.recorder(100);
        counter.nanos = nanos(0.2);
        counter.willSay(102);
        assertThat(joules(recorder.energy(nanos(0.05), nanos(0.15)))).isEqualTo(1, within(1e-12));
    }

    @Test
    void provenanceIsTheMeters() {
        EnergyRecorder recorder = power.recorder(1);
        power.saysTenths(recorder, 1, 5, 1);
        assertThat(((WindowEnergy.Known) recorder.energy(0, nanos(0.4))).provenance())
                .isEqualTo(Provenance.MEASURED);
    }

    @Test
    void oneMissingPowerIsTolerated() {
        EnergyRecorder recorder = power.recorder(1);
        power.says(recorder, 0.1, 1);
        power.fails(recorder, 0.2, "timed out");
        power.saysTenths(recorder, 3, 7, 1);
        assertThat(joules(recorder.energy(nanos(0.1), nanos(0.6)))).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void gapIsAbsentAndSaysWhatFailed() {
        EnergyRecorder recorder = power.recorder(1);
        power.says(recorder, 0.1, 1);
        power.fails(recorder, 0.2, "timed out");
        power.fails(recorder, 0.3, "timed out");
        power.saysTenths(recorder, 4, 9, 1);
        reason(recorder.energy(nanos(0.05), nanos(0.45))).isEqualTo("there is no reading for 0.300 s: timed out");
        assertThat(joules(recorder.energy(nanos(0.4), nanos(0.8)))).isEqualTo(0.4, within(1e-12));
    }

    @Test
    void windowWithoutAClosingReadingIsAbsent() {
        EnergyRecorder recorder = power.recorder(1);
        power.saysTenths(recorder, 1, 5, 1);
        power.fails(recorder, 0.6, "unplugged");
        reason(recorder.energy(nanos(0.05), nanos(0.55))).isEqualTo("there is no reading after its end: unplugged");
    }

    @Test
    void windowBeforeTheFirstReadingIsAbsent() {
        power.nanos = nanos(5);
        EnergyRecorder recorder = power.recorder(1);
        power.says(recorder, 5.1, 1);
        power.says(recorder, 5.2, 1);
        reason(recorder.energy(nanos(4.7), nanos(5.1))).contains("before the first reading");
    }

    @Test
    void windowOfReadingsThatWereDroppedIsAbsent() {
        EnergyRecorder recorder = power.recorder(1);
        for (int i = 1; i <= 20_000; i++) {
            power.says(recorder, i / 10.0, i % 2 == 0 ? 1 : 1.1);
        }
        reason(recorder.energy(nanos(1), nanos(2))).contains("no longer kept");
        assertThat(joules(recorder.energy(nanos(1998), nanos(1999)))).isEqualTo(1.05, within(0.01));
    }

    @Test
    void failedReadingOfACounterIsAbsent() {
        EnergyRecorder recorder = counter.recorder(1);
        counter.says(recorder, 0.1, 2);
        counter.fails(recorder, 0.2, "permission denied");
        counter.says(recorder, 0.3, 3);
        counter.says(recorder, 0.4, 4);
        reason(recorder.energy(nanos(0.1), nanos(0.3))).contains("permission denied");
        assertThat(joules(recorder.energy(nanos(0.3), nanos(0.4)))).isEqualTo(1, within(1e-12));
    }

    @Test
    void failedMarkIsAbsent() {
        EnergyRecorder recorder = counter.recorder(1);
        counter.says(recorder, 0.1, 2);
        counter.fails(recorder, 0.2, "gone");
        reason(recorder.energy(nanos(0.1), nanos(0.2))).contains("gone");
    }

    @Test
    void counterThatFallsIsAbsent() {
        EnergyRecorder recorder = counter.recorder(10);
        counter.says(recorder, 0.1, 2);
        reason(recorder.energy(0, nanos(0.1))).isEqualTo("the counter fell from 10.0 J to 2.0 J");
    }

    @Test
    void counterThatWasSuspendedIsAbsent() {
        EnergyRecorder recorder = counter.recorder(1);
        counter.says(recorder, 60, 2);
        reason(recorder.energy(0, nanos(60))).isEqualTo("there is no reading for 60.000 s");
    }

    @Test
    void counterThatStandsStillIsAbsent() {
        EnergyRecorder recorder = counter.recorder(1);
        for (int i = 1; i < 50; i++) {
            counter.says(recorder, i / 10.0, 1);
        }
        reason(recorder.energy(0, nanos(4.5))).startsWith("the meter has stalled");
    }

    @Test
    void powerThatStandsStillIsAbsentUnlessItsStepsAreCoarse() {
        EnergyRecorder recorder = power.recorder(5);
        EnergyRecorder coarse = power.recorder(0.05);
        for (int i = 1; i < 50; i++) {
            power.says(recorder, i / 10.0, 5);
            power.says(coarse, i / 10.0, 0.05);
        }
        reason(recorder.energy(nanos(4), nanos(4.5))).startsWith("the meter has stalled: it read 5.0 W");
        assertThat(joules(coarse.energy(nanos(4), nanos(4.5)))).isEqualTo(0.025, within(1e-12));
    }

    @Test
    void outlierIsAbsentAlsoWhereItOnlyClosesTheWindow() {
        EnergyRecorder recorder = power.recorder(3);
        power.saysTenths(recorder, 1, 5, 3.1);
        power.says(recorder, 0.6, 900);
        power.says(recorder, 0.7, 3.2);
        power.saysTenths(recorder, 8, 14, 3.1);
        reason(recorder.energy(nanos(0.25), nanos(0.75))).contains("900.0 W between 3.1 W and 3.2 W");
        reason(recorder.energy(nanos(0.15), nanos(0.55))).contains("outlier");
        assertThat(joules(recorder.energy(nanos(0.9), nanos(1.3)))).isEqualTo(1.24, within(1e-12));
    }

    @Test
    void stepOfPowerIsNoOutlier() {
        EnergyRecorder recorder = power.recorder(2);
        power.says(recorder, 0.1, 2);
        power.saysTenths(recorder, 2, 13, 200);
        assertThat(joules(recorder.energy(0, nanos(1.2)))).isEqualTo(0.2 + 10.1 + 200, within(1e-9));
    }

    @Test
    void clockThatGoesBackMakesWhatWasBeforeAbsent() {
        EnergyRecorder recorder = power.recorder(1);
        power.says(recorder, 10, 1);
        power.saysTenths(recorder, 80, 86, 1);
        reason(recorder.energy(nanos(7.6), nanos(8.05))).isEqualTo("the clock went back by 2.000 s");
        assertThat(joules(recorder.energy(nanos(8), nanos(8.5)))).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void clockThatJumpsAheadIsAGap() {
        EnergyRecorder recorder = power.recorder(1);
        power.says(recorder, 0.1, 1);
        power.says(recorder, 3600.2, 1);
        power.says(recorder, 3600.3, 1);
        reason(recorder.energy(nanos(0.05), nanos(3600.25))).contains("no reading for 3600.100 s");
    }

    /** Each reading is a period after the one before, by the clock that it counts by. */
    @Test
    void threadReadsUntilItIsClosed() throws InterruptedException {
        AtomicInteger reads = new AtomicInteger();
        AtomicLong clock = new AtomicLong();
        PowerMeter meter = power.reading(() ->
                new Reading(clock.addAndGet(FakeMeter.PERIOD.toNanos()), 4 + 0.01 * (reads.incrementAndGet() % 100)));
        EnergyRecorder recorder = EnergyRecorder.start(meter, clock::get);
        long from = recorder.mark();
        long to = from + 500_000_000;
        int first = reads.get();
        long begun = System.nanoTime();
        while (reads.get() < first + 8 && System.nanoTime() - begun < 60_000_000_000L) {
            Thread.sleep(1);
        }
        assertThat(joules(recorder.energy(from, to))).isBetween(4 * 0.5, 5 * 0.5);
        closeAndAskAgain(recorder, from, to, reads);
        assertThat(power.closed).isPositive();
    }

    /** Closed, a recorder still knows what was before, and reads nothing. */
    private static void closeAndAskAgain(EnergyRecorder recorder, long from, long to, AtomicInteger reads) {
        recorder.close();
        int before = reads.get();
        assertThat(before).isGreaterThan(2);
        assertThat(joules(recorder.energy(from, to))).isPositive();
        recorder.close();
        assertThat(reads.get()).isEqualTo(before);
    }

    @Test
    @Tag("timed")
    void threadReadsAtThePeriodUntilItIsClosed() throws InterruptedException {
        AtomicInteger reads = new AtomicInteger();
        PowerMeter meter = power.reading(() -> new Reading(System.nanoTime(), 4 + 0.01 * reads.incrementAndGet()));
        EnergyRecorder recorder = EnergyRecorder.start(meter, System::nanoTime);
        long from = recorder.mark();
        long to = from + 600_000_000;
        Thread.sleep(500);
        assertThat(joules(recorder.energy(from, to))).isBetween(4 * 0.6, 5 * 0.6);
        closeAndAskAgain(recorder, from, to, reads);
    }

    @Test
    void firstReadingThatFailsClosesTheMeter() {
        PowerMeter meter = power.reading(() -> {
            throw new MeterException("permission denied");
        });
        assertThatThrownBy(() -> EnergyRecorder.start(meter, System::nanoTime))
                .isInstanceOf(MeterException.class)
                .hasMessage("permission denied");
        assertThat(power.closed).isEqualTo(1);
    }

    @Test
    void baselineIsTheMeanPowerOfTheQuietTime() {
        EnergyRecorder recorder = power.recorder(2);
        power.saysTenths(recorder, 1, 4, 2.5);
        IdleBaseline idle = IdleBaseline.of(recorder, 0, nanos(0.4));
        assertThat(idle.watts()).isEqualTo(2.5, within(1e-12));
        assertThat(idle.seconds()).isEqualTo(0.4);
        assertThatThrownBy(() -> IdleBaseline.of(recorder, 0, nanos(0.6)))
                .isInstanceOf(MeterException.class)
                .hasMessageStartingWith("No idle baseline: ");
    }

    @Test
    void sharesAddUpToTheWindow() {
        IdleBaseline idle = new IdleBaseline(2, 60, Provenance.MEASURED);
        IdleBaseline.Shares shares = idle.split(new WindowEnergy.Known(1.5, 0, Provenance.MEASURED), 0.5);
        assertThat(joules(shares.active())).isEqualTo(0.5);
        assertThat(shares.idle().joules()).isEqualTo(1);
    }

    @Test
    void activeShareOfAWindowBelowItsBaselineIsAbsent() {
        IdleBaseline idle = new IdleBaseline(2, 60, Provenance.MEASURED);
        IdleBaseline.Shares shares = idle.split(new WindowEnergy.Known(0.9, 0, Provenance.MEASURED), 0.5);
        reason(shares.active()).contains("less than its idle share of 1.0 J");
        assertThat(shares.idle().joules()).isEqualTo(0.9);
    }

    static double joules(WindowEnergy energy) {
        assertThat(energy).isInstanceOf(WindowEnergy.Known.class);
        return ((WindowEnergy.Known) energy).joules();
    }

    static AbstractStringAssert<?> reason(WindowEnergy energy) {
        assertThat(energy).isInstanceOf(WindowEnergy.Absent.class);
        return assertThat(((WindowEnergy.Absent) energy).reason());
    }
}
