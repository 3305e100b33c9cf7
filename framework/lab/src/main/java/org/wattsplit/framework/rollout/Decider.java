package org.wattsplit.framework.rollout;

import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;

/** Chooses an action for a request: an agent that acts, or a learner that explores. */
@FunctionalInterface
public interface Decider {
    /** The action to take: one that the mask allows. */
    int decide(Observation observation, ActionMask mask);
}
