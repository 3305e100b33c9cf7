package org.wattsplit.framework.request;

import org.wattsplit.framework.check.Check;

/**
 * One request for inference.
 *
 * @param id its number in the workload
 * @param model the network it asks for
 * @param arrivalMillis when it arrives, from the workload's start; 0 in a closed-loop workload, where a request
 *     arrives when the one before it is answered
 * @param deadlineMillis the most latency it accepts, above 0; it is missed when the latency is larger
 */
public record Request(long id, String model, double arrivalMillis, double deadlineMillis) {
    public Request {
        Check.nonNegative("arrival_ms", arrivalMillis);
        Check.positive("deadline_ms", deadlineMillis);
    }

    /** Whether a latency misses the deadline. */
    public boolean missedBy(double latencyMillis) {
        return latencyMillis > deadlineMillis;
    }
}
