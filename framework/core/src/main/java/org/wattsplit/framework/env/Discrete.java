package org.wattsplit.framework.env;

import org.wattsplit.framework.check.Check;

/**
 * The whole numbers from 0 to below {@code n}, as Gymnasium's {@code Discrete}.
 *
 * @param n how many there are, above 0
 */
public record Discrete(int n) {
    public Discrete {
        Check.that(n > 0, "n", "above 0", n);
    }

    /** Whether a number is one of them. */
    public boolean contains(int action) {
        return action >= 0 && action < n;
    }
}
