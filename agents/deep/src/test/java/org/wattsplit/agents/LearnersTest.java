package org.wattsplit.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.testkit.LearnerChecker;

/** What every learner keeps to. */
final class LearnersTest {
    /** Small, so that some updates happen within a few hundred steps. */
    private static final Map<String, Map<String, String>> OPTIONS = Map.of(
            "ppo",
            Map.of("rollout", "64", "batch", "32", "hidden", "8", "steps", "1000"),
            "sac",
            Map.of("warmup", "64", "batch", "16", "hidden", "8", "steps", "1000", "buffer", "100"),
            "rl4j-dqn",
            Map.of("warmup", "64", "batch", "16", "hidden", "8", "steps", "1000", "buffer", "100"));

    /** Learners that take many seconds for a few thousand steps. */
    private static final Set<String> SLOW = Set.of("sac", "rl4j-dqn");

    @TempDir
    private Path folder;

    static Stream<String> names() {
        return Providers.load("an agent", AgentProvider.class).all().values().stream()
                .filter(LearnerProvider.class::isInstance)
                .map(AgentProvider::name);
    }

    static Stream<String> exactNames() {
        return names().filter(name -> ((LearnerProvider) Instance.provider(name)).resumesExactly());
    }

    private static Learner learner(Instance instance, String name) {
        return (Learner) instance.agent(name, OPTIONS.getOrDefault(name, Map.of()));
    }

    private static List<Integer> train(Learner learner, Instance instance, int steps, long seed) {
        SplittableRandom masks = new SplittableRandom(seed);
        return Exploration.run(learner, instance, steps, seed, () -> mask(instance, masks));
    }

