package org.wattsplit.framework.env;

/**
 * The result of a reset.
 *
 * @param observation what the agent sees first
 * @param mask the actions allowed first
 */
public record Reset(Observation observation, ActionMask mask) {}
