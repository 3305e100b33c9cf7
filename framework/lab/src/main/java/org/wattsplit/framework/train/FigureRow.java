package org.wattsplit.framework.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures of a training between two evaluations.
 *
 * @param steps steps of training so far
 * @param values by name, in the order of columns; {@code NaN} where there is nothing to say
 */
public record FigureRow(long steps, Map<String, Double> values) {
    public FigureRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
