package org.wattsplit.framework.env;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.testbed.DrawnWorld;

/**
 * The result of a reset.
 *
 * @param observation what the agent sees first
 * @param mask the actions allowed first
 * @param world which of a few worlds was drawn for the episode; null where there is nothing of the kind. No agent sees it
 */
public record Reset(
        Observation observation, ActionMask mask, @Nullable DrawnWorld world) {
    /** The result of a reset that drew no world of several. */
    public Reset(Observation observation, ActionMask mask) {
        this(observation, mask, null);
    }
}
