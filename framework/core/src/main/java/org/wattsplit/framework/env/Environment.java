package org.wattsplit.framework.env;

/**
 * A Markov decision process over a testbed, with Gymnasium's semantics: one action for each request. One thread at a
 * time; many environments run in one process.
 */
public interface Environment extends AutoCloseable {
    /** The space of observations. */
    Box observationSpace();

    /** The space of actions: numbers into {@link #actions}. */
    Discrete actionSpace();

    /** The configurations that the actions stand for. */
    ActionSet actions();

    /** Begins an episode; equal seeds and options give equal episodes. */
    Reset reset(long seed, ResetOptions options);

    /** Told how long the decision for the observed request took, for testbeds whose time is real. */
    default void onDecision(long nanos) {}

    /**
     * Serves the observed request with a configuration.
     *
     * @throws IllegalStateException before the first reset, and after the end of an episode
     * @throws IllegalArgumentException for an action that is none or not allowed
     */
    Step step(int action);

    /** Closes what it opened; a second call does nothing. */
    @Override
    void close();
}
