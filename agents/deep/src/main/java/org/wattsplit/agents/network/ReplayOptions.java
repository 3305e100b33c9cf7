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
    /** Those of a learner. */
    public static ReplayOptions of(Hyperparameters values) {
        return new ReplayOptions(
                values.whole("buffer"), values.whole("warmup"), values.whole("every"), values.whole("batch"));
    }

    /** Whether an update is due after so many steps. */
    public boolean updatesAfter(long steps) {
        return steps > warmup && steps % every == 0;
    }
}
