package org.wattsplit.framework.search;

import java.util.List;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * What a search is about.
 *
 * @param space the configurations that can be evaluated
 * @param objectives what is minimised
 * @param random the strategy's chance
 */
public record SearchProblem(ConfigurationSpace space, List<Objective> objectives, RandomGenerator random) {
    public SearchProblem {
        objectives = List.copyOf(objectives);
    }
}
