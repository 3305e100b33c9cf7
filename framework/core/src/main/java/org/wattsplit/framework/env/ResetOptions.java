package org.wattsplit.framework.env;

import org.wattsplit.framework.check.Check;

/**
 * Where an episode begins.
 *
 * @param firstRequest position in the workload of the first request, from 0
 */
public record ResetOptions(int firstRequest) {
    /** From the first request. */
    public static final ResetOptions DEFAULT = new ResetOptions(0);

    public ResetOptions {
        Check.that(firstRequest >= 0, "first_request", "at least 0", firstRequest);
    }
}
