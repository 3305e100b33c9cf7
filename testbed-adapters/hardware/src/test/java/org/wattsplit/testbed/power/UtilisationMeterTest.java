package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.outcome.Provenance;
import oshi.software.os.OSProcess;

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
        double sum = 0;
        while (meter.read().value() - before < 0.5) {
            sum += Math.sqrt(sum + 2);
        }
        assertThat(sum).isPositive();
        // At most every core of the machine was busy.
        assertThat(meter.read().value() - before).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void processThatEndedHasNoReading() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "600").start();
        ProcessCpu cpu = ProcessCpu.of(Math.toIntExact(child.pid()));
        child.destroyForcibly().waitFor();
        assertThatThrownBy(cpu::getAsDouble).hasMessage("process " + child.pid() + " has ended");
        assertThatThrownBy(() -> UtilisationMeter.ofProcess(Math.toIntExact(child.pid()), 1, 1, System::nanoTime))
                .hasMessage("there is no process " + child.pid());
    }

    /** OSHI says 0 for what it doesn't know, as for what has done next to nothing. */
    @Test
    void processorTimeOfZeroIsNoReading() {
        AtomicLong userMillis = new AtomicLong();
        OSProcess process = (OSProcess) Proxy.newProxyInstance(
                OSProcess.class.getClassLoader(),
                new Class<?>[] {OSProcess.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "updateAttributes" -> true;
                    case "getStartTime", "getKernelTime" -> 0L;
                    case "getUserTime" -> userMillis.get();
                    case "getProcessID" -> 4242;
                    default -> throw new AssertionError(method);
                });
        ProcessCpu cpu = new ProcessCpu(process);
        assertThatThrownBy(cpu::getAsDouble)
                .isInstanceOf(MeterException.class)
                .hasMessage("the processor time of process 4242 isn't known");
        userMillis.set(10);
        assertThat(cpu.getAsDouble()).isEqualTo(0.01);
    }
}
