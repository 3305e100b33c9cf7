package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ModelledCpuEnergyTest {
    private double cpuSeconds = 7;
    private long nanos = 1000;

    @Test
    void runIsChargedForTimeAndProcessorTime() {
        ModelledCpuEnergy energy = new ModelledCpuEnergy(5, 10, () -> cpuSeconds, () -> nanos);
        cpuSeconds += 100;
        CpuEnergy.Interval run = energy.begin();
        cpuSeconds += 0.2;
        nanos += 300_000_000L;
        assertThat(run.end().joules()).isEqualTo(10 * 0.2 + 5 * 0.3, within(1e-9));
        assertThat(energy.begin().end().source()).isEqualTo("modelled: 5.0 W idle, 10.0 W a busy core");
    }

    @Test
    void concurrentRunsShareWhatIsSpent() {
        ModelledCpuEnergy energy = new ModelledCpuEnergy(5, 10, () -> cpuSeconds, () -> nanos);
        CpuEnergy.Interval first = energy.begin();
        spend(1);
        CpuEnergy.Interval second = energy.begin();
        spend(1);
        double firstJoules = first.end().joules();
        spend(1);
        double secondJoules = second.end().joules();
        // 15 J in each of three seconds, the middle one shared.
        assertThat(firstJoules).isEqualTo(22.5, within(1e-9));
        assertThat(secondJoules).isEqualTo(22.5, within(1e-9));
    }

    private void spend(double seconds) {
        cpuSeconds += seconds;
        nanos += Math.round(seconds * 1e9);
    }
}
