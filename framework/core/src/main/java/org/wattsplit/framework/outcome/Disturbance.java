package org.wattsplit.framework.outcome;

import org.wattsplit.framework.check.Check;

/**
 * What made a request void: the hardware was not all the time as it was set, by the hand of another program or for want of
 * power or for heat.
 *
 * @param words what was not as it was set; empty where nothing was seen
 * @param requests how many requests are void by it: this one, and those right before it at which nobody had looked; 0 where
 *     nothing was seen
 */
public record Disturbance(String words, int requests) {
    /** Nothing was seen. */
    public static final Disturbance NONE = new Disturbance("", 0);

    public Disturbance {
        Check.that(
                words.isEmpty() ? requests == 0 : requests > 0,
                "the number of void requests",
                words.isEmpty() ? "0, as nothing was seen" : "above 0",
                requests);
    }
}
