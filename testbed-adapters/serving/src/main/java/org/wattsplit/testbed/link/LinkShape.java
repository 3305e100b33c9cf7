package org.wattsplit.testbed.link;

import org.wattsplit.framework.check.Check;

/**
 * One direction of a link.
 *
 * @param mbps rate in megabits per second, above 0; infinite for no limit
 * @param delayMillis time that a byte takes beyond the rate's, at least 0
 */
public record LinkShape(double mbps, double delayMillis) {
    /** No limit and no delay. */
    public static final LinkShape NONE = new LinkShape(Double.POSITIVE_INFINITY, 0);

    public LinkShape {
        Check.that(mbps > 0, "mbps", "above 0", mbps);
        Check.nonNegative("delay_ms", delayMillis);
    }

    /** The nanoseconds that so many bytes occupy the link. */
    long nanos(int bytes) {
        return (long) (bytes * 8000.0 / mbps);
    }
}
