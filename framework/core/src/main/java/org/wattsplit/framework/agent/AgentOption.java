package org.wattsplit.framework.agent;

import org.wattsplit.framework.check.Check;

/**
 * An option of an agent, in words for the people who set it.
 *
 * @param name its name
 * @param preset what it is unless it is given; empty where it is nothing then
 * @param values which values it takes: {@code a number of at least 0}
 * @param meaning what it does, in a sentence or less
 */
public record AgentOption(String name, String preset, String values, String meaning) {
    public AgentOption {
        Check.notBlank("the name of an option", name);
    }
}
