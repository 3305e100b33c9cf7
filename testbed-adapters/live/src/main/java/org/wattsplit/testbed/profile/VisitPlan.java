package org.wattsplit.testbed.profile;

import java.time.Duration;
import org.wattsplit.framework.check.Check;

/**
 * What happens each time a configuration is measured.
 *
 * @param warmUps inferences before, that count for nothing; at least 0
 * @param leastWindow the least time of the inferences whose energy is measured as a whole; further ones fill it, of which
 *     nothing else is kept
 * @param quiet whether the power of a quiet time is measured at each hardware setting in each round
 * @param deadline time for a tail, above 0
 * @param attempts how often a visit may be begun when the cloud or the meter fails, at least 1
 */
public record VisitPlan(int warmUps, Duration leastWindow, boolean quiet, Duration deadline, int attempts) {
    public VisitPlan {
        Check.that(warmUps >= 0, "the warm-ups", "at least 0", warmUps);
        Check.that(!leastWindow.isNegative(), "the least window", "at least 0", leastWindow);
        Check.that(deadline.toNanos() > 0, "the deadline", "above 0", deadline);
        Check.that(attempts >= 1, "the attempts", "at least 1", attempts);
    }
}
