package org.wattsplit.framework.rollout;

/** Told of a rollout as it goes on. */
@FunctionalInterface
public interface RolloutListener {
    /**
     * An action was chosen and is executed next, which it is not when this fails.
     *
     * @throws java.io.UncheckedIOException when what comes of it could not be kept
     */
    default void onDecision() {}

    /** A request was served. */
    void onOutcome(Moment moment);
}
