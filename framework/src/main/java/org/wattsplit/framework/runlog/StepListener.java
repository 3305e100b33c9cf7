package org.wattsplit.framework.runlog;

import org.wattsplit.framework.env.Step;

/** Told of every step of a run. */
public interface StepListener extends AutoCloseable {
    /** Whether the whole run is known already, so that it need not be run. */
    default boolean alreadyComplete() {
        return false;
    }

    /** A step: the action taken, what came of it, and how long the decision took in nanoseconds. */
    void onStep(int action, Step step, long decisionNanos);

    /** The run has ended, whole. */
    void onComplete();

    /** Lets go of what it holds; a second call does nothing. */
    @Override
    void close();
}
