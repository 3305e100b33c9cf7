package org.wattsplit.framework.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.CsvTable;

/** {@value #NAME}: the learning curve of a training, beside its policies; one row for each {@link CurvePoint}. */
public final class CurveFile {
    /** The file's name. */
    public static final String NAME = "curve.csv";

    private static final String STEPS = "steps";
    private static final String COST = "cost_j";
    private static final String MISSED = "missed_percent";
    private static final String ENERGY = "energy_j";
    private static final List<String> COLUMNS = List.of(STEPS, COST, MISSED, ENERGY);

    private CurveFile() {}

    /** Replaces a file with a curve. */
    public static void write(Path path, List<CurvePoint> curve) {
        AtomicFile.write(path, writer -> {
            writer.write(String.join(",", COLUMNS) + "\n");
            for (CurvePoint point : curve) {
                writer.write(point.steps() + "," + point.costJoules() + "," + point.missedPercent() + ","
                        + point.energyJoules() + "\n");
            }
        });
    }

    /** Reads a curve, at least one point; errors name file, line, column, rule and value. */
    public static List<CurvePoint> read(Path path) {
        List<CurvePoint> curve = new ArrayList<>();
        CsvTable.Head head = CsvTable.read(path, Set.copyOf(COLUMNS), row -> curve.add(point(row, curve)));
        head.requireKnown(COLUMNS, path);
        return List.copyOf(curve);
    }

    private static CurvePoint point(CsvTable.Row row, List<CurvePoint> before) {
        long steps = row.integer(STEPS);
        long last = before.isEmpty() ? -1 : before.get(before.size() - 1).steps();
        if (steps <= last) {
            throw row.error(STEPS, "above " + last);
        }
        double missed = row.nonNegative(MISSED);
        if (missed > 100) {
            throw row.error(MISSED, "at most 100");
        }
        return new CurvePoint(steps, row.nonNegative(COST), missed, row.nonNegative(ENERGY));
    }
}
