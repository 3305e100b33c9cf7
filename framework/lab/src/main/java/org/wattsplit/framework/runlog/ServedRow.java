package org.wattsplit.framework.runlog;

import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Configuration;

/**
 * One request of a run, as what its configuration came to.
 *
 * @param configuration the configuration that was chosen
 * @param deadlineMillis the request's deadline
 * @param outcome its latency and energy parts, its accuracy, and what guarded it; without reasons of absences
 * @param weights what missed deadlines, lateness and wrong answers cost in that run
 */
public record ServedRow(Configuration configuration, double deadlineMillis, Outcome outcome, CostWeights weights) {}
