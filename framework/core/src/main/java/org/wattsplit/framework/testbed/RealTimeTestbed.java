package org.wattsplit.framework.testbed;

/**
 * A testbed whose time is real: hardware, here or elsewhere. What happened cannot be run again: another episode is another
 * session.
 */
public non-sealed interface RealTimeTestbed extends Testbed {
    /** Told how long the decision for the next request took, which is a part of its outcome. */
    void onDecision(long nanos);

    /**
     * Told that the next request is the last one: what disturbed it, or those before it, is said in its outcome or not at all.
     */
    default void onLast() {}

    /** Waits until so many milliseconds have passed since it was opened; not at all where they have. */
    void awaitTime(double timeMillis);
}
