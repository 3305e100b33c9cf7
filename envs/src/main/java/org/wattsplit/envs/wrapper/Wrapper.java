package org.wattsplit.envs.wrapper;

import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Discrete;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** An environment around another one, which it closes; by itself it changes nothing. */
public abstract class Wrapper implements Environment {
    private final Environment inner;

    /** Around that environment. */
    protected Wrapper(Environment inner) {
        this.inner = inner;
    }

    @Override
    public Box observationSpace() {
        return inner.observationSpace();
    }

    @Override
    public Discrete actionSpace() {
        return inner.actionSpace();
    }

    @Override
    public ActionSet actions() {
        return inner.actions();
    }

    @Override
    public Reset reset(long seed, ResetOptions options) {
        return inner.reset(seed, options);
    }

    @Override
    public void onDecision(long nanos) {
        inner.onDecision(nanos);
    }

    @Override
    public Step step(int action) {
        return inner.step(action);
    }

    @Override
    public void close() {
        inner.close();
    }
}
