package org.wattsplit.envs.scheduling;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.ArrivalSpec;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Discrete;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Info;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.RequestKinds;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.DrawnWorld;
import org.wattsplit.framework.testbed.RealTimeTestbed;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedFactory;

/**
 * Schedules the requests of a workload on a testbed, one action for each. Actions are masked that the testbed
 * cannot execute, as a device that lacks hardware cannot, those below the accuracy that a scenario asks for, and those of
 * another network or batch than the request's ({@link RequestKinds}). The reward is minus
 * the request's cost in joules; its components stand in the info. The episode terminates after the last request.
 *
 * <p>In a closed loop a request arrives when the one before it is answered. In an open loop requests arrive by
 * themselves, at the workload's times or at times that the scenario draws in every episode, and wait on the device,
 * first come, first served; the wait is part of their latency, and what is observed as the deadline is what the wait
 * leaves of it. Then {@link Condition#QUEUE_LENGTH} and {@link Condition#QUEUE_WAIT_MS} are observed after the
 * testbed's conditions.
 */
public final class SchedulingEnvironment implements Environment {
    private final TestbedFactory testbeds;
    private final List<Request> requests;
    private final ActionSet actions;
    /** By action, null where it is masked, as made by the testbed's space: they compare fast there, unlike equal ones of a space made apart. */
    private final @Nullable Configuration[] configurations;

    private final CostWeights weights;
    private final @Nullable Arrivals arrivals;
    private final boolean openLoop;
    private final List<Condition> conditions;
    private final Box observationSpace;
    private final Discrete actionSpace;
    /** By position of the request. */
    private final ActionMask[] masks;

    private final List<Knob> requestKnobs;
    private final double bestAccuracy;
    private int next = -1;
    private double nowMillis;
    private @Nullable Queue queue;
    private Conditions observed = Conditions.NONE;
    private @Nullable Testbed session;

    /**
     * An environment over testbeds that can execute some action's configuration; none is opened before the first reset.
     *
     * @param arrivals how requests arrive in every episode; null for the workload's own times, or its closed loop
     */
    public SchedulingEnvironment(
            TestbedFactory testbeds,
            Workload workload,
            ActionSet actions,
            CostWeights weights,
            @Nullable ArrivalSpec arrivals) {
        this.testbeds = testbeds;
        Capabilities capabilities = testbeds.describe();
        this.requests = workload.requests();
        this.actions = actions;
        this.weights = weights;
        InputException.require(
                !weights.ofAccuracy() || capabilities.accuracy(),
                "wrong_answer_j and accuracy_floor of the scenario",
                "0, as the testbed's outcomes have no accuracy",
                weights);
        this.arrivals = arrivals == null ? null : arrivals.arrivals();
        openLoop = arrivals != null || !workload.closedLoop();
        List<Condition> seen = new ArrayList<>(capabilities.conditions());
        if (openLoop) {
            seen.add(Condition.QUEUE_LENGTH);
            seen.add(Condition.QUEUE_WAIT_MS);
        }
        ConfigurationSpace space = capabilities.space();
        requestKnobs = RequestKinds.ofRequests(space).stream()
                .map(name -> space.knobs().get(space.knobIndex(name)))
                .toList();
        requestKnobs.forEach(knob -> seen.add(condition(knob)));
        conditions = List.copyOf(seen);
        ActionMask mask = actions.within(space, weights);
        RequestKinds kinds = RequestKinds.of(actions, mask, requests);
        masks = requests.stream()
                .map(request -> kinds.all().get(kinds.indexOf(request)).allowed())
                .toArray(ActionMask[]::new);
        configurations = new Configuration[actions.size()];
        for (int action = 0; action < actions.size(); action++) {
            if (mask.allows(action)) {
                configurations[action] =
                        space.configuration(actions.configuration(action).choices());
            }
        }
        observationSpace = Observation.space(space.settings(), conditions);
        actionSpace = new Discrete(actions.size());
        double best = 0;
        for (int action = 0; action < actions.size(); action++) {
            best = Math.max(best, actions.expected(action).outcome().accuracy().orElse(0));
        }
        bestAccuracy = best;
    }

    private static Condition condition(Knob knob) {
        return knob.name().equals(Knob.BATCH) ? Condition.REQUEST_BATCH : Condition.REQUEST_NETWORK;
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
        int position = Check.range("first_request", 0, requests.size() - 1, options.firstRequest());
        RandomStreams streams = RandomStreams.of(seed);
        next = position;
        nowMillis = 0;
        queue = openLoop
                ? arrivals != null
                        ? new Queue(position, requests.size(), arrivals.times(streams.stream("arrivals")))
                        : Queue.ofWorkload(requests, position)
                : null;
        start(streams.seed("testbed"));
        Observation first = begin();
        DrawnWorld world = session instanceof SimulatedTestbed simulated
                ? simulated.world().orElse(null)
                : null;
        return new Reset(first, masks[next], world);
    }

    /** What is simulated starts over; of hardware another session is opened. */
    private void start(long seed) {
        if (session instanceof SimulatedTestbed simulated) {
            simulated.reset(seed);
            return;
        }
        close();
        session = testbeds.open(seed);
    }

