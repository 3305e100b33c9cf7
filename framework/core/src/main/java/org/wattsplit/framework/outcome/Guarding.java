package org.wattsplit.framework.outcome;

import org.wattsplit.framework.check.Check;

/**
 * What guarded a request's way to the cloud, and whether something else stood in for the cloud.
 *
 * @param state the guard's state as the request began, such as {@code closed} or {@code open}; empty where nothing guards
 * @param fallback what stood in for the cloud, why, and what that cost, in words; empty where nothing had to
 */
public record Guarding(String state, String fallback) {
    /** Nothing guards, and nothing had to stand in. */
    public static final Guarding NONE = new Guarding("", "");

    public Guarding {
        Check.that(fallback.isEmpty() || !state.isEmpty(), "the state of a guard that fell back", "given", state);
    }
}
