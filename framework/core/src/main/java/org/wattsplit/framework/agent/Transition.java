package org.wattsplit.framework.agent;

import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.env.Step;

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
        boolean truncated) {
    /**
     * A step of requests that go on after it, whether or not their log or lesson does: its end is a cut and no end.
     *
     * @param cut whether no step follows this one
     */
    public static Transition of(Observation observation, ActionMask mask, int action, Step step, boolean cut) {
        return new Transition(
                observation,
                mask,
                action,
                step.reward(),
                step.info().reward(),
                step.observation(),
                step.info().mask(),
                false,
                cut);
    }
}
