package org.wattsplit.testbed.guard;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;

/**
 * When a guard keeps requests from the cloud. What a file leaves out is as in {@link #DEFAULT}.
 *
 * @param failuresPercent share of failed or late calls among the last ones at which it opens, above 0 to 100
 * @param calls how many last calls count, at least 1; it opens on fewer too, once {@code leastCalls} are known
 * @param leastCalls calls before it can open, from 1 to {@code calls}
 * @param probeMillis time between two tries whether the cloud is back, above 0
 * @param probeDeadlineMillis time that such a try may take, above 0: a cloud that answers later is not back
 * @param concurrent calls at a time; more are refused
 */
public record GuardOptions(
        @Default("50") double failuresPercent,
        @Default("4") int calls,
        @Default("2") int leastCalls,
        @Default("200") double probeMillis,
        @Default("250") double probeDeadlineMillis,
        @Default("4") int concurrent) {
    /** Opens when half of the last four calls failed, two at least; a try every 200 ms, of at most 250 ms; four at a time. */
    public static final GuardOptions DEFAULT = new GuardOptions(50, 4, 2, 200, 250, 4);

    public GuardOptions {
        Check.that(
                failuresPercent > 0 && failuresPercent <= 100,
                "failures_percent",
                "above 0, at most 100",
                failuresPercent);
        Check.that(calls >= 1, "calls", "at least 1", calls);
        Check.that(leastCalls >= 1 && leastCalls <= calls, "least_calls", "from 1 to " + calls, leastCalls);
        Check.positive("probe_millis", probeMillis);
        Check.positive("probe_deadline_millis", probeDeadlineMillis);
        Check.that(concurrent >= 1, "concurrent", "at least 1", concurrent);
    }
}
