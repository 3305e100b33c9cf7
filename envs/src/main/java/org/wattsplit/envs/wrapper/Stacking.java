package org.wattsplit.envs.wrapper;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/**
 * Observes the latest observations together, the newest first: so its values stand where they always do. The older ones
 * are called {@code NAME[-1]}, {@code NAME[-2]}, …; at the beginning of an episode they repeat the first observation.
 */
public final class Stacking extends Wrapper {
    private final int depth;
    private final Box space;
    private double[] stack = {};

    /**
     * Around an environment.
     *
     * @param depth observations seen together, at least 1
     */
    public Stacking(Environment inner, int depth) {
        super(inner);
        this.depth = depth;
        Check.that(depth >= 1, "the depth of the stack", "at least 1", depth);
        Box one = inner.observationSpace();
        List<String> names = new ArrayList<>();
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (int age = 0; age < depth; age++) {
            for (String name : one.names()) {
                names.add(age == 0 ? name : name + "[-" + age + "]");
            }
            low.addAll(one.low());
            high.addAll(one.high());
        }
        space = new Box(names, low, high);
    }

    @Override
    public Box observationSpace() {
        return space;
    }

    @Override
    public Reset reset(long seed, ResetOptions options) {
        Reset reset = super.reset(seed, options);
        double[] first = reset.observation().toArray();
        stack = new double[depth * first.length];
        for (int age = 0; age < depth; age++) {
            System.arraycopy(first, 0, stack, age * first.length, first.length);
        }
        return new Reset(Observation.of(stack), reset.mask());
    }

    @Override
    public Step step(int action) {
        Step step = super.step(action);
        double[] newest = step.observation().toArray();
        System.arraycopy(stack, 0, stack, newest.length, stack.length - newest.length);
        System.arraycopy(newest, 0, stack, 0, newest.length);
        return new Step(Observation.of(stack), step.reward(), step.terminated(), step.truncated(), step.info());
    }
}
