package org.wattsplit.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.compare.Interval;

final class UnitsTest {
    private static List<String> cells(Units units, double... numbers) {
        UnitScale scale = units.of(numbers);
        return Arrays.stream(numbers).mapToObj(scale::cell).toList();
    }

    private static List<String> cells(Units units, Interval... intervals) {
        UnitScale scale = units.ofIntervals(List.of(intervals), each -> each);
        return Arrays.stream(intervals).map(scale::cell).toList();
    }

    @Test
    void theLargestFigureChoosesTheUnitOfAllOfThem() {
        assertThat(Units.JOULES.of(70e-6).text(70e-6)).isEqualTo("70.00 µJ");
        assertThat(Units.JOULES.of(0.0042, 70e-6).unit()).isEqualTo("mJ");
        assertThat(Units.JOULES.of(34.1, 2.64).text(2.64)).isEqualTo("2.64 J");
        assertThat(Units.JOULES.of(12_345).text(12_345.0)).isEqualTo("12.35 kJ");
        assertThat(Units.MILLIS.of(0.04).text(0.04)).isEqualTo("40.00 µs");
        assertThat(Units.MILLIS.of(4, 580.449).text(4.0)).isEqualTo("4.00 ms");
        assertThat(Units.MILLIS.of(4, 12_000).text(4.0)).isEqualTo("0.0040 s");
        assertThat(Units.MILLIS.of(12_000).heading("p99")).isEqualTo("p99 s");
        assertThat(Units.JOULES.of(70e-6).heading("cost")).isEqualTo("cost µJ");
    }

    @Test
    void ordinaryFiguresHaveTwoDecimals() {
        assertThat(cells(Units.JOULES, 34.1, 2.64, 999.999)).containsExactly("34.10", "2.64", "1000.00");
        assertThat(cells(Units.MILLIS, 1, 9_999)).containsExactly("1.00", "9999.00");
        assertThat(cells(Units.PERCENT, 0.8, 50.38, 100)).containsExactly("0.80", "50.38", "100.00");
        assertThat(cells(Units.JOULES, new Interval(34.1, 33.48, 34.73), new Interval(68.54, 68.5399, 68.5401)))
                .containsExactly("34.10 [33.48, 34.73]", "68.54 [68.54, 68.54]");
    }

    @Test
    void threeDigitsOfTheLargestFigureAreSeen() {
        assertThat(cells(Units.JOULES, 0.123456)).containsExactly("0.123");
        assertThat(cells(Units.JOULES, 1.234e-9)).containsExactly("0.00123");
        assertThat(cells(Units.PERCENT, 0.04)).containsExactly("0.0400");
    }

    @Test
    void whatIsNotZeroIsNotShownAsZeroBesideWhatIsLarge() {
        assertThat(cells(Units.PERCENT, 12.5, 0, 0.004)).containsExactly("12.5000", "0.0000", "0.0040");
        assertThat(cells(Units.JOULES, 5, 70e-6)).containsExactly("5.000000", "0.000070");
        assertThat(cells(Units.JOULES, 5, 1e-15)).containsExactly("5.00", "0.00");
    }

    @Test
    void anIntervalThatIsNotAllZeroMayHoldAnEstimateNearZero() {
        assertThat(cells(Units.JOULES, new Interval(0.001, -0.004, 0.008), new Interval(7.06, 6.6, 7.52)))
                .containsExactly("0.00 [-0.00, 0.01]", "7.06 [6.60, 7.52]");
    }

    @Test
    void theEndsOfTheWidestIntervalCanBeToldApart() {
        assertThat(cells(Units.JOULES, new Interval(70e-6, 69.998e-6, 70.003e-6), new Interval(50e-6, 50e-6, 50e-6)))
                .containsExactly("70.000 [69.998, 70.003]", "50.000 [50.000, 50.000]");
        assertThat(cells(Units.JOULES, new Interval(7, 7 - 1e-16, 7 + 1e-12))).containsExactly("7.00 [7.00, 7.00]");
    }

    @Test
    void differencesBelowZeroCountByTheirMagnitude() {
        assertThat(cells(Units.JOULES, new Interval(-64.4e-6, -150e-6, 21e-6), new Interval(0, 0, 0)))
                .containsExactly("-64.40 [-150.00, 21.00]", "0.00 [0.00, 0.00]");
        UnitScale scale = Units.JOULES.of(-0.0042, 0.001);
        assertThat(scale.signed(0.001)).isEqualTo("+1.00");
        assertThat(scale.signed(-0.0042)).isEqualTo("-4.20");
    }

    @Test
    void whereAllIsZeroFilesUnitStays() {
        assertThat(Units.JOULES.of(0, 0)).isEqualTo(new UnitScale("J", 1, 2));
        assertThat(Units.MILLIS.of()).isEqualTo(new UnitScale("ms", 1, 2));
    }

    @Test
    void whatIsAbsentOrNotFiniteHasNoSay() {
        UnitScale scale = Units.JOULES.ofNumbers(
                Arrays.asList(null, Double.NaN, Double.POSITIVE_INFINITY, 70e-6), joules -> joules);
        assertThat(scale.unit()).isEqualTo("µJ");
        assertThat(scale.cell((Double) null)).isEqualTo("-");
        assertThat(scale.cell(Double.NaN)).isEqualTo("-");
        assertThat(cells(Units.MILLIS, new Interval(4, Double.NaN, Double.NaN))).containsExactly("4.00 [-, -]");
    }

    @Test
    void whatSomeoneChoseHasNoZerosAtItsEnd() {
        assertThat(Units.JOULES.of(100).brief(100)).isEqualTo("100 J");
        assertThat(Units.JOULES.of(5.46).brief(5.46)).isEqualTo("5.46 J");
        assertThat(Units.JOULES.of(105e-6).brief(105e-6)).isEqualTo("105 µJ");
        assertThat(Units.JOULES.of(0).brief(0)).isEqualTo("0 J");
    }

    @Test
    void aRoughScaleHasOneDecimalWhereThatIsThreeDigits() {
        assertThat(Units.MILLIS.roughly(94.32, 443.4).text(94.32)).isEqualTo("94.3 ms");
        assertThat(Units.MILLIS.roughly(4.0).text(4.0)).isEqualTo("4.00 ms");
    }

    @Test
    void aTableHasOneUnitAColumn() {
        record Row(String name, double joules) {}
        String table = new FigureTable<>(List.of(new Row("edge", 70e-6), new Row("cloud", 0.0002)))
                .words("agent", Row::name)
                .numbers("cost", Units.JOULES, Row::joules)
                .table()
                .toString();
        assertThat(table).isEqualToNormalizingNewlines("agent  cost µJ\nedge     70.00\ncloud   200.00\n");
    }
}
