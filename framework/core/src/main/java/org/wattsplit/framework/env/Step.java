package org.wattsplit.framework.env;

/**
 * The result of a step.
 *
 * @param observation what the agent sees next; after the last request it repeats that request's deadline
 * @param reward minus the request's cost in joules
 * @param terminated whether the workload has ended
 * @param truncated whether the episode was cut short
 * @param info what happened
 */
public record Step(Observation observation, double reward, boolean terminated, boolean truncated, Info info) {
    /** Whether the episode is over. */
    public boolean done() {
        return terminated || truncated;
    }
}
