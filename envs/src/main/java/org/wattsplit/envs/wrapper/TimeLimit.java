package org.wattsplit.envs.wrapper;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** Truncates episodes after a number of steps; a last request within the limit still terminates them. */
public final class TimeLimit extends Wrapper {
    private final int most;
    private int steps;

    /**
     * A limit on an environment.
     *
     * @param most steps of an episode, at least 1
     */
    public TimeLimit(Environment inner, int most) {
        super(inner);
        this.most = most;
        Check.that(most >= 1, "the time limit", "at least 1 step", most);
    }

    @Override
    public Reset reset(long seed, ResetOptions options) {
        steps = 0;
        return super.reset(seed, options);
    }

    @Override
    public Step step(int action) {
        if (steps >= most) {
            throw new IllegalStateException("Expected a reset after the end of an episode");
        }
        Step step = super.step(action);
        steps++;
        return steps < most || step.terminated()
                ? step
                : new Step(step.observation(), step.reward(), false, true, step.info());
    }
}
