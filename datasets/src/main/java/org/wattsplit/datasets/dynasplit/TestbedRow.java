package org.wattsplit.datasets.dynasplit;

/**
 * One row of the published testbed experiment.
 *
 * @param strategy the strategy's published name
 * @param deadlineMillis the request's deadline
 * @param latencyMillis measured latency
 * @param energyJoules measured energy
 */
public record TestbedRow(String strategy, double deadlineMillis, double latencyMillis, double energyJoules) {
    /** Whether the deadline was missed. */
    public boolean missed() {
        return latencyMillis > deadlineMillis;
    }
}
