package org.wattsplit.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
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
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.SettingChanges;
import org.wattsplit.framework.testbed.TransitionCost;

/** A small random task: three layers, three clocks, drawn latencies, energies and deadlines. */
public final class Instance {
    public final ActionSet actions;
    public final List<Request> requests;
    public final SettingChanges changes;
    private final TransitionCost transition;
    public final CostWeights weights;

    public Instance(long seed, int requestCount) {
        // In every third one a change of its own cost, from the highest clock.
        transition = new TransitionCost(
                6,
                0.5,
                seed % 3 != 0 ? List.of() : List.of(new TransitionCost.Change(Map.of("clock", "3"), Map.of(), 1, 9)));
        // In every other instance lateness has a price.
        weights = new CostWeights(20, 0, 0, seed % 2 == 0 ? 0 : 1_500);
        SplittableRandom random = new SplittableRandom(seed);
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(
                "tiny",
                List.of(
                        new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false),
                        new Knob("clock", Knob.Kind.NUMERIC, List.of("1", "2", "3"), true)),
                List.of(),
                Map.of(Knob.SPLIT_LAYER, "0", "clock", "1"),
                Map.of(Knob.SPLIT_LAYER, "2", "clock", "3")));
        List<Evaluated> evaluated = new ArrayList<>();
        space.stream()
                .forEach(configuration -> evaluated.add(new Evaluated(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, 1 + random.nextInt(20), Provenance.MODELLED)
                                .energy(EnergyPart.EDGE, 1 + random.nextInt(30), Provenance.MODELLED)
                                .build(),
                        1)));
        actions = ActionSet.of(space, evaluated);
        changes = transition.in(space);
        requests = new ArrayList<>();
        for (int i = 0; i < requestCount; i++) {
            requests.add(new Request(i, "tiny", 0, 2 + random.nextInt(22)));
        }
    }

    public static AgentProvider provider(String name) {
        return Providers.load("an agent", AgentProvider.class).get(name);
    }

    public Agent agent(String name, Map<String, String> options) {
        return provider(name).create(context(name, options));
    }

    /** What an agent of that name is made from. */
    public AgentContext context(String name, Map<String, String> options) {
        return context(actions, space(), options, provider(name).bound() ? requests : List.of());
    }

    /** What an agent is made from that has other actions. */
    public AgentContext context(ActionSet others) {
        return context(others, space(), Map.of(), List.of());
    }

    /** What an agent is made from that observes something else. */
    public AgentContext observing(Box observation) {
        return context(actions, observation, Map.of(), List.of());
    }

    /** What an agent of that name is made from, with other actions of which only some may be taken. */
    public AgentContext context(String name, ActionSet others, ActionMask allowed) {
        return context(others, allowed, space(), Map.of(), provider(name).bound() ? requests : List.of());
    }

    private Box space() {
        return Observation.space(actions.space().settings(), List.of());
    }

    private AgentContext context(ActionSet chosen, Box observation, Map<String, String> options, List<Request> shown) {
        return context(chosen, ActionMask.all(chosen.size()), observation, options, shown);
    }

    private AgentContext context(
            ActionSet chosen, ActionMask allowed, Box observation, Map<String, String> options, List<Request> shown) {
        return new AgentContext(
                chosen,
                allowed,
                transition,
                weights,
                DeadlineDistribution.of(requests),
                0,
                observation,
                Conditions.NONE,
                new SplittableRandom(1),
                options,
                shown);
    }

    /** The cost of a request by an action at a current hardware setting. */
    public double cost(int setting, int action, double deadline) {
        int to = actions.settingIndex(action);
        double latency = actions.latencyMillis(action) + changes.millis(setting, to);
        return weights.cost(
                actions.energyJoules(action) + changes.joules(setting, to),
                latency > deadline,
                latency - deadline,
                Double.NaN,
                1);
    }

    /** The actions of an agent over all requests. */
    public List<Integer> actionsOf(Agent agent) {
        return actionsOf(agent, actions, ActionMask.all(actions.size()));
    }

    /** The actions of an agent over all requests, out of some that may be taken. */
    public List<Integer> actionsOf(Agent agent, ActionSet actions, ActionMask allowed) {
        agent.reset();
        List<Integer> taken = new ArrayList<>();
        int setting = 0;
        for (Request request : requests) {
            int action = agent.act(Observation.of(request.deadlineMillis(), setting), allowed);
            taken.add(action);
            setting = actions.settingIndex(action);
        }
        return taken;
    }

    /** The total cost of a sequence of actions. */
    public double total(List<Integer> taken) {
        double total = 0;
        int setting = 0;
        for (int i = 0; i < taken.size(); i++) {
            total += cost(setting, taken.get(i), requests.get(i).deadlineMillis());
            setting = actions.settingIndex(taken.get(i));
        }
        return total;
    }

    /** The task as an environment. */
    public Environment environment() {
        return new Environment() {
            private int next;
            private int setting;

            @Override
            public Box observationSpace() {
                return new Box(List.of("deadline_ms", "setting"), List.of(0.0, 0.0), List.of(100.0, 2.0));
            }

            @Override
            public Discrete actionSpace() {
                return new Discrete(actions.size());
            }

            @Override
            public ActionSet actions() {
                return actions;
            }

            @Override
            public Reset reset(long seed, ResetOptions options) {
                next = 0;
                setting = 0;
                return new Reset(observe(), ActionMask.all(actions.size()));
            }

            private Observation observe() {
                int request = Math.min(next, requests.size() - 1);
                return Observation.of(requests.get(request).deadlineMillis(), setting);
            }

            @Override
            public Step step(int action) {
                Request request = requests.get(next);
                double cost = cost(setting, action, request.deadlineMillis());
                int before = setting;
                setting = actions.settingIndex(action);
                next++;
                return new Step(
                        observe(),
                        -cost,
                        next == requests.size(),
                        false,
                        new Info(
                                request,
                                actions.configuration(action),
                                actions.expected(action).outcome(),
                                new Reward(cost, 0, 0),
                                Conditions.NONE,
                                before,
                                setting,
                                0,
                                ActionMask.all(actions.size())));
            }

            @Override
            public void close() {}
        };
    }
}
