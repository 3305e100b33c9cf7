package org.wattsplit.framework.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.Interval;

/**
 * The units that people read a quantity in. What a column holds chooses one for all of it: its largest magnitude the unit, and
 * so many decimals that three digits of that are seen. There are more decimals where a figure that is not 0, or every interval
 * of the column, would otherwise vanish. Ordinary figures have two.
 */
public enum Units {
    /** Energies and costs, in joules. */
    JOULES,
    /** Times, in milliseconds. */
    MILLIS,
    /** Shares, in percent. */
    PERCENT;

    /** How much one of it is, and the largest magnitude of a column from which on it is used. */
    private record Unit(String name, double size, double from) {}

    /** Digits of the largest figure. */
    private static final int DIGITS = 3;
    /** Digits of the least figure, where the others' decimals show none of it. */
    private static final int DIGITS_OF_THE_LEAST = 2;
    /** Decimals that are never exceeded for the sake of the least figure or of intervals. */
    private static final int MOST = 6;
    /** What is so much smaller than the largest figure comes from rounding. */
    private static final double ROUNDING = 1e-9;

    /** From the smallest. */
    private List<Unit> units() {
        return switch (this) {
            case JOULES ->
                List.of(
                        new Unit("µJ", 1e-6, 0),
                        new Unit("mJ", 1e-3, 1e-3),
                        new Unit("J", 1, 0.1),
                        new Unit("kJ", 1e3, 1e4));
            case MILLIS -> List.of(new Unit("µs", 1e-3, 0), new Unit("ms", 1, 0.1), new Unit("s", 1e3, 1e4));
            case PERCENT -> List.of(new Unit("%", 1, 0));
        };
    }

    /** The scale for numbers in the unit of files; what is not finite has no say. */
    public UnitScale of(double... numbers) {
        return choose(2, points(Arrays.stream(numbers)));
    }

    /** The same for numbers of which one decimal says enough. */
    public UnitScale roughly(double... numbers) {
        return choose(1, points(Arrays.stream(numbers)));
    }

    /** The scale for an interval; null is one that is absent. */
    public UnitScale of(@Nullable Interval interval) {
        return choose(2, interval == null ? List.of() : List.of(interval));
    }

    /** The scale for one number of each row, or null where the row has none. */
    public <R> UnitScale ofNumbers(Collection<R> rows, Function<R, @Nullable Double> number) {
        return choose(2, points(rows.stream().mapToDouble(row -> {
            Double value = number.apply(row);
            return value == null ? Double.NaN : value;
        })));
    }

    /** The scale for one interval of each row, or null where the row has none. */
    public <R> UnitScale ofIntervals(Collection<R> rows, Function<R, @Nullable Interval> interval) {
        List<Interval> known = new ArrayList<>();
        for (R row : rows) {
            Interval one = interval.apply(row);
            if (one != null) {
                known.add(one);
            }
        }
        return choose(2, known);
    }

    private static List<Interval> points(DoubleStream numbers) {
        return numbers.mapToObj(number -> new Interval(number, number, number)).toList();
    }

    private UnitScale choose(int decimals, List<Interval> cells) {
        List<Double> magnitudes = new ArrayList<>();
        double widest = 0;
        for (Interval cell : cells) {
            DoubleStream.of(cell.value(), cell.low(), cell.high())
                    .filter(Double::isFinite)
                    .map(Math::abs)
                    .max()
                    .ifPresent(magnitudes::add);
            double width = cell.high() - cell.low();
            widest = Double.isFinite(width) ? Math.max(widest, width) : widest;
        }
        double largest = magnitudes.stream().mapToDouble(each -> each).max().orElse(0);
        double least = magnitudes.stream()
                .mapToDouble(each -> each)
                .filter(each -> each > ROUNDING * largest)
                .min()
                .orElse(0);
        Unit unit = unit(largest);
        return new UnitScale(
                unit.name(),
                unit.size(),
                decimals(
                        decimals,
                        largest / unit.size(),
                        least / unit.size(),
                        widest > ROUNDING * largest ? widest / unit.size() : 0));
    }

    private Unit unit(double largest) {
        // Files' own where all is 0 or absent.
        return units().stream()
                .filter(unit -> largest > 0 ? largest >= unit.from() : unit.size() == 1)
                .reduce((smaller, larger) -> larger)
                .orElseThrow();
    }

    private static int decimals(int ordinary, double largest, double least, double widest) {
        int decimals = largest > 0 ? Math.max(ordinary, DIGITS - 1 - exponent(largest)) : ordinary;
        int more = decimals;
        if (least > 0 && least < 0.5 * Math.pow(10, -decimals)) {
            more = DIGITS_OF_THE_LEAST - 1 - exponent(least);
        }
        if (widest > 0 && widest < Math.pow(10, -decimals)) {
            more = Math.max(more, -exponent(widest));
        }
        return Math.max(decimals, Math.min(more, MOST));
    }

    /** The power of ten that a number's first digit stands for. */
    private static int exponent(double number) {
        return (int) Math.floor(Math.log10(number));
    }
}
