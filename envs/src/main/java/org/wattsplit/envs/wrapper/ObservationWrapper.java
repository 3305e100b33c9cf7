package org.wattsplit.envs.wrapper;

import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** An environment with observations of its own, made from those of the one inside. */
abstract class ObservationWrapper extends Wrapper {
    private final Box space;

    /** Around that environment; its own observations are in {@code space}. */
    ObservationWrapper(Environment inner, Box space) {
        super(inner);
        this.space = space;
    }

    /** What is observed at the beginning of an episode, where the one inside shows {@code inner}. */
    abstract Observation first(Observation inner);

    /** What is observed after a step, where the one inside shows {@code inner}. */
    abstract Observation next(Observation inner);

    @Override
    public final Box observationSpace() {
        return space;
    }

    @Override
    public final Reset reset(long seed, ResetOptions options) {
        Reset reset = super.reset(seed, options);
        return new Reset(first(reset.observation()), reset.mask(), reset.world());
    }

    @Override
    public final Step step(int action) {
        Step step = super.step(action);
        return new Step(next(step.observation()), step.reward(), step.terminated(), step.truncated(), step.info());
    }
}
