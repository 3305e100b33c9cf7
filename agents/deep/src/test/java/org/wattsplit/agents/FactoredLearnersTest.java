package org.wattsplit.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.agents.factored.MadeUpActions;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.testkit.LearnerChecker;

/** That learners which choose knob by knob keep to what the others do, and learn what they learn. */
final class FactoredLearnersTest {
    @TempDir
    private Path folder;

    private static Learner learner(Instance instance, String name, boolean factored, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("factored", factored ? "1" : "0");
        return (Learner) instance.agent(name, all);
    }

    private static Learner small(Instance instance, String name) {
        return learner(
                instance,
                name,
                true,
                name.equals("ppo")
                        ? Map.of("rollout", "64", "batch", "32", "hidden", "8", "steps", "1000")
                        : Map.of("warmup", "64", "batch", "16", "hidden", "8", "steps", "1000", "buffer", "100"));
    }

    static List<Integer> train(Learner learner, Instance instance, int steps, long seed, boolean masked) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = instance.actions.size();
        return Exploration.run(
                learner,
                instance,
                steps,
                seed,
                () -> masked ? MadeUpActions.mask(count, random) : ActionMask.all(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppo", "sac"})
    void theyKeepTheContract(String name) {
        Instance instance = new Instance(3, 50);
        LearnerChecker.check(() -> small(instance, name), true, instance.environment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppo", "sac"})
    void oneThatWasKeptGoesOnExactly(String name) {
        Instance instance = new Instance(3, 50);
        Learner learner = small(instance, name);
        train(learner, instance, 300, 1, true);
        learner.figures();
        ArrayStore store = new ArrayStore();
        learner.save(store);
        Learner other = small(instance, name);
        other.load(store);
        assertThat(train(other, instance, 300, 2, true)).isEqualTo(train(learner, instance, 300, 2, true));
        assertThat(other.figures()).isEqualTo(learner.figures());
        assertThat(instance.actionsOf(other)).isEqualTo(instance.actionsOf(learner));
        ArrayStore one = new ArrayStore();
        ArrayStore two = new ArrayStore();
        learner.save(one);
        other.save(two);
        one.write(folder.resolve("one"), "equal");
        two.write(folder.resolve("two"), "equal");
        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppo", "sac"})
    void theySolveWhatFlatOnesSolve(String name) {
        Map<String, String> untaught = name.equals("ppo")
                ? Map.of("prior", "0", "rollout", "128", "batch", "64", "steps", "4000", "entropy", "0.003")
                : Map.of("prior", "0", "steps", "2500", "every", "4", "batch", "32", "hidden", "16", "rate", "0.003");
        int steps = name.equals("ppo") ? 4_000 : 2_500;
        double before = 0;
        double flat = 0;
        double factored = 0;
        for (int seed = 1; seed < (name.equals("ppo") ? 3 : 2); seed++) {
            Instance instance = new Instance(seed, 60);
            Learner one = learner(instance, name, false, untaught);
            Learner other = learner(instance, name, true, untaught);
            before += instance.total(instance.actionsOf(other));
            train(one, instance, steps, seed, false);
            train(other, instance, steps, seed, false);
            flat += instance.total(instance.actionsOf(one));
            factored += instance.total(instance.actionsOf(other));
        }
        assertThat(factored).isLessThan(0.9 * before).isLessThan(1.1 * flat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppo", "sac"})
    void untaughtTheyDecideByTheExpectedCost(String name) {
        Instance instance = new Instance(5, 100);
        assertThat(instance.total(instance.actionsOf(small(instance, name))))
                .isLessThan(1.1 * instance.total(instance.actionsOf(instance.agent("myopic-cost", Map.of()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppo", "sac"})
    void theyImitateATeacher(String name) {
        Instance instance = new Instance(8, 200);
        Learner learner = learner(instance, name, true, Map.of("prior", "0"));
        Agent teacher = instance.agent("planner", Map.of());
        double before = instance.total(instance.actionsOf(learner));
        double taught = instance.total(instance.actionsOf(teacher));
        List<Transition> lesson = new ArrayList<>();
        ActionMask all = ActionMask.all(instance.actions.size());
        try (Environment environment = instance.environment()) {
            for (int episode = 0; episode < 3; episode++) {
                teacher.reset();
                Observation observation =
                        environment.reset(episode, ResetOptions.DEFAULT).observation();
                for (int i = 0; i < instance.requests.size(); i++) {
                    int action = teacher.act(observation, all);
                    Step step = environment.step(action);
                    lesson.add(Transition.of(observation, all, action, step, step.terminated()));
                    observation = step.observation();
                }
            }
        }
        learner.warmStart(lesson);
        assertThat(instance.total(instance.actionsOf(learner)) - taught).isLessThan(0.5 * (before - taught));
    }
}