    private Testbed testbed() {
        if (session == null) {
            throw new IllegalStateException("Expected a reset before the first step");
        }
        return session;
    }

    private void passTo(Testbed testbed, double timeMillis) {
        if (testbed instanceof SimulatedTestbed simulated) {
            simulated.advanceTo(timeMillis);
        } else if (testbed instanceof RealTimeTestbed real) {
            real.awaitTime(timeMillis);
        }
    }

    /** Lets time pass until the next request can be served, and observes. */
    private Observation begin() {
        Testbed testbed = testbed();
        Request request = requests.get(next);
        Conditions outside;
        double deadline = request.deadlineMillis();
        if (queue == null) {
            passTo(testbed, nowMillis);
            outside = testbed.conditions();
        } else {
            nowMillis = Math.max(nowMillis, queue.arrival(next));
            passTo(testbed, nowMillis);
            double wait = nowMillis - queue.arrival(next);
            deadline -= wait;
            outside = testbed.conditions()
                    .with(Condition.QUEUE_LENGTH, queue.behind(next, nowMillis))
                    .with(Condition.QUEUE_WAIT_MS, wait);
        }
        observed = asking(request, outside);
        return observe(testbed, deadline);
    }

    /** With what of a request a scheduler must know, as far as actions differ in it. */
    private Conditions asking(Request request, Conditions outside) {
        Conditions all = outside;
        for (Knob knob : requestKnobs) {
            all = knob.name().equals(Knob.BATCH)
                    ? all.with(Condition.REQUEST_BATCH, request.batch())
                    : all.with(Condition.REQUEST_NETWORK, knob.indexOf(request.model()));
        }
        return all;
    }

    private Observation observe(Testbed testbed, double deadlineMillis) {
        if (conditions.isEmpty()) {
            return Observation.of(deadlineMillis, testbed.settingIndex());
        }
        double[] values = new double[Observation.CONDITIONS + conditions.size()];
        values[Observation.DEADLINE] = deadlineMillis;
        values[Observation.SETTING] = testbed.settingIndex();
        for (int i = 0; i < conditions.size(); i++) {
            values[Observation.CONDITIONS + i] = observed.value(conditions.get(i), Double.NaN);
        }
        return Observation.of(values);
    }

    @Override
    public void onDecision(long nanos) {
        if (session instanceof RealTimeTestbed real) {
            real.onDecision(nanos);
        }
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
        Testbed testbed = testbed();
        Request request = requests.get(next);
        Configuration configuration = configurations[action];
        if (configuration == null || !masks[next].allows(action)) {
            throw new IllegalArgumentException("Expected the action to be one that the mask allows, given " + action
                    + ", " + actions.configuration(action));
        }
        Conditions before = observed;
        int settingBefore = testbed.settingIndex();
        double startMillis = nowMillis;
        double arrival = queue == null ? startMillis : queue.arrival(next);
        if (testbed instanceof RealTimeTestbed real && next == requests.size() - 1) {
            real.onLast();
        }
        Outcome outcome = testbed.execute(left(request, startMillis - arrival), configuration);
        nowMillis += outcome.latencyMillis();
        if (queue != null) {
            outcome = outcome.withQueue(startMillis - arrival);
        }
        request = request.arrivingAt(arrival);
        next++;

        boolean missed = request.missedBy(outcome.latencyMillis());
        double accuracyLoss = outcome.accuracy().isPresent()
                ? Math.max(0, bestAccuracy - outcome.accuracy().getAsDouble())
                : 0;
        Reward reward = new Reward(outcome.energyJoules(), missed ? 1 : 0, accuracyLoss);
        boolean terminated = next == requests.size();
        Observation observation = terminated ? last(testbed, request) : begin();
        Info info = new Info(
                request,
                configuration,
                outcome,
                reward,
                before,
                settingBefore,
                testbed.settingIndex(),
                startMillis,
                masks[terminated ? next - 1 : next]);
        double cost = weights.cost(
                outcome.energyJoules(),
                missed,
                outcome.latencyMillis() - request.deadlineMillis(),
                outcome.accuracy().orElse(Double.NaN),
                request.batch());
        return new Step(observation, -cost, terminated, false, info);
    }

    /** A request with the deadline that its wait has left, of which a testbed may keep something. */
    private static Request left(Request request, double waitMillis) {
        return waitMillis == 0
                ? request
                : request.dueIn(Math.max(request.deadlineMillis() - waitMillis, Double.MIN_VALUE));
    }

    /** What is seen after the last request: its own deadline, and conditions as they are then. */
    private Observation last(Testbed testbed, Request request) {
        passTo(testbed, nowMillis);
        observed = testbed.conditions();
        if (queue != null) {
            observed = observed.with(Condition.QUEUE_LENGTH, 0).with(Condition.QUEUE_WAIT_MS, 0);
        }
        observed = asking(request, observed);
        return observe(testbed, request.deadlineMillis());
    }

    @Override
    public void close() {
        Testbed open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
