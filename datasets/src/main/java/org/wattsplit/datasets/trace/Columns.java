package org.wattsplit.datasets.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;

/** Rates and round trips, collected bin by bin. */
final class Columns {
    private final List<Double> mbps = new ArrayList<>();
    private final List<Double> rttMillis = new ArrayList<>();

    void add(double rate, double rtt) {
        mbps.add(rate);
        rttMillis.add(rtt);
    }

    int size() {
        return mbps.size();
    }

    /** The trace of a file; rates that are all 0 are an error that names it. */
    NetworkTrace trace(Path path, String name, double binMillis, boolean withRtt) {
        if (mbps.stream().allMatch(rate -> rate == 0)) {
            throw InputException.of("the rates of a trace", "above 0 somewhere", 0)
                    .at(path.toString(), 0, 0);
        }
        return NetworkTrace.of(name, binMillis, array(mbps), withRtt ? array(rttMillis) : null);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