    private static ActionMask mask(Instance instance, SplittableRandom random) {
        boolean[] allowed = new boolean[instance.actions.size()];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = random.nextInt(4) > 0;
        }
        allowed[random.nextInt(allowed.length)] = true;
        return ActionMask.of(allowed);
    }

    /** Another learner, which knows what the one that learned has kept. */
    private static Learner kept(Learner learner, Instance instance, String name) {
        ArrayStore store = new ArrayStore();
        learner.save(store);
        Learner other = learner(instance, name);
        other.load(store);
        return other;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLearnerKeepsTheContract(String name) {
        Instance instance = new Instance(3, 50);
        boolean exact = ((LearnerProvider) Instance.provider(name)).resumesExactly();
        LearnerChecker.check(() -> learner(instance, name), exact, instance.environment());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLearnerThatHasLearnedHasFiniteFigures(String name) {
        Instance instance = new Instance(3, 50);
        Learner learner = learner(instance, name);
        train(learner, instance, 300, 1);
        assertThat(learner.figures().values())
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value).isFinite());
    }

    @Test
    void theFiguresOfPpoAreWhatTheySay() {
        Instance instance = new Instance(3, 50);
        Learner learner = learner(instance, "ppo");
        train(learner, instance, 300, 1);
        Map<String, Double> figures = learner.figures();
        assertThat(figures.get("entropy")).isBetween(0.0, Math.log(instance.actions.size()));
        assertThat(figures.get("approximate_kl")).isPositive();
        assertThat(figures.get("clipped_percent")).isBetween(0.0, 100.0);
        assertThat(figures.get("explained_variance")).isLessThan(1);
        assertThat(figures.get("value_loss")).isPositive();
        assertThat(figures.get("gradient_norm")).isPositive();
        assertThat(learner.figures().values()).as("no update since").containsOnly(Double.NaN);
    }

    @Test
    void aLearnerThatForgetsItsChanceIsFound() {
        Instance instance = new Instance(3, 50);
        assertThatThrownBy(() -> LearnerChecker.check(() -> forgetful(instance), true, instance.environment()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expected that a learner that loaded what another saved goes on as that one does");
    }

    /** Tries actions by chance, and keeps nothing. */
    private static Learner forgetful(Instance instance) {
        RandomGenerator random = new SplittableRandom(1);
        return new Learner() {
            @Override
            public int act(Observation observation, ActionMask mask) {
                return mask.draw(new SplittableRandom(instance.actions.size()));
            }

            @Override
            public int explore(Observation observation, ActionMask mask) {
                return mask.draw(random);
            }

            @Override
            public void observe(Transition transition) {}

            @Override
            public void warmStart(List<Transition> steps) {}

            @Override
            public Map<String, Double> figures() {
                return Map.of();
            }

            @Override
            public void save(ArrayStore store) {}

            @Override
            public void load(ArrayStore store) {}
        };
    }

    @ParameterizedTest
    @MethodSource("exactNames")
    void aLearnerThatWasKeptGoesOnExactly(String name) {
        Instance instance = new Instance(3, 50);
        Learner learner = learner(instance, name);
        train(learner, instance, 300, 1);
        learner.figures();
        Learner other = kept(learner, instance, name);
        assertThat(train(other, instance, 300, 2)).isEqualTo(train(learner, instance, 300, 2));
        assertThat(other.figures()).isEqualTo(learner.figures());
        assertThat(instance.actionsOf(other)).isEqualTo(instance.actionsOf(learner));
        ArrayStore one = new ArrayStore();
        ArrayStore two = new ArrayStore();
        learner.save(one);
        other.save(two);
        Path first = folder.resolve("one");
        Path second = folder.resolve("two");
        one.write(first, "equal");
        two.write(second, "equal");
        assertThat(first).hasSameBinaryContentAs(second);
    }

    static Stream<String> namesOfThoseThatNeedTraining() {
        return names().filter(name -> ((LearnerProvider) Instance.provider(name)).needsTraining());
    }

    @ParameterizedTest
    @MethodSource("namesOfThoseThatNeedTraining")
    void learningHelps(String name) {
        double before = 0;
        double after = 0;
        for (int seed = 0; seed < (SLOW.contains(name) ? 1 : 3); seed++) {
            Instance instance = new Instance(seed, 60);
            Learner learner = (Learner) instance.agent(name, untaught(name));
            before += instance.total(instance.actionsOf(learner));
            train(learner, instance, 4_000, seed);
            after += instance.total(instance.actionsOf(learner));
        }
        assertThat(after).isLessThan(0.9 * before);
    }

    /** Without what the offline phase knows, so that there is something to learn. */
    private static Map<String, String> untaught(String name) {
        return switch (name) {
            case "ppo" -> Map.of("prior", "0", "rollout", "128", "batch", "64", "steps", "4000", "entropy", "0.003");
            case "sac" -> Map.of("prior", "0", "steps", "4000", "every", "2", "batch", "64");
            case "rl4j-dqn" ->
                Map.of("prior", "0", "steps", "4000", "every", "8", "warmup", "100", "explore", "0.5", "rate", "0.003");
            case "q-table" -> Map.of("prior", "0", "steps", "4000", "explore", "0.5", "deadline_bins", "4");
            default -> Map.of("prior", "0");
        };
    }

    /** Of learners that clone; the others learn from a lesson as from their own steps. */
    @ParameterizedTest
    @ValueSource(strings = {"ppo", "sac"})
    void aWarmStartBringsALearnerNearItsTeacher(String name) {
        Instance instance = new Instance(8, 200);
        Learner learner = (Learner) instance.agent(name, untaught(name));
        Agent teacher = instance.agent("planner", Map.of());
        double before = instance.total(instance.actionsOf(learner));
        double taught = instance.total(instance.actionsOf(teacher));
        List<Transition> lesson = new ArrayList<>();
        try (Environment environment = instance.environment()) {
            for (int episode = 0; episode < 3; episode++) {
                teacher.reset();
                Observation observation =
                        environment.reset(episode, ResetOptions.DEFAULT).observation();
                for (int i = 0; i < instance.requests.size(); i++) {
                    ActionMask all = ActionMask.all(instance.actions.size());
                    int action = teacher.act(observation, all);
                    Step step = environment.step(action);
                    lesson.add(Transition.of(observation, all, action, step, step.terminated()));
                    observation = step.observation();
                }
            }
        }
        learner.warmStart(lesson);
        double after = instance.total(instance.actionsOf(learner));
        assertThat(after - taught).isLessThan(0.5 * (before - taught));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPolicyIsRefusedWhereItDoesNotFit(String name) {
        Instance instance = new Instance(3, 50);
        LearnerProvider provider = (LearnerProvider) Instance.provider(name);
        Learner learner = learner(instance, name);
        Path file = folder.resolve("some.policy");
        PolicyFile.write(file, about(instance, name, PolicyFile.VERSION), learner);
        assertThat(instance.actionsOf(PolicyFile.read(file, provider, instance.context(name, Map.of()))))
                .isEqualTo(instance.actionsOf(learner));

        ActionSet fewer = ActionSet.of(
                instance.actions.space(),
                IntStream.range(1, instance.actions.size())
                        .mapToObj(instance.actions::expected)
                        .toList());
        assertThatThrownBy(() -> PolicyFile.read(file, provider, instance.context(fewer)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the policy's actions")
                .hasMessageContaining("some.policy");

        PolicyFile.write(file, about(instance, name, PolicyFile.VERSION + 1), learner);
        assertThatThrownBy(() -> PolicyFile.read(file, provider, instance.context(name, Map.of())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("version");

        PolicyFile.write(file, about(instance, "another", PolicyFile.VERSION), learner);
        assertThatThrownBy(() -> PolicyFile.read(file, provider, instance.context(name, Map.of())))
                .hasMessageContaining("the policy's learner");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPolicyOfAWorldWithoutGuardsDecidesAndLearnsTheSameWhereOneIsObserved(String name) {
        Instance instance = new Instance(3, 50);
        LearnerProvider provider = (LearnerProvider) Instance.provider(name);
        Learner learner = learner(instance, name);
        train(learner, instance, 300, 1);
        Path file = folder.resolve("some.policy");
        PolicyFile.write(file, about(instance, name, PolicyFile.VERSION), learner);
        int settings = instance.actions.space().settings();
        Box guarded = Observation.space(settings, List.of(Condition.CLOUD_GUARD));
        Learner live = PolicyFile.read(file, provider, instance.observing(guarded));
        Learner kept = PolicyFile.read(file, provider, instance.context(name, Map.of()));
        ActionMask all = ActionMask.all(instance.actions.size());
        Observation wideBefore = Observation.of(9, 0, 1);
        Observation before = Observation.of(9, 0);

        for (int i = 0; i < 100; i++) {
            double deadline = 2 + i % 22;
            Observation wide = Observation.of(deadline, i % settings, i % 2);
            Observation narrow = Observation.of(deadline, i % settings);
            assertThat(live.act(wide, all)).isEqualTo(kept.act(narrow, all));
            int action = live.explore(wide, all);
            assertThat(action).isEqualTo(kept.explore(narrow, all));
            Reward reward = new Reward(i % 7, 0, 0);
            live.observe(new Transition(wideBefore, all, action, -i % 7, reward, wide, all, false, false));
            kept.observe(new Transition(before, all, action, -i % 7, reward, narrow, all, false, false));
            wideBefore = wide;
            before = narrow;
        }
        Box queued = Observation.space(settings, List.of(Condition.QUEUE_LENGTH));
        assertThatThrownBy(() -> PolicyFile.read(file, provider, instance.observing(queued)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the policy's observation")
                .hasMessageContaining("some.policy");
    }

    private static PolicyFile.About about(Instance instance, String name, int version) {
        return new PolicyFile.About(
                new FileHeader(PolicyFile.FORMAT, version, 1L, null, Map.of(), null, Producer.thisProcess()),
                name,
                OPTIONS.getOrDefault(name, Map.of()),
                "Tiny-v1",
                instance.actions.space().name(),
                "full",
                instance.actions.size(),
                PolicyFile.hash(instance.actions),
                List.of("deadline_ms", "setting"),
                0,
                Map.of());
    }

    @Test
    void thePolicyOfPpoIsTheExpectedCostBeforeItLearns() {
        Instance instance = new Instance(5, 100);
        assertThat(instance.total(instance.actionsOf(learner(instance, "ppo"))))
                .isLessThan(1.1 * instance.total(instance.actionsOf(instance.agent("myopic-cost", Map.of()))));
    }
}
