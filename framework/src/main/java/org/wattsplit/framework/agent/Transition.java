package org.wattsplit.framework.agent;

import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reward;

/**
 * One step as a learner sees it.
 *
 * @param observation what was observed
 * @param mask the actions that were allowed
 * @param action the action that was taken
 * @param reward minus the request's cost in joules
 * @param components what the reward is made of
 * @param next what was observed next
 * @param nextMask the actions allowed next
 * @param terminated whether nothing follows, so that the value of {@code next} is 0
 * @param truncated whether the episode was cut short, so that {@code next} still has a value
 */
public record Transition(
        Observation observation,
        ActionMask mask,
        int action,
        double reward,
        Reward components,
        Observation next,
        ActionMask nextMask,
        boolean terminated,
        boolean truncated) {}
