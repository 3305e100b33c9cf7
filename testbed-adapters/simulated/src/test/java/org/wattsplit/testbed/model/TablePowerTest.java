package org.wattsplit.testbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TablePowerTest {
    @Test
    void headAndWaitsInOneRatioKeepTheirEnergyAndWaitAtIdlePower() {
        TablePower.Watts watts = TablePower.fit(List.of(new TablePower.Sample(100, 100, 1.0)), 2.7);
        assertThat(watts.waitW()).isEqualTo(2.7);
        assertThat(watts.headW()).isCloseTo(7.3, within(1e-9));
    }

    @Test
    void powersThatCannotBeToldApartAreOne() {
        List<TablePower.Sample> samples = List.of(
                new TablePower.Sample(10, 0, 0.0303),
                new TablePower.Sample(20, 0, 0.0590),
                new TablePower.Sample(0, 10, 0.0297),
                new TablePower.Sample(0, 20, 0.0612),
                new TablePower.Sample(10, 10, 0.0600));
        TablePower.Watts watts = TablePower.fit(samples, 1);
        assertThat(watts.headW()).isEqualTo(watts.waitW()).isCloseTo(3, within(0.03));
        assertThat(watts.residual()).isBetween(0.001, 0.02);
    }

    @Test
    void headAndWaitsNearlyInOneRatioAreNotToldApart() {
        for (List<TablePower.Sample> samples : List.of(
                List.of(new TablePower.Sample(100, 100, 1.00), new TablePower.Sample(200, 205, 2.08)),
                List.of(
                        new TablePower.Sample(100, 100, 1.00),
                        new TablePower.Sample(100, 101, 1.03),
                        new TablePower.Sample(100, 102, 1.03),
                        new TablePower.Sample(100, 103, 1.06)))) {
            TablePower.Watts watts = TablePower.fit(samples, 2.7);
            assertThat(watts.waitW()).isEqualTo(2.7);
            assertThat(watts.headW()).isBetween(7.3, 8.0);
            assertThat(watts.residual()).isLessThan(0.02);
        }
    }

    @Test
    void twoSamplesThatOnePowerExplainsDoNotContradict() {
        TablePower.Watts apart = TablePower.fit(
                List.of(new TablePower.Sample(100, 100, 1.00), new TablePower.Sample(100, 150, 1.28)), 2.7);
        assertThat(apart.headW()).isEqualTo(apart.waitW()).isCloseTo(5.06, within(0.01));
        TablePower.Watts alone = TablePower.fit(List.of(new TablePower.Sample(100, 100, 0.53)), 2.7);
        assertThat(alone.headW()).isEqualTo(alone.waitW()).isEqualTo(2.7);
    }

    @Test
    void twoSamplesOfOneTimeEachSayBothPowers() {
        TablePower.Watts watts =
                TablePower.fit(List.of(new TablePower.Sample(100, 0, 0.5), new TablePower.Sample(0, 100, 0.3)), 1);
        assertThat(watts.headW()).isCloseTo(5, within(1e-9));
        assertThat(watts.waitW()).isCloseTo(3, within(1e-9));
        TablePower.Watts contradicting =
                TablePower.fit(List.of(new TablePower.Sample(100, 0, 0.1), new TablePower.Sample(0, 100, 0.3)), 1);
        assertThat(contradicting.headW()).isLessThan(contradicting.waitW());
    }
}
