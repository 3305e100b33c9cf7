package org.wattsplit.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** A learner that tries actions and learns from them. */
final class Exploration {
    private Exploration() {}

    /** Lets a learner try and learn for some steps, each under a mask of its own; the actions it tried. */
    static List<Integer> run(Learner learner, Instance instance, int steps, long seed, Supplier<ActionMask> masks) {
        List<Integer> tried = new ArrayList<>();
        try (Environment environment = instance.environment()) {
            Observation observation =
                    environment.reset(seed, ResetOptions.DEFAULT).observation();
            ActionMask mask = masks.get();
            for (int i = 0; i < steps; i++) {
                int action = learner.explore(observation, mask);
                assertThat(mask.allows(action)).isTrue();
                tried.add(action);
                Step step = environment.step(action);
                ActionMask next = masks.get();
                learner.observe(new Transition(
                        observation,
                        mask,
                        action,
                        step.reward(),
                        step.info().reward(),
                        step.observation(),
                        next,
                        step.terminated(),
                        false));
                mask = next;
                observation = step.done()
                        ? environment.reset(seed + i, ResetOptions.DEFAULT).observation()
                        : step.observation();
            }
        }
        return tried;
    }
}
