package org.wattsplit.testbed.cloud;

import java.util.OptionalDouble;
import org.wattsplit.framework.check.Check;

/**
 * How far a server is.
 *
 * @param medianMillis median time of a call that carries nothing
 * @param offsetMillis the server's clock minus this one's, as the fastest of the calls shows it, so wrong by at most half of
 *     that call's time; empty where the server does not tell its time
 */
public record RoundTrip(double medianMillis, OptionalDouble offsetMillis) {
    public RoundTrip {
        Check.nonNegative("the round trip", medianMillis);
    }
}
