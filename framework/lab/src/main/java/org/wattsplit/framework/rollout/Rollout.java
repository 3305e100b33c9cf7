package org.wattsplit.framework.rollout;

import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.Step;

/** Runs whoever decides in an environment, request by request: evaluation, validation, training and live runs alike. */
public final class Rollout {
    private Rollout() {}

    /** {@link #run(Environment, Reset, Decider, int, RolloutListener)} to the end of the episode. */
    public static int run(Environment environment, Reset start, Decider decider, RolloutListener listener) {
        return run(environment, start, decider, Integer.MAX_VALUE, listener);
    }

    /**
     * Runs until the episode is over, or for a number of steps.
     *
     * @param start where the environment stands: what a reset, or a step since, has let be observed
     * @param most steps after which it ends, at least 1
     * @return the steps taken
     */
    public static int run(Environment environment, Reset start, Decider decider, int most, RolloutListener listener) {
        Observation observation = start.observation();
        ActionMask mask = start.mask();
        int steps = 0;
        boolean last = false;
        while (!last) {
            long before = System.nanoTime();
            int action = decider.decide(observation, mask);
            long nanos = System.nanoTime() - before;
            listener.onDecision();
            environment.onDecision(nanos);
            Step step = environment.step(action);
            steps++;
            last = step.done() || steps == most;
            listener.onOutcome(new Moment(observation, mask, action, step, last, nanos));
            observation = step.observation();
            mask = step.info().mask();
        }
        return steps;
    }
}
