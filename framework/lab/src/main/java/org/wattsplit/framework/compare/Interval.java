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
}
