package org.wattsplit.cli.output;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.Interval;

/** Numbers as text, the same in every locale. */
public final class Figures {
    private Figures() {}

    /** A number with two decimals; a dash where there is none. */
    public static String two(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A number with four decimals. */
    public static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** An estimate and its interval. */
    public static String interval(Interval interval) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", interval.value(), interval.low(), interval.high());
    }
}
