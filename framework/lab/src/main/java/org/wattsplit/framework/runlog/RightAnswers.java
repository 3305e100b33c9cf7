package org.wattsplit.framework.runlog;

import java.util.SplittableRandom;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.space.Configuration;

/**
 * Draws which answers are right: each with the probability of its accuracy, from a stream of the request and the configuration, so
 * that two agents that choose the same for a request get the same answer. Costs have nothing to do with it.
 */
final class RightAnswers {
    private final RandomStreams streams;

    RightAnswers(long seed) {
        streams = RandomStreams.of(seed);
    }

    boolean drawn(long requestId, Configuration configuration, double accuracy) {
        long seed = RandomStreams.numbered(streams.seed("right answers of " + configuration), requestId);
        return new SplittableRandom(seed).nextDouble() < accuracy;
    }
}
