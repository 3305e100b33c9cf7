package org.wattsplit.framework.agent;

import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.outcome.Outcome;

/** Picks an action from an observation. One thread at a time. */
public interface Agent {
    /** The action to take: one of the action set that the mask allows. */
    int act(Observation observation, ActionMask mask);

    /** Called before the first action of every episode. */
    default void reset() {}

    /**
     * Told what came of an action: what a scheduler may see of the outcome of the request that it has just decided on.
     * Called after every step, in order, where the world has moved on already.
     */
    default void onOutcome(int action, Outcome outcome) {}
}
