package org.wattsplit.framework.experiment;

import java.util.function.Supplier;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentException;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.rollout.Decider;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFault;

/** Names an agent's faults as its own: what it throws, and actions that it may not take. */
final class Blame {
    private final String agent;
    private long request;
    private long decided;

    /**
     * The faults of an agent.
     *
     * @param request the number of the request that it decides on first
     */
    Blame(String agent, long seed, long request) {
        this.agent = "agent " + agent + ", seed " + seed;
        this.request = request;
        decided = request;
    }

    /** Whoever decides, one request after the other. */
    Decider of(Decider decider) {
        return (observation, mask) -> {
            decided = request;
            int action = on(() -> allowed(decider, observation, mask));
            request++;
            return action;
        };
    }

    private static int allowed(Decider decider, Observation observation, ActionMask mask) {
        int action = decider.decide(observation, mask);
        if (!mask.allows(action)) {
            throw new IllegalArgumentException(
                    "Expected an action of the " + mask.size() + " that the mask allows, given " + action);
        }
        return action;
    }

    /** Is told of the outcome of the request that was decided on last. */
    void tell(Agent told, int action, Outcome outcome) {
        on(() -> {
            told.onOutcome(action, outcome);
            return action;
        });
    }

    /** A testbed's fault, with who ran on it and the request that was decided on last. */
    TestbedFault of(TestbedFault fault) {
        return fault.of(agent + ", request " + decided);
    }

    private <T> T on(Supplier<T> work) {
        try {
            return work.get();
        } catch (InputException | DivergedException | TestbedException | AgentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new AgentException(agent + ", request " + request, e);
        }
    }

    /** Makes an agent; it does not know what it was called where one of its options is none. */
    static Agent made(String agent, Supplier<Agent> factory) {
        try {
            return factory.get();
        } catch (InputException e) {
            throw e.at("agent " + agent, 0, 0);
        } catch (RuntimeException e) {
            throw new AgentException("agent " + agent + ", which could not be made", e);
        }
    }
}
