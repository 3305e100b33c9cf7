package org.wattsplit.framework.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.Interval;

/**
 * A table for terminals, put together column by column: each column of figures has one unit, which its heading names.
 *
 * @param <R> what a row shows
 */
public final class FigureTable<R> {
    private final List<R> rows;
    private final List<String> headings = new ArrayList<>();
    private final List<List<String>> columns = new ArrayList<>();

    /** A table with those rows, and no column yet. */
    public FigureTable(Collection<R> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Adds a column of words. */
    public FigureTable<R> words(String heading, Function<R, String> cell) {
        headings.add(heading);
        columns.add(rows.stream().map(cell).toList());
        return this;
    }

    /** Adds a column of numbers; null is one that is absent. */
    public FigureTable<R> numbers(String name, Units units, Function<R, @Nullable Double> number) {
        return numbers(name, units.ofNumbers(rows, number), number);
    }

    /** Adds a column of numbers on a scale that other columns share; null is one that is absent. */
    public FigureTable<R> numbers(String name, UnitScale scale, Function<R, @Nullable Double> number) {
        return words(scale.heading(name), row -> scale.cell(number.apply(row)));
    }

    /** Adds a column of estimates with their intervals; null is one that is absent. */
    public FigureTable<R> intervals(String name, Units units, Function<R, @Nullable Interval> interval) {
        UnitScale scale = units.ofIntervals(rows, interval);
        return words(scale.heading(name), row -> scale.cell(interval.apply(row)));
    }

    /** The table. */
    public TextTable table() {
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            table.row(columns.stream().map(column -> column.get(row)).toArray(String[]::new));
        }
        return table;
    }
}
