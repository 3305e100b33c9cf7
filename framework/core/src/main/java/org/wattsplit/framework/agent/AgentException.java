package org.wattsplit.framework.agent;

import org.jspecify.annotations.Nullable;

/** A fault of an agent: an exception that it threw, or an action that it may not take. */
public final class AgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A fault.
     *
     * @param where the agent, its seed and its request, in words
     * @param cause what it threw
     */
    public AgentException(String where, RuntimeException cause) {
        this(where + ": " + cause, (Throwable) cause);
    }

    private AgentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same fault with a second line of advice. */
    public AgentException maybe(String advice) {
        return new AgentException(getMessage() + System.lineSeparator() + "Maybe " + advice, getCause());
    }
}
