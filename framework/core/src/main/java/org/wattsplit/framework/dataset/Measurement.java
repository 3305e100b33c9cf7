package org.wattsplit.framework.dataset;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Configuration;

/**
 * One row of a measurement table: one run of one configuration.
 *
 * @param configuration what ran
 * @param outcome what it took, without reconfiguration, queue and decision
 * @param quantities what else is known of it
 */
public record Measurement(Configuration configuration, Outcome outcome, Map<Quantity, Double> quantities) {
    public Measurement {
        quantities.forEach((quantity, value) -> Check.nonNegative(quantity.column(), value));
        quantities = Collections.unmodifiableMap(new TreeMap<>(quantities));
    }

    /** A row of an outcome alone. */
    public Measurement(Configuration configuration, Outcome outcome) {
        this(configuration, outcome, Map.of());
    }
}
