package org.wattsplit.study.reproduce;

import java.nio.file.Path;
import org.wattsplit.framework.check.InputException;

/**
 * How SAC-d is recomputed.
 *
 * @param seeds trainings, each tested under its own seed, at least 2
 * @param steps steps of a training, 1 to a million
 * @param requests requests of a test, at least 1
 * @param out folder of policies and runs; what is complete there is not done again
 */
public record SacDPlan(int seeds, int steps, int requests, Path out) {
    /** Ten seeds of 100,000 steps, tested on 10,000 requests each. */
    public static final SacDPlan USUAL = new SacDPlan(10, 100_000, 10_000, Path.of("runs", "sac-d"));

    public SacDPlan {
        InputException.require(seeds >= 2, "the seeds", "at least 2", seeds);
        InputException.require(
                steps >= 1 && steps <= 1_000_000, "the steps", "at least 1 and at most a million", steps);
        InputException.require(requests >= 1, "the requests", "at least 1", requests);
    }
}
