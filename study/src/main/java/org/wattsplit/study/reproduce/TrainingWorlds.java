package org.wattsplit.study.reproduce;

import java.util.stream.IntStream;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.rollout.Decider;
import org.wattsplit.framework.rollout.Rollout;
import org.wattsplit.study.job.Progress;

/** Worlds by which what never changes is chosen, the same for all who are tried; seeds of tests begin at 1. */
final class TrainingWorlds {
    /** The first of their seeds. */
    static final long FIRST_SEED = 1_000_001;

    /** How many there are. */
    static final int SEEDS = 6;

    private TrainingWorlds() {}

    /** What the requests of all of them cost together. */
    static double cost(Environment environment, Decider decider) {
        double[] cost = new double[1];
        for (int seed = 0; seed < SEEDS; seed++) {
            Rollout.run(
                    environment,
                    environment.reset(FIRST_SEED + seed, ResetOptions.DEFAULT),
                    decider,
                    moment -> cost[0] -= moment.step().reward());
        }
        return cost[0];
    }

    /** The action that costs least where it is taken for every request; the first of equal ones. */
    static int leastAction(Environment environment, Progress progress) {
        double[] costs = new double[environment.actions().size()];
        for (int action = 0; action < costs.length; action++) {
            int fixed = action;
            costs[action] = cost(environment, (observation, mask) -> fixed);
            progress.reached(action + 1L);
        }
        return IntStream.range(0, costs.length)
                .reduce((a, b) -> costs[b] < costs[a] ? b : a)
                .orElseThrow();
    }
}
