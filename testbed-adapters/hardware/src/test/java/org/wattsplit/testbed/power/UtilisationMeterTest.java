package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.outcome.Provenance;

class UtilisationMeterTest {
    private double cpuSeconds = 7;
    private long nanos = 1000;

    @Test
    void energyIsIdlePowerOverTimeAndCorePowerOverProcessorTime() {
        UtilisationMeter meter = new UtilisationMeter("a process", 3, 8, () -> cpuSeconds, () -> nanos);
        assertThat(meter.read().value()).isZero();
        nanos += 2_000_000_000L;
        cpuSeconds += 0.5;
        assertThat(meter.read()).isEqualTo(new Reading(nanos, 3 * 2 + 8 * 0.5));
    }

    @Test
    void infoNamesCoefficientsAndSaysThatItIsModelled() {
        MeterInfo info = new UtilisationMeter("a process", 3, 8, () -> cpuSeconds, () -> nanos).info();
        assertThat(info.covers()).isEqualTo("modelled: 3.0 W idle, 8.0 W a busy core, of a process");
        assertThat(info.provenance()).isEqualTo(Provenance.MODELLED);
        assertThat(info.resolution()).isEqualTo(0.08);
        assertThat(info.countsIdle()).isTrue();
        assertThat(new UtilisationMeter("a process", 0, 8, () -> cpuSeconds, () -> nanos)
                        .info()
                        .countsIdle())
                .isFalse();
    }

    @Test
    void thisProcessIsChargedForItsWork() {
        UtilisationMeter meter = UtilisationMeter.ofThisProcess(0, 10, System::nanoTime);
        double before = meter.read().value();
        long end = System.nanoTime() + 200_000_000L;
        double sum = 0;
        while (System.nanoTime() < end || meter.read().value() - before < 0.5) {
            sum += Math.sqrt(sum + 2);
        }
        assertThat(sum).isPositive();
        // At most every core of the machine was busy.
        assertThat(meter.read().value() - before).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void processThatEndedHasNoReading() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "60").start();
        ProcessCpu cpu = ProcessCpu.of(Math.toIntExact(child.pid()));
        // It has done next to nothing: OSHI says 0, and that is no reading.
        assertThatThrownBy(cpu::getAsDouble).isInstanceOf(MeterException.class).hasMessageContaining("isn't known");
        child.destroyForcibly();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(cpu::getAsDouble).hasMessage("process " + child.pid() + " has ended");
        assertThatThrownBy(() -> UtilisationMeter.ofProcess(Math.toIntExact(child.pid()), 1, 1, System::nanoTime))
                .hasMessage("there is no process " + child.pid());
    }
}
