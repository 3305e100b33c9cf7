package org.wattsplit.datasets.trace;

import java.nio.file.Path;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.file.CsvTable;

/**
 * A trace as plain CSV: {@code time_ms} in equal steps from 0, {@code mbps}, and {@code rtt_ms} where it is known. Each
 * row holds until the next one.
 */
public final class CsvTrace {
    static final String TIME = "time_ms";
    static final String RATE = "mbps";
    static final String RTT = "rtt_ms";

    private CsvTrace() {}

    /** Reads a trace under a name; errors name file, line, column, rule and value. */
    public static NetworkTrace read(Path path, String name) {
        Columns columns = new Columns();
        double[] times = {Double.NaN, Double.NaN};
        CsvTable.Head head = CsvTable.read(path, Set.of(TIME, RATE), row -> {
            double time = row.nonNegative(TIME);
            int rows = columns.size();
            double expected = rows == 0 ? 0 : rows == 1 ? time : rows * times[1];
            boolean equalSteps = Math.abs(time - expected) <= 1e-6 * Math.max(1, expected);
            if (!equalSteps || (rows == 1 && time <= 0)) {
                throw row.error(TIME, "in equal steps from 0");
            }
            if (rows < 2) {
                times[rows] = time;
            }
            columns.add(row.nonNegative(RATE), row.has(RTT) ? row.nonNegative(RTT) : Double.NaN);
        });
        if (columns.size() < 2) {
            throw InputException.of("a trace", "at least two rows", columns.size())
                    .at(path.toString(), 0, 0);
        }
        return columns.trace(path, name, times[1], head.columns().contains(RTT));
    }
}
