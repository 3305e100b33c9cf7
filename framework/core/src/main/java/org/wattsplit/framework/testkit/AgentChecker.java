package org.wattsplit.framework.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** Checks that an agent keeps the contract of {@link Agent}; throws {@link AssertionError} where it does not. */
public final class AgentChecker {
    private static final int STEPS = 200;

    private AgentChecker() {}

    /**
     * Checks agents of one kind.
     *
     * @param agents makes equal agents, each with the same chance
     * @param environment an environment that fits them
     */
    public static void check(Supplier<Agent> agents, Environment environment) {
        List<Integer> first = actions(agents.get(), environment, false);
        List<Integer> second = actions(agents.get(), environment, false);
        expect(first.equals(second), "equal agents act the same on equal episodes");
        actions(agents.get(), environment, true);
    }

    static List<Integer> actions(Agent agent, Environment environment, boolean masked) {
        RandomGenerator random = new SplittableRandom(1);
        agent.reset();
        Reset reset = environment.reset(1, ResetOptions.DEFAULT);
        Observation observation = reset.observation();
        ActionMask possible = reset.mask();
        List<Integer> actions = new ArrayList<>();
        boolean done = false;
        while (!done && actions.size() < STEPS) {
            ActionMask mask = masked ? mask(possible, random) : possible;
            int action = agent.act(observation, mask);
            expect(environment.actionSpace().contains(action), "the action " + action + " is in the action space");
            expect(mask.allows(action), "the action " + action + " is one that the mask allows");
            actions.add(action);
            Step step = environment.step(action);
            agent.onOutcome(action, step.info().outcome());
            observation = step.observation();
            possible = step.info().mask();
            done = step.done();
        }
        return actions;
    }

    /** Some of the actions that are possible, one at least. */
    static ActionMask mask(ActionMask possible, RandomGenerator random) {
        boolean[] allowed = new boolean[possible.size()];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = random.nextBoolean() && possible.allows(i);
        }
        allowed[possible.draw(random)] = true;
        return ActionMask.of(allowed);
    }

    static void expect(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("Expected that " + rule);
        }
    }
}
