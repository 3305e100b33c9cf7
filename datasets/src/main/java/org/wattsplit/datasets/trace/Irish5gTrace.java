package org.wattsplit.datasets.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.file.CsvTable;

/**
 * A session of the Irish 5G dataset (Raca et al., MMSys 2020; github.com/uccmisl/5Gdataset), as its documentation
 * describes it: a row a second, {@code UL_bitrate} in kilobits per second, {@code PINGAVG} in milliseconds or
 * {@code -}. The uplink is what a split network sends over. A round trip that is unknown is the one known before it;
 * those before the first known one are the first known one.
 */
public final class Irish5gTrace {
    private static final double BIN_MILLIS = 1000;
    private static final String TIME = "Timestamp";
    private static final String UPLINK = "UL_bitrate";
    private static final String PING = "PINGAVG";
    private static final String UNKNOWN = "-";

    private Irish5gTrace() {}

    /** Whether a file's columns are those of the dataset. */
    static boolean matches(CsvTable.Head head) {
        return head.columns().contains(TIME) && head.columns().contains(UPLINK);
    }

    /** Reads a trace under a name; errors name file, line, column, rule and value. */
    public static NetworkTrace read(Path path, String name) {
        Columns columns = new Columns();
        double[] known = {Double.NaN};
        List<Double> before = new ArrayList<>();
        CsvTable.read(path, Set.of(TIME, UPLINK), row -> {
            double mbps = row.nonNegative(UPLINK) / 1000;
            if (row.has(PING) && !row.text(PING).equals(UNKNOWN)) {
                known[0] = row.nonNegative(PING);
                before.forEach(rate -> columns.add(rate, known[0]));
                before.clear();
            }
            if (Double.isNaN(known[0])) {
                before.add(mbps);
            } else {
                columns.add(mbps, known[0]);
            }
        });
        boolean withRtt = columns.size() > 0;
        before.forEach(rate -> columns.add(rate, Double.NaN));
        if (columns.size() == 0) {
            throw InputException.of("a trace", "at least one row", 0).at(path.toString(), 0, 0);
        }
        return columns.trace(path, name, BIN_MILLIS, withRtt);
    }
}
