package org.wattsplit.testbed.model;

/**
 * How well a model fits.
 *
 * @param rows measurements that it was fitted to
 * @param fitted errors on the configurations that it was fitted to
 * @param heldOut errors on configurations that it was not fitted to
 */
public record FitReport(int rows, Errors fitted, Errors heldOut) {
    /**
     * Errors over configurations, of the model against the mean measured outcome.
     *
     * @param configurations how many
     * @param latencyMapePercent mean absolute percentage error of latency
     * @param energyMapePercent mean absolute percentage error of energy
     * @param latencySpearman rank correlation of latency
     * @param energySpearman rank correlation of energy
     */
    public record Errors(
            int configurations,
            double latencyMapePercent,
            double energyMapePercent,
            double latencySpearman,
            double energySpearman) {}
}
