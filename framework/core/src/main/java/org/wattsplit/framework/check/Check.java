package org.wattsplit.framework.check;

import java.util.Collection;
import java.util.function.Supplier;

/** Argument checks whose message names the thing, the rule and the value given. */
public final class Check {
    private Check() {}

    /** Returns {@code value}, or throws {@link IllegalArgumentException} when {@code holds} is false. */
    public static <T> T that(boolean holds, String name, String rule, T value) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + name + " to be " + rule + ", given " + value);
        }
        return value;
    }

    /** As {@link #that(boolean, String, String, Object)}, with a rule that is put in words only when it is broken. */
    public static <T> T that(boolean holds, String name, Supplier<String> rule, T value) {
        return holds ? value : that(false, name, rule.get(), value);
    }

    /** Returns {@code value} when it is neither NaN nor infinite. */
    public static double finite(String name, double value) {
        return that(Double.isFinite(value), name, "a finite number", value);
    }

    /** Returns {@code value} when it is finite and at least 0. */
    public static double nonNegative(String name, double value) {
        return that(Double.isFinite(value) && value >= 0, name, "a finite number of at least 0", value);
    }

    /** Returns {@code value} when it is finite and above 0. */
    public static double positive(String name, double value) {
        return that(Double.isFinite(value) && value > 0, name, "a finite number above 0", value);
    }

    /** Returns {@code value} when {@code min <= value <= max}. */
    public static int range(String name, int min, int max, int value) {
        return that(value >= min && value <= max, name, "between " + min + " and " + max, value);
    }

    /** Returns {@code text} when it has a character that is no space. */
    public static String notBlank(String name, String text) {
        return that(!text.isBlank(), name, "not blank", text);
    }

    /** Returns {@code values} when there is at least one. */
    public static <C extends Collection<?>> C notEmpty(String name, C values) {
        return that(!values.isEmpty(), name, "not empty", values);
    }
}
