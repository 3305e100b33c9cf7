package org.wattsplit.framework.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** Checks that an environment keeps Gymnasium's contract; throws {@link AssertionError} where it does not. */
public final class EnvironmentChecker {
    private static final int STEPS = 500;

    private EnvironmentChecker() {}

    /** Checks a fresh environment, and closes it. */
    public static void check(Environment environment) {
        expectThrows(
                () -> environment.step(0), IllegalStateException.class, "a step before the first reset is refused");
        List<Object> first = episode(environment);
        List<Object> second = episode(environment);
        expect(first.equals(second), "equal seeds and actions give equal episodes");
        environment.reset(1, ResetOptions.DEFAULT);
        int beyond = environment.actionSpace().n();
        expectThrows(
                () -> environment.step(beyond),
                IllegalArgumentException.class,
                "an action beyond the space is refused");
        expectThrows(() -> environment.step(-1), IllegalArgumentException.class, "a negative action is refused");
        environment.close();
        environment.close();
    }

    private static List<Object> episode(Environment environment) {
        RandomGenerator random = new SplittableRandom(7);
        Reset reset = environment.reset(1, ResetOptions.DEFAULT);
        expect(environment.observationSpace().contains(reset.observation()), "the first observation is in its space");
        expect(reset.mask().size() == environment.actionSpace().n(), "the mask has one bit an action");
        ActionMask mask = reset.mask();
        List<Object> trace = new ArrayList<>();
        trace.add(reset.observation());
        boolean done = false;
        for (int i = 0; i < STEPS && !done; i++) {
            int action = mask.draw(random);
            Step step = environment.step(action);
            expect(
                    environment.observationSpace().contains(step.observation()),
                    "every observation is in its space: " + step.observation());
            expect(Double.isFinite(step.reward()), "every reward is finite");
            expect(
                    step.info().configuration().equals(environment.actions().configuration(action)),
                    "the action's configuration is executed");
            expect(
                    step.info().missed()
                            == step.info()
                                    .request()
                                    .missedBy(step.info().outcome().latencyMillis()),
                    "a miss is a latency above the deadline");
            mask = step.info().mask();
            trace.add(step.observation());
            trace.add(step.reward());
            trace.add(step.info().outcome());
            done = step.done();
        }
        if (done) {
            expectThrows(() -> environment.step(0), IllegalStateException.class, "a step after the end is refused");
        }
        return trace;
    }

    private static void expect(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("Expected that " + rule);
        }
    }

    private static void expectThrows(Runnable action, Class<? extends Exception> type, String rule) {
        try {
            action.run();
        } catch (RuntimeException e) {
            expect(type.isInstance(e), rule + " with " + type.getSimpleName() + ", given " + e);
            return;
        }
        throw new AssertionError("Expected that " + rule);
    }
}
