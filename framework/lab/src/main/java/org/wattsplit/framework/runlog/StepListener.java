package org.wattsplit.framework.runlog;

import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.env.Step;

/** Told of every step of a run. */
public interface StepListener extends AutoCloseable {
    /** Whether the whole run is known already, so that it need not be run. */
    default boolean alreadyComplete() {
        return false;
    }

    /** How many requests of the run are known already; for runs that cannot be run again, which go on behind them. */
    default int passKnown() {
        return 0;
    }

    /**
     * Called before a request is executed, which it must not be when this fails.
     *
     * @throws java.io.UncheckedIOException when what comes of it could not be kept
     */
    default void prepare() {}

    /** A step: the action taken, what came of it, and how long the decision took in nanoseconds. */
    void onStep(int action, Step step, long decisionNanos);

    /** What a policy has learned that went on learning, after the last step and before {@link #onComplete}. */
    default void learned(PolicyFile.About about, Learner learner) {}

    /** The run has ended, whole. */
    void onComplete();

    /** Lets go of what it holds; a second call does nothing. */
    @Override
    void close();
}
