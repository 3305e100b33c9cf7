package org.wattsplit.framework.request;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/** The conditions that were observed before a decision; estimates may be late and noisy. Immutable. */
public final class Conditions {
    /** Nothing observed. */
    public static final Conditions NONE = new Conditions(new Condition[0], new double[0]);

    /** A handful at most, which is found sooner by looking at each than in a map. */
    private final Condition[] conditions;

    private final double[] values;

    private Conditions(Condition[] conditions, double[] values) {
        this.conditions = conditions;
        this.values = values;
    }

    /** The conditions of those finite values. */
    public static Conditions of(Map<Condition, Double> values) {
        Condition[] conditions = new Condition[values.size()];
        double[] array = new double[conditions.length];
        int i = 0;
        for (Map.Entry<Condition, Double> one : values.entrySet()) {
            conditions[i] = one.getKey();
            array[i++] = Check.finite(one.getKey().column(), one.getValue());
        }
        return new Conditions(conditions, array);
    }

    /** The conditions of those finite values, in their order; none twice. */
    public static Conditions of(List<Condition> conditions, double... values) {
        Check.that(conditions.size() == values.length, "values", "one for each condition", values.length);
        for (int i = 0; i < values.length; i++) {
            Check.finite(conditions.get(i).column(), values[i]);
        }
        return new Conditions(conditions.toArray(Condition[]::new), values.clone());
    }

    /** The same with one more, finite. */
    public Conditions with(Condition condition, double value) {
        int index = index(condition);
        int size = index < 0 ? values.length + 1 : values.length;
        Condition[] all = Arrays.copyOf(conditions, size);
        double[] array = Arrays.copyOf(values, size);
        all[index < 0 ? size - 1 : index] = condition;
        array[index < 0 ? size - 1 : index] = Check.finite(condition.column(), value);
        return new Conditions(all, array);
    }

    private int index(Condition condition) {
        for (int i = 0; i < conditions.length; i++) {
            if (conditions[i].column().equals(condition.column())) {
                return i;
            }
        }
        return -1;
    }

    /** A condition's value; empty when it was not observed. */
    public OptionalDouble value(Condition condition) {
        int index = index(condition);
        return index < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[index]);
    }

    /** A condition's value, or another number when it was not observed. */
    public double value(Condition condition, double otherwise) {
        int index = index(condition);
        return index < 0 ? otherwise : values[index];
    }

    /** All that was observed, in the order in which it was declared. */
    public Map<Condition, Double> values() {
        Map<Condition, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            all.put(conditions[i], values[i]);
        }
        return Collections.unmodifiableMap(all);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Conditions that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return values().toString();
    }
}
