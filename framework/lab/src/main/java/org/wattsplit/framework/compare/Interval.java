package org.wattsplit.framework.compare;

/**
 * An estimate with its 95 % interval.
 *
 * @param value the estimate
 * @param low lower end
 * @param high upper end
 */
public record Interval(double value, double low, double high) {
    /** Whether 0 lies outside the interval. */
    public boolean apartFromZero() {
        return low > 0 || high < 0;
    }

    /** The same interval cut where the quantity ends; an estimate lies between these ends. */
    Interval within(double least, double most) {
        return new Interval(value, Math.max(low, least), Math.min(high, most));
    }

    /** Whether two intervals have a number in common. */
    boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }
}
