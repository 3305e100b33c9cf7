package org.wattsplit.agents.fixed;

import java.util.random.RandomGenerator;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;

/** Takes any allowed action, each as likely as any other. */
public final class RandomAgent implements Agent {
    private final RandomGenerator random;

    /** An agent with that chance. */
    public RandomAgent(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return mask.draw(random);
    }

    /** Makes it. */
    public static final class Provider implements AgentProvider {
        @Override
        public String name() {
            return "random";
        }

        @Override
        public String description() {
            return "any configuration, evenly drawn";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("nothing but the number of its actions");
        }

        @Override
        public Agent create(AgentContext context) {
            return new RandomAgent(context.random());
        }
    }
}
