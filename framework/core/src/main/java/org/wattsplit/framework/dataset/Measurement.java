package org.wattsplit.framework.dataset;

import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Configuration;

/**
 * One row of a measurement table: one run of one configuration.
 *
 * @param configuration what ran
 * @param outcome what it took, without reconfiguration, queue and decision
 */
public record Measurement(Configuration configuration, Outcome outcome) {}
