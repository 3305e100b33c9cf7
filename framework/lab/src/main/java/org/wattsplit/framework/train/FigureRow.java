package org.wattsplit.framework.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures of a training between two evaluations.
 *
 * @param steps steps of training so far
 * @param values by name, in the order of columns; {@code NaN} where there is nothing to say, or no finite number
 */
public record FigureRow(long steps, Map<String, Double> values) {
    public FigureRow {
        Map<String, Double> all = new LinkedHashMap<>(values);
        // One NaN in place of any, so that the same training has the same bytes on every processor.
        all.replaceAll((name, value) -> Double.isFinite(value) ? value : Double.NaN);
        values = Collections.unmodifiableMap(all);
    }
}
