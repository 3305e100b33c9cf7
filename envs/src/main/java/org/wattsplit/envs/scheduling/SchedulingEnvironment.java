package org.wattsplit.envs.scheduling;

import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Discrete;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Info;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Testbed;

/**
 * Schedules the requests of a closed-loop workload on a testbed, one action for each. Every action is allowed. The
 * reward is minus the request's cost in joules; its components stand in the info. The episode terminates after the
 * last request.
 */
public final class SchedulingEnvironment implements Environment {
    private final Testbed testbed;
    private final List<Request> requests;
    private final ActionSet actions;
    /** By action, as made by the testbed's space: they compare fast there, unlike equal ones of a space made apart. */
    private final Configuration[] configurations;

    private final CostWeights weights;
    private final List<Condition> conditions;
    private final Box observationSpace;
    private final Discrete actionSpace;
    private final ActionMask mask;
    private final double bestAccuracy;
    private int next = -1;
    private double nowMillis;

    /** An environment over a testbed that can execute every action's configuration. */
    public SchedulingEnvironment(Testbed testbed, Workload workload, ActionSet actions, CostWeights weights) {
        if (!workload.closedLoop()) {
            throw InputException.of(
                    "workload " + workload.name(), "closed-loop, without arrival_ms", "one with arrival times");
        }
        this.testbed = testbed;
        this.requests = workload.requests();
        this.actions = actions;
        this.weights = weights;
        conditions = testbed.capabilities().conditions();
        ConfigurationSpace space = testbed.capabilities().space();
        configurations = new Configuration[actions.size()];
        for (int action = 0; action < actions.size(); action++) {
            Configuration configuration = actions.configuration(action);
            if (!space.contains(configuration)) {
                throw InputException.of("every action", "a configuration that the testbed can execute", configuration);
            }
            configurations[action] = space.configuration(configuration.choices());
        }
        observationSpace = Observation.space(space.settings(), conditions);
        actionSpace = new Discrete(actions.size());
        mask = ActionMask.all(actions.size());
        double best = 0;
        for (int action = 0; action < actions.size(); action++) {
            best = Math.max(best, actions.expected(action).outcome().accuracy().orElse(0));
        }
        bestAccuracy = best;
    }

    @Override
    public Box observationSpace() {
        return observationSpace;
    }

    @Override
    public Discrete actionSpace() {
        return actionSpace;
    }

    @Override
    public ActionSet actions() {
        return actions;
    }

    @Override
    public Reset reset(long seed, ResetOptions options) {
        next = Check.range("first_request", 0, requests.size() - 1, options.firstRequest());
        nowMillis = 0;
        testbed.reset(RandomStreams.of(seed).seed("testbed"));
        testbed.advanceTo(nowMillis);
        return new Reset(observe(requests.get(next), testbed.conditions()), mask);
    }

    private Observation observe(Request request, Conditions observed) {
        if (conditions.isEmpty()) {
            return Observation.of(request.deadlineMillis(), testbed.settingIndex());
        }
        double[] values = new double[Observation.CONDITIONS + conditions.size()];
        values[Observation.DEADLINE] = request.deadlineMillis();
        values[Observation.SETTING] = testbed.settingIndex();
        for (int i = 0; i < conditions.size(); i++) {
            values[Observation.CONDITIONS + i] =
                    observed.value(conditions.get(i)).orElseThrow();
        }
        return Observation.of(values);
    }

    @Override
    public Step step(int action) {
        if (next < 0 || next >= requests.size()) {
            throw new IllegalStateException(
                    next < 0
                            ? "Expected a reset before the first step"
                            : "Expected a reset after the end of an episode");
        }
        if (!actionSpace.contains(action)) {
            throw new IllegalArgumentException(
                    "Expected the action to be from 0 to below " + actionSpace.n() + ", given " + action);
        }
        Request request = requests.get(next);
        Configuration configuration = configurations[action];
        Conditions before = testbed.conditions();
        int settingBefore = testbed.settingIndex();
        double startMillis = nowMillis;
        Outcome outcome = testbed.execute(request, configuration);
        nowMillis += outcome.latencyMillis();
        testbed.advanceTo(nowMillis);
        next++;

        boolean missed = request.missedBy(outcome.latencyMillis());
        double accuracyLoss = outcome.accuracy().isPresent()
                ? Math.max(0, bestAccuracy - outcome.accuracy().getAsDouble())
                : 0;
        Reward reward = new Reward(outcome.energyJoules(), missed ? 1 : 0, accuracyLoss);
        boolean terminated = next == requests.size();
        Observation observation = observe(terminated ? request : requests.get(next), testbed.conditions());
        Info info = new Info(request, configuration, outcome, reward, before, settingBefore, startMillis, mask);
        return new Step(observation, -weights.cost(outcome.energyJoules(), missed), terminated, false, info);
    }

    @Override
    public void close() {
        testbed.close();
    }
}
