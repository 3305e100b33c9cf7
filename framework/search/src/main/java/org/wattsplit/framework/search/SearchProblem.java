package org.wattsplit.framework.search;

import java.util.List;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * What a search is about.
 *
 * @param space the configurations that can be evaluated
 * @param objectives what is minimised
 * @param random the strategy's chance
 * @param batch how many configurations can be measured at a time, at least 1; a strategy that learns from every
 *     evaluation suggests as many at once, others suggest what suits them
 */
public record SearchProblem(ConfigurationSpace space, List<Objective> objectives, RandomGenerator random, int batch) {
    public SearchProblem {
        objectives = List.copyOf(objectives);
        Check.that(batch >= 1, "the batch", "at least 1", batch);
    }
}
