package org.wattsplit.framework.agent;

import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;

/** Picks an action from an observation. One thread at a time. */
public interface Agent {
    /** The action to take: one of the action set that the mask allows. */
    int act(Observation observation, ActionMask mask);

    /** Called before the first action of every episode. */
    default void reset() {}
}
