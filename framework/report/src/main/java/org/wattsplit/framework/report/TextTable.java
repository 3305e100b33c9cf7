package org.wattsplit.framework.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wattsplit.framework.check.Printable;

/** A table for terminals: the first column to the left, numbers to the right. A cell stays in its line, whatever is in it. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table of those columns. */
    public TextTable(String... columns) {
        rows.add(List.of(columns));
    }

    /** Adds a row; it has a cell for each column. */
    public TextTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "Expected the row to be " + rows.get(0).size() + " cells wide, given " + cells.length);
        }
        rows.add(Arrays.stream(cells).map(Printable::inLine).toList());
        return this;
    }

    /** The table as lines, each ended, numbers to the right. */
    @Override
    public String toString() {
        return render(false);
    }

    /** The table as lines, each ended, all columns to the left. */
    public String leftAligned() {
        return render(true);
    }

    private String render(boolean left) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(i == 0 || left ? row.get(i) + pad : pad + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
