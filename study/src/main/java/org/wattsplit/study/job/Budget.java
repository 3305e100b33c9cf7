package org.wattsplit.study.job;

import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * A search's budget as users give it.
 *
 * @param text a number of evaluations, or a percentage of the feasible space
 * @param number the number
 * @param percent whether it is a percentage
 */
public record Budget(String text, double number, boolean percent) {
    /** What a percentage is at least, as far as the space has so many: of fewer no front can be told. */
    public static final int LEAST_OF_PERCENT = 16;

    /** The budget that a text stands for: a whole number of at least 1, or a percentage up to 100%. */
    public static Budget parse(String text) {
        boolean percent = text.endsWith("%");
        double number;
        try {
            number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        boolean valid = percent ? number > 0 && number <= 100 : number >= 1 && number == Math.rint(number);
        if (!valid || number > Integer.MAX_VALUE) {
            throw InputException.of("the budget", "a whole number of at least 1, or a percentage up to 100%", text);
        }
        return new Budget(text, number, percent);
    }

    /** The evaluations that it allows in a space, percentages rounded up and at least {@link #LEAST_OF_PERCENT}. */
    public int evaluations(ConfigurationSpace space) {
        if (percent && !space.enumerable()) {
            throw InputException.of(
                    "the budget", "a number of evaluations, since the space is too large to count", text);
        }
        if (!percent) {
            return (int) number;
        }
        long size = space.size();
        return Math.max((int) Math.ceil(number * size / 100), (int) Math.min(size, LEAST_OF_PERCENT));
    }
}
