package org.wattsplit.envs.wrapper;

import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** Refuses a step before the first reset, after the end of an episode and after closing, and a reset after closing. */
public final class OrderEnforcing extends Wrapper {
    private enum State {
        NEW("a reset before the first step"),
        RUNNING("a step or a reset"),
        ENDED("a reset after the end of an episode"),
        CLOSED("nothing after closing");

        private final String expected;

        State(String expected) {
            this.expected = expected;
        }
    }

    private State state = State.NEW;

    /** The order of an environment. */
    public OrderEnforcing(Environment inner) {
        super(inner);
    }

    @Override
    public Reset reset(long seed, ResetOptions options) {
        if (state == State.CLOSED) {
            throw refused("a reset");
        }
        Reset reset = super.reset(seed, options);
        state = State.RUNNING;
        return reset;
    }

    @Override
    public Step step(int action) {
        if (state != State.RUNNING) {
            throw refused("a step");
        }
        Step step = super.step(action);
        if (step.done()) {
            state = State.ENDED;
        }
        return step;
    }

    private IllegalStateException refused(String what) {
        return new IllegalStateException("Expected " + state.expected + ", given " + what);
    }

    @Override
    public void close() {
        state = State.CLOSED;
        super.close();
    }
}
