package org.wattsplit.framework.request;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/**
 * One request for inference.
 *
 * @param id its number in the workload
 * @param model the network it asks for
 * @param arrivalMillis when it arrives, from the workload's start; 0 in a closed-loop workload, where a request
 *     arrives when the one before it is answered
 * @param deadlineMillis the most latency it accepts, above 0; it is missed when the latency is larger
 * @param batch how many inputs it has, at least 1; they are served together
 */
public record Request(long id, String model, double arrivalMillis, double deadlineMillis, int batch) {
    public Request {
        Check.nonNegative("arrival_ms", arrivalMillis);
        Check.positive("deadline_ms", deadlineMillis);
        Check.that(batch >= 1, "batch", "at least 1", batch);
    }

    /** A request of one input. */
    public Request(long id, String model, double arrivalMillis, double deadlineMillis) {
        this(id, model, arrivalMillis, deadlineMillis, 1);
    }

    /** The same, arriving at another time. */
    public Request arrivingAt(double millis) {
        return new Request(id, model, millis, deadlineMillis, batch);
    }

    /** The same with another deadline. */
    public Request dueIn(double millis) {
        return new Request(id, model, arrivalMillis, millis, batch);
    }

    /** Whether a latency misses the deadline. */
    public boolean missedBy(double latencyMillis) {
        return latencyMillis > deadlineMillis;
    }

    /** That of the other components for a batch of one: earlier trainings, whose files keep it, know no batches. */
    @Override
    public int hashCode() {
        int hash = 31 * (31 * (31 * Long.hashCode(id) + model.hashCode()) + Double.hashCode(arrivalMillis))
                + Double.hashCode(deadlineMillis);
        return batch == 1 ? hash : 31 * hash + batch;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Request that
                && id == that.id
                && model.equals(that.model)
                && Double.compare(arrivalMillis, that.arrivalMillis) == 0
                && Double.compare(deadlineMillis, that.deadlineMillis) == 0
                && batch == that.batch;
    }
}
