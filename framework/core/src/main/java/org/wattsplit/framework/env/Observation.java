package org.wattsplit.framework.env;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.request.Condition;

/**
 * What an agent sees before it decides. Immutable; the environment's observation space names every index. The first
 * two are the same everywhere:
 *
 * <table><caption>Observation</caption>
 * <tr><th>index</th><th>name</th><th>unit</th><th>range</th></tr>
 * <tr><td>0</td><td>deadline_ms</td><td>ms left until the deadline; the whole of it where no request waits</td><td>any;
 *     below 0 when it passed while the request waited</td></tr>
 * <tr><td>1</td><td>setting</td><td>number of the current hardware setting</td><td>0 to settings - 1</td></tr>
 * <tr><td>2…</td><td>the testbed's conditions</td><td>in their names</td><td>see the observation space</td></tr>
 * </table>
 */
public final class Observation {
    /** Index of the deadline in milliseconds. */
    public static final int DEADLINE = 0;

    /** Index of the number of the current hardware setting. */
    public static final int SETTING = 1;

    /** Index of the first condition. */
    public static final int CONDITIONS = 2;

    private final double[] values;

    private Observation(double[] values) {
        this.values = values;
    }

    /** The space of observations of that many hardware settings and those conditions. */
    public static Box space(int settings, List<Condition> conditions) {
        List<String> names = new ArrayList<>(List.of("deadline_ms", "setting"));
        List<Double> low = new ArrayList<>(List.of(Double.NEGATIVE_INFINITY, 0.0));
        List<Double> high = new ArrayList<>(List.of(Double.POSITIVE_INFINITY, settings - 1.0));
        for (Condition condition : conditions) {
            names.add(condition.column());
            low.add(condition.least());
            high.add(condition.most());
        }
        return new Box(names, low, high);
    }

    /** An observation of those values; the array is copied. */
    public static Observation of(double... values) {
        return new Observation(values.clone());
    }

    /** The value at an index. */
    public double get(int index) {
        return values[index];
    }

    /** The deadline of the request to decide on, in milliseconds. */
    public double deadlineMillis() {
        return values[DEADLINE];
    }

    /** The number of the current hardware setting. */
    public int settingIndex() {
        return (int) values[SETTING];
    }

    /** The same without the value at an index. */
    public Observation without(int index) {
        double[] others = new double[values.length - 1];
        System.arraycopy(values, 0, others, 0, index);
        System.arraycopy(values, index + 1, others, index, others.length - index);
        return new Observation(others);
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }

    /** The values, a copy. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Observation that && Arrays.equals(values, that.values);
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
