package org.wattsplit.framework.rollout;

import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Step;

/**
 * One request of a rollout.
 *
 * @param observation what was observed before the decision
 * @param mask the actions that were allowed
 * @param action the action that was taken
 * @param step what came of it
 * @param last whether the rollout ends with it
 * @param decisionNanos how long the decision took
 */
public record Moment(
        Observation observation, ActionMask mask, int action, Step step, boolean last, long decisionNanos) {
    /**
     * The moment as a learner sees it. The requests after the last one belong to other rollouts: the world goes on, so
     * that the end is a cut, not an end.
     */
    public Transition transition() {
        return Transition.of(observation, mask, action, step, last);
    }
}
