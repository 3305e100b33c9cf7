package org.wattsplit.framework.agent;

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
        super(where + ": " + cause, cause);
    }
}
