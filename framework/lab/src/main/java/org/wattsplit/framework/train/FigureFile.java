package org.wattsplit.framework.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.CsvTable;

/**
 * {@value #NAME}: how a training went, beside its {@link CurveFile}: a row for each evaluation, a column for each figure.
 * Figures say what happened since the row before, in the steps of training and their updates; the first row, before any
 * step, says what a warm start gave. A cell is empty where there is nothing to say, or no finite number.
 *
 * <table>
 *   <caption>Columns of every learner; {@link org.wattsplit.framework.agent.Learner#figures its own} follow</caption>
 *   <tr><th>column</th><th>what</th></tr>
 *   <tr><td>{@value #STEPS}</td><td>steps of training so far</td></tr>
 *   <tr><td>{@code edge_percent}, {@code split_percent}, {@code cloud_percent}</td><td>share of the actions that were tried
 *       that run on the edge only, on both, in the cloud only</td></tr>
 *   <tr><td>{@code distinct_actions}</td><td>how many different actions were tried</td></tr>
 * </table>
 */
public final class FigureFile {
    /** The file's name. */
    public static final String NAME = "figures.csv";

    private static final String STEPS = "steps";

    private FigureFile() {}

    /** Replaces a file with figures. */
    public static void write(Path path, List<FigureRow> rows) {
        Set<String> names = names(rows);
        AtomicFile.write(path, writer -> {
            writer.write(STEPS);
            for (String name : names) {
                writer.write("," + name);
            }
            writer.write("\n");
            for (FigureRow row : rows) {
                writer.write(String.valueOf(row.steps()));
                for (String name : names) {
                    double value = row.values().getOrDefault(name, Double.NaN);
                    writer.write(Double.isFinite(value) ? "," + value : ",");
                }
                writer.write("\n");
            }
        });
    }

    /** The names of figures, in the order of columns. */
    static Set<String> names(List<FigureRow> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.values().keySet()));
        return names;
    }

    /** Reads figures, at least one row; errors name file, line, column, rule and value. */
    public static List<FigureRow> read(Path path) {
        List<String> columns = CsvTable.head(path).columns();
        List<FigureRow> rows = new ArrayList<>();
        CsvTable.read(path, Set.of(STEPS), row -> rows.add(row(row, columns, rows)));
        return List.copyOf(rows);
    }

    private static FigureRow row(CsvTable.Row row, List<String> columns, List<FigureRow> before) {
        long steps = row.integer(STEPS);
        long last = before.isEmpty() ? -1 : before.get(before.size() - 1).steps();
        if (steps <= last) {
            throw row.error(STEPS, "above " + last);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String column : columns) {
            if (!column.equals(STEPS) && !CsvTable.isNote(column)) {
                values.put(column, row.text(column).isEmpty() ? Double.NaN : row.number(column));
            }
        }
        return new FigureRow(steps, values);
    }
}
