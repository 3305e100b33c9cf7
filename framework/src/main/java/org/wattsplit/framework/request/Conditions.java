package org.wattsplit.framework.request;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.wattsplit.framework.check.Check;

/** The conditions that were observed before a decision; estimates may be late and noisy. Immutable. */
public final class Conditions {
    /** Nothing observed. */
    public static final Conditions NONE = new Conditions(Map.of());

    private final Map<Condition, Double> values;

    private Conditions(Map<Condition, Double> values) {
        this.values = values;
    }

    /** The conditions of those finite values. */
    public static Conditions of(Map<Condition, Double> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        values.forEach((condition, value) -> Check.finite(condition.column(), value));
        return new Conditions(new EnumMap<>(values));
    }

    /** A condition's value; empty when it was not observed. */
    public OptionalDouble value(Condition condition) {
        Double value = values.get(condition);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
