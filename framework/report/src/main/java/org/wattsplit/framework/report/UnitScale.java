package org.wattsplit.framework.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.Interval;

/**
 * The unit and the decimals of a column of figures, the same in every locale. Figures are given in the unit of files: joules,
 * milliseconds or percent. A dash stands for one that is absent or not a number.
 *
 * @param unit the unit's name
 * @param size how much of the files' unit one of it is
 * @param decimals digits behind the point
 */
public record UnitScale(String unit, double size, int decimals) {
    /** A heading that names the unit, such as {@code cost µJ}. */
    public String heading(String name) {
        return name + " " + unit;
    }

    /** A number under a heading that names the unit. */
    public String cell(@Nullable Double value) {
        return cell(value, "");
    }

    /** A number with its sign. */
    public String signed(@Nullable Double value) {
        return cell(value, "+");
    }

    private String cell(@Nullable Double value, String flags) {
        return value == null || value.isNaN()
                ? "-"
                : String.format(Locale.ROOT, "%" + flags + "." + decimals + "f", value / size);
    }

    /** An estimate and its interval under a heading that names the unit. */
    public String cell(@Nullable Interval interval) {
        return interval == null
                ? "-"
                : cell(interval.value()) + " [" + cell(interval.low()) + ", " + cell(interval.high()) + "]";
    }

    /** A number with its unit. */
    public String text(@Nullable Double value) {
        return cell(value) + " " + unit;
    }

    /** An estimate and its interval with their unit. */
    public String text(@Nullable Interval interval) {
        return interval == null ? "-" : cell(interval) + " " + unit;
    }

    /** A number that someone chose, with its unit and without zeros at its end. */
    public String brief(double value) {
        return BigDecimal.valueOf(value)
                        .divide(BigDecimal.valueOf(size), MathContext.DECIMAL64)
                        .stripTrailingZeros()
                        .toPlainString()
                + " " + unit;
    }
}
