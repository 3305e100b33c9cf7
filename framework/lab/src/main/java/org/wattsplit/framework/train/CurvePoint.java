package org.wattsplit.framework.train;

/**
 * How good a learner is after so many steps, on validation requests.
 *
 * @param steps steps of training so far
 * @param costJoules mean cost of a request
 * @param missedPercent deadlines missed
 * @param energyJoules mean energy of a request
 */
public record CurvePoint(long steps, double costJoules, double missedPercent, double energyJoules) {}
