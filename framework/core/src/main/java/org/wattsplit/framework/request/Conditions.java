package org.wattsplit.framework.request;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/** The conditions that were observed before a decision; estimates may be late and noisy. Immutable. */
public final class Conditions {
    private static final int COUNT = Condition.values().length;

    /** Nothing observed. */
    public static final Conditions NONE = of(Map.of());

    /** By condition; NaN for one that was not observed. */
    private final double[] values;

    private Conditions(double[] values) {
        this.values = values;
    }

    /** The conditions of those finite values. */
    public static Conditions of(Map<Condition, Double> values) {
        double[] array = new double[COUNT];
        Arrays.fill(array, Double.NaN);
        values.forEach((condition, value) -> array[condition.ordinal()] = Check.finite(condition.column(), value));
        return new Conditions(array);
    }

    /** The same with one more, finite. */
    public Conditions with(Condition condition, double value) {
        double[] array = values.clone();
        array[condition.ordinal()] = Check.finite(condition.column(), value);
        return new Conditions(array);
    }

    /** A condition's value; empty when it was not observed. */
    public OptionalDouble value(Condition condition) {
        double value = values[condition.ordinal()];
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** A condition's value, or another number when it was not observed. */
    public double value(Condition condition, double otherwise) {
        double value = values[condition.ordinal()];
        return Double.isNaN(value) ? otherwise : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Conditions that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
