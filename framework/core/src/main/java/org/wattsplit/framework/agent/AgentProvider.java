package org.wattsplit.framework.agent;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.provider.Provider;

/** Makes agents of one kind. */
public interface AgentProvider extends Provider {
    /**
     * A provider of agents without options that choose among {@link ActionSet.Kind#FULL} unless another set is asked for.
     *
     * @param factory makes an agent from what it is given
     */
    static AgentProvider of(String name, String description, Function<AgentContext, Agent> factory) {
        record Of(String name, String description, Function<AgentContext, Agent> factory) implements AgentProvider {
            @Override
            public Agent create(AgentContext context) {
                return factory.apply(context);
            }
        }
        return new Of(name, description, factory);
    }

    /** Makes an agent; its options are known names only. */
    Agent create(AgentContext context);

    /**
     * What it needs that some actions or their expected outcomes lack, as it follows "needs"; empty, the default, where it can
     * choose among them. Agents that nobody named are left out then, and an agent that somebody named is an error.
     */
    default Optional<String> lacking(ActionSet actions) {
        return Optional.empty();
    }

    /** The action set that the agent is meant for, used unless the user asks for another. */
    default ActionSet.Kind actionSet() {
        return ActionSet.Kind.FULL;
    }

    /** Whether it is a bound: it is shown the requests beforehand, and reports mark it so. */
    default boolean bound() {
        return false;
    }

    /**
     * Whether it runs in the scenario's {@linkplain org.wattsplit.framework.env.Scenario#relaxed relaxation}
     * instead of the scenario, and is a bound for that reason.
     */
    default boolean relaxed() {
        return false;
    }

    /** What {@code agents show} says of it; nothing beyond its description by default. */
    default AgentAbout about() {
        return AgentAbout.NOTHING;
    }

    /** The names of its options; those of {@link #about} by default. */
    default Set<String> options() {
        return about().options().stream().map(AgentOption::name).collect(Collectors.toUnmodifiableSet());
    }
}
