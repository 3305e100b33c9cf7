package org.wattsplit.envs.wrapper;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;

/**
 * Observes the latest observations together, the newest first: so its values stand where they always do. The older ones
 * are called {@code NAME[-1]}, {@code NAME[-2]}, …; at the beginning of an episode they repeat the first observation.
 */
public final class Stacking extends ObservationWrapper {
    private final int depth;
    private double[] stack = {};

    /**
     * Around an environment.
     *
     * @param depth observations seen together, at least 1
     */
    public Stacking(Environment inner, int depth) {
        super(inner, space(inner.observationSpace(), depth));
        this.depth = depth;
    }

    private static Box space(Box one, int depth) {
        Check.that(depth >= 1, "the depth of the stack", "at least 1", depth);
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
        return new Box(names, low, high);
    }

    @Override
    Observation first(Observation inner) {
        double[] first = inner.toArray();
        stack = new double[depth * first.length];
        for (int age = 0; age < depth; age++) {
            System.arraycopy(first, 0, stack, age * first.length, first.length);
        }
        return Observation.of(stack);
    }

    @Override
    Observation next(Observation inner) {
        double[] newest = inner.toArray();
        System.arraycopy(stack, 0, stack, newest.length, stack.length - newest.length);
        System.arraycopy(newest, 0, stack, 0, newest.length);
        return Observation.of(stack);
    }
}
