package org.wattsplit.framework.search;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/**
 * How often configurations are measured, for testbeds that do not answer the same twice.
 *
 * @param first measurements of every new configuration, at least 1
 * @param most measurements of configurations on or next to the front in the end, at least {@code first}
 * @param quantile the quantile of latency and of energy over its measurements, above 0 and below 1, that a
 *     configuration is judged by; null for the mean
 */
public record Repeats(int first, int most, @Nullable Double quantile) {
    /** One measurement each. */
    public static final Repeats ONCE = new Repeats(1, 1, null);

    public Repeats {
        Check.that(first >= 1, "the measurements of a configuration", "at least 1", first);
        Check.that(most >= first, "the most measurements of a configuration", "at least " + first, most);
        Check.that(
                quantile == null || (quantile > 0 && quantile < 1),
                "the quantile",
                "above 0 and below 1",
                String.valueOf(quantile));
    }
}
