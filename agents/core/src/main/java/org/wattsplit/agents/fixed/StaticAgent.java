package org.wattsplit.agents.fixed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.wattsplit.agents.features.FrontByEnergyProvider;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.RequestKinds;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/** Takes the same action for every request of a kind; where the mask forbids it, the first that is allowed. */
public final class StaticAgent implements Agent {
    private final int[] ofKinds;

    /** An agent of those actions, one for each kind of request. */
    public StaticAgent(int... ofKinds) {
        this.ofKinds = ofKinds.clone();
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        for (int action : ofKinds) {
            if (mask.allows(action)) {
                return action;
            }
        }
        return mask.first();
    }

    private static Agent of(AgentContext context, String name, Optional<Configuration> configuration) {
        return new StaticAgent(context.kinds().all().stream()
                .mapToInt(kind -> action(context, name, kind, configuration))
                .toArray());
    }

    private static int action(
            AgentContext context, String name, RequestKinds.Kind kind, Optional<Configuration> configuration) {
        ActionSet actions = context.actions();
        Optional<Configuration> ofKind = configuration.flatMap(one -> ofKind(actions.space(), one, kind.values()));
        int action = ofKind.map(actions::indexOf)
                .filter(OptionalInt::isPresent)
                .orElseThrow(() -> InputException.of(
                                "the configuration of agent " + name,
                                "in its action set",
                                ofKind.map(Configuration::toString).orElse("none") + ", which is not")
                        .maybe("use the action set full, and a search that evaluated it"))
                .getAsInt();
        InputException.require(
                context.allowed().allows(action),
                "the configuration of agent " + name,
                "one that the testbed can execute",
                actions.configuration(action));
        return action;
    }

    /** What a configuration is for other requests, whose network may lack some of its values; empty where nothing is. */
    private static Optional<Configuration> ofKind(
            ConfigurationSpace space, Configuration configuration, Map<String, String> asked) {
        int[] choices = configuration.choices();
        asked.forEach((name, value) -> {
            int knob = space.knobIndex(name);
            choices[knob] = space.knobs().get(knob).indexOf(value);
        });
        return Optional.of(space.repair(choices))
                .filter(one -> one.placement() == configuration.placement())
                .filter(one -> one.requestValues().equals(asked));
    }

    private static Optional<String> without(ActionSet actions, Optional<Configuration> configuration, String needed) {
        return configuration
                        .map(actions::indexOf)
                        .filter(OptionalInt::isPresent)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(
                        needed + configuration.map(one -> " (" + one + ")").orElse(""));
    }

    private static Agent least(AgentContext context, IntToDoubleFunction value) {
        return new StaticAgent(context.kinds().all().stream()
                .mapToInt(kind -> Arrays.stream(context.candidates())
                        .filter(kind.allowed()::allows)
                        .boxed()
                        .min(Comparator.comparingDouble(value::applyAsDouble))
                        .orElseThrow())
                .toArray());
    }

    /** Everything in the cloud. */
    public static final class Cloud implements AgentProvider {
        @Override
        public String name() {
            return "cloud";
        }

        @Override
        public String description() {
            return "the cloud-only configuration, always";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("nothing: its configuration is in the data");
        }

        @Override
        public Optional<String> lacking(ActionSet actions) {
            return without(actions, actions.space().cloudOnly(), "a cloud-only configuration among its actions");
        }

        @Override
        public Agent create(AgentContext context) {
            return of(context, name(), context.actions().space().cloudOnly());
        }
    }

    /** Everything on the edge. */
    public static final class Edge implements AgentProvider {
        @Override
        public String name() {
            return "edge";
        }

        @Override
        public String description() {
            return "the edge-only configuration, always";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("nothing: its configuration is in the data");
        }

        @Override
        public Optional<String> lacking(ActionSet actions) {
            return without(actions, actions.space().edgeOnly(), "an edge-only configuration among its actions");
        }

        @Override
        public Agent create(AgentContext context) {
            return of(context, name(), context.actions().space().edgeOnly());
        }
    }

    /** The least expected latency. */
    public static final class Fastest implements AgentProvider {
        @Override
        public String name() {
            return "fastest";
        }

        @Override
        public String description() {
            return "the configuration of the least expected latency, always";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("expected latency of its actions");
        }

        @Override
        public ActionSet.Kind actionSet() {
            return ActionSet.Kind.PARETO;
        }

        @Override
        public Agent create(AgentContext context) {
            return least(context, context.actions()::latencyMillis);
        }
    }

    /** The least expected energy. */
    public static final class Energy implements FrontByEnergyProvider {
        @Override
        public String name() {
            return "energy";
        }

        @Override
        public String description() {
            return "the configuration of the least expected energy, always";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("expected energy of its actions");
        }

        @Override
        public Agent create(AgentContext context) {
            return least(context, context.actions()::energyJoules);
        }
    }
}
