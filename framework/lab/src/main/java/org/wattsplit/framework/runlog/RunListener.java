package org.wattsplit.framework.runlog;

import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.rollout.RolloutListener;

/** Told of a whole run: of each of its requests, of what was learned on the way, and of its end. */
public interface RunListener extends RolloutListener, AutoCloseable {
    /** Whether the whole run is known already, so that it need not be run. */
    default boolean alreadyComplete() {
        return false;
    }

    /** How many requests of the run are known already; for runs that cannot be run again, which go on behind them. */
    default int passKnown() {
        return 0;
    }

    /** The episode has begun. */
    default void onReset(Reset reset) {}

    /** What a policy has learned that went on learning, after the last request and before {@link #onComplete}. */
    default void onLearned(PolicyFile.About about, Learner learner) {}

    /** The run has ended, whole. */
    void onComplete();

    /** Lets go of what it holds; a second call does nothing. */
    @Override
    void close();
}
