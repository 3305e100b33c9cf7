package org.wattsplit.framework.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.ArrayStore;

/**
 * Checks that a learner keeps the contract of {@link Learner}, and that of an agent before and after it learned; throws
 * {@link AssertionError} where it does not. Whether it gets any better is not checked.
 */
public final class LearnerChecker {
    private static final int STEPS = 400;

    private LearnerChecker() {}

    /**
     * Checks learners of one kind.
     *
     * @param learners makes equal learners, each with the same chance, that have learned nothing
     * @param exact whether one that loads what was saved goes on exactly, as
     *     {@link org.wattsplit.framework.agent.LearnerProvider#resumesExactly} says
     * @param environment an environment that fits them
     */
    public static void check(Supplier<? extends Learner> learners, boolean exact, Environment environment) {
        AgentChecker.check(learners::get, environment);
        Learner learner = learners.get();
        Learner unread = learners.get();
        Set<String> names = figures(learner);
        expect(
                train(learner, environment, 1).equals(train(unread, environment, 1)),
                "equal learners try the same on equal episodes");
        expect(figures(learner).equals(names), "the figures have the same names before and after it learned");

        Learner loaded = loaded(learners, learner);
        List<Integer> tried = train(learner, environment, 2);
        expect(
                train(unread, environment, 2).equals(tried),
                "a learner goes on the same whether or not its figures are read and it is saved");
        if (exact) {
            expect(
                    train(loaded, environment, 2).equals(tried),
                    "a learner that loaded what another saved goes on as that one does");
            expect(
                    loaded.figures().equals(learner.figures()),
                    "a learner that loaded what another saved has that one's figures from there on");
        }
        AgentChecker.check(() -> loaded(learners, learner), environment);
        expect(
                AgentChecker.actions(loaded(learners, learner), environment, true)
                        .equals(AgentChecker.actions(learner, environment, true)),
                "a learner that loaded what another saved acts as that one does");
    }

    private static Set<String> figures(Learner learner) {
        Set<String> names = Set.copyOf(learner.figures().keySet());
        for (String name : names) {
            expect(name.matches("[a-z][a-z0-9_]*"), "the figure " + name + " is named in lower case with underscores");
        }
        return names;
    }

    private static Learner loaded(Supplier<? extends Learner> learners, Learner from) {
        ArrayStore store = new ArrayStore();
        from.save(store);
        Learner loaded = learners.get();
        loaded.load(store);
        return loaded;
    }

    /** Lets a learner try and learn; the actions that it tried. */
    private static List<Integer> train(Learner learner, Environment environment, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Integer> tried = new ArrayList<>();
        Reset at = environment.reset(seed, ResetOptions.DEFAULT);
        ActionMask mask = AgentChecker.mask(at.mask(), random);
        while (tried.size() < STEPS) {
            int action = learner.explore(at.observation(), mask);
            expect(mask.allows(action), "the action " + action + " that it tries is one that the mask allows");
            tried.add(action);
            Step step = environment.step(action);
            ActionMask next = AgentChecker.mask(step.info().mask(), random);
            learner.observe(new Transition(
                    at.observation(),
                    mask,
                    action,
                    step.reward(),
                    step.info().reward(),
                    step.observation(),
                    next,
                    false,
                    step.done()));
            mask = next;
            at = step.done()
                    ? environment.reset(seed + tried.size(), ResetOptions.DEFAULT)
                    : new Reset(step.observation(), step.info().mask());
        }
        return tried;
    }

    private static void expect(boolean holds, String rule) {
        AgentChecker.expect(holds, rule);
    }
}
