package org.wattsplit.framework.env;

import java.util.List;
import org.wattsplit.framework.check.Check;

/**
 * Several choices at once, the one at {@code i} a whole number from 0 to below {@code sizes(i)}, as Gymnasium's
 * {@code MultiDiscrete}.
 *
 * @param sizes how many values each has, above 0; at least one choice
 */
public record MultiDiscrete(List<Integer> sizes) {
    public MultiDiscrete {
        sizes = List.copyOf(Check.notEmpty("the sizes", sizes));
        for (int size : sizes) {
            Check.that(size > 0, "each size", "above 0", size);
        }
    }

    /** Whether those are choices of it, one for each size. */
    public boolean contains(int... choices) {
        if (choices.length != sizes.size()) {
            return false;
        }
        for (int i = 0; i < choices.length; i++) {
            if (choices[i] < 0 || choices[i] >= sizes.get(i)) {
                return false;
            }
        }
        return true;
    }
}
