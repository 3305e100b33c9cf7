package org.wattsplit.agents.network;

import org.wattsplit.agents.features.Hyperparameters;

/**
 * Hyper-parameters of a learner that learns from steps that it remembers.
 *
 * @param buffer steps that are remembered
 * @param warmup steps before the first update
 * @param every steps between updates
 * @param batch steps of one update
 */
public record ReplayOptions(int buffer, int warmup, int every, int batch) {
    /** Those of a learner whose warm-up has at least so many steps. */
    public static ReplayOptions of(Hyperparameters values, int leastWarmup) {
        return new ReplayOptions(
                values.whole("buffer", 1, 10_000_000),
                values.whole("warmup", leastWarmup, 1_000_000_000),
                values.whole("every", 1, 1_000_000),
                values.whole("batch", 1, 1_000_000));
    }

    /** Whether an update is due after so many steps. */
    public boolean updatesAfter(long steps) {
        return steps > warmup && steps % every == 0;
    }
}
