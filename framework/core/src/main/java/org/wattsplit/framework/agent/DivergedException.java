package org.wattsplit.framework.agent;

/** What a learner learns is no longer finite; its last checkpoint still is. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A figure that is not finite. */
    public DivergedException(String figure, double value) {
        super("Expected the " + figure + " to be finite, given " + value);
    }
}
