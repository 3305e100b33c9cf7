package org.wattsplit.framework.env;

import org.jspecify.annotations.Nullable;

/**
 * The result of a reset.
 *
 * @param observation what the agent sees first
 * @param mask the actions allowed first
 * @param world which of a few worlds was drawn for the episode, by name; null where there is nothing of the kind. No agent
 *     sees it
 */
public record Reset(
        Observation observation, ActionMask mask, @Nullable String world) {
    /** The result of a reset that drew no world of several. */
    public Reset(Observation observation, ActionMask mask) {
        this(observation, mask, null);
    }
}
