package org.wattsplit.framework.env;

/**
 * The reward of a step, each component minimised.
 *
 * @param energyJoules energy of the request
 * @param deadlineMiss 1 when the deadline was missed, else 0
 * @param accuracyLoss how far the accuracy is below the best of the action set; 0 where accuracy is unknown
 */
public record Reward(double energyJoules, double deadlineMiss, double accuracyLoss) {}
