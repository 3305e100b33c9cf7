package org.wattsplit.framework.agent;

import java.math.BigDecimal;
import java.util.Map;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/**
 * An option of an agent that is a number: what says so to people also checks what they give.
 *
 * @param name its name
 * @param preset its value unless it is given
 * @param least the least value
 * @param most the largest value; infinite for none
 * @param whole whether only whole numbers are values
 * @param meaning what it does, in a sentence or less
 */
public record NumberOption(String name, double preset, double least, double most, boolean whole, String meaning) {
    public NumberOption {
        Check.that(isValue(preset, least, most, whole), "the preset of option " + name, "one of its values", preset);
    }

    /** A number of at least 0. */
    public static NumberOption nonNegative(String name, double preset, String meaning) {
        return new NumberOption(name, preset, 0, Double.POSITIVE_INFINITY, false, meaning);
    }

    private static boolean isValue(double value, double least, double most, boolean whole) {
        return Double.isFinite(value) && value >= least && value <= most && (!whole || value == Math.rint(value));
    }

    /**
     * Its value among options by name, or its preset.
     *
     * @throws InputException where what is given is none of its values
     */
    public double of(Map<String, String> options) {
        String text = options.get(name);
        if (text == null) {
            return preset;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!isValue(value, least, most, whole)) {
            throw InputException.of("option " + name, values(), text);
        }
        return value;
    }

    private String values() {
        return (whole ? "a whole number " : "a number ")
                + (Double.isInfinite(most)
                        ? "of at least " + text(least)
                        : "between " + text(least) + " and " + text(most));
    }

    private static String text(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** The same in words. */
    public AgentOption inWords() {
        return new AgentOption(name, text(preset), values(), meaning);
    }
}
