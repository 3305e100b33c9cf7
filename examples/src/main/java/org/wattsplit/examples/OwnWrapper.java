package org.wattsplit.examples;

import java.nio.file.Path;
import org.wattsplit.envs.wrapper.Wrapper;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.study.Study;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.study.job.ScenarioChoice;

/** A wrapped environment, in which a miss is worth twice the regret to whoever learns; what is logged stays as it was. */
public final class OwnWrapper {
    private OwnWrapper() {}

    /** Trains and compares in {@code runs/own-wrapper}. */
    public static void main(String[] args) {
        System.out.println(
                run(Path.of("runs", "own-wrapper"), 50_000, 10_000).comparison().winners() + " cost least");
    }

    static CompareResult run(Path out, int steps, int requests) {
        EnvironmentProvider model = ScenarioChoice.provider("DynaSplitModel-v1", Registry.installed());
        Study study = Study.of("pi4-coral-gpu", out)
                .environment(model.wrapped("Strict-v1", "a miss counts twice in the reward", Strict::new));
        study.search();
        study.train("linucb", plan -> plan.withSteps(steps, steps / 5));
        study.evaluate(plan -> plan.withRequests(requests), "planner");
        return study.compare();
    }

    private static final class Strict extends Wrapper {
        Strict(Environment inner) {
            super(inner);
        }

        @Override
        public Step step(int action) {
            Step step = super.step(action);
            double reward = step.info().missed() ? 2 * step.reward() : step.reward();
            return new Step(step.observation(), reward, step.terminated(), step.truncated(), step.info());
        }
    }
}
