package org.wattsplit.agents.features;

import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;

/**
 * What a policy's logits are before anything is learned: minus each action's {@linkplain ExpectedCosts expected cost}
 * above the least one (after residual policy learning, Silver et al., arXiv 1812.06298). One thread at a time.
 */
public final class PriorLogits {
    /** So that no action becomes too improbable to be tried. */
    private static final double LARGEST = 10;

    private static final double USUAL_UNIT = 100;

    private final ExpectedCosts costs;
    private final double joulesPerLogit;
    private final double[] expected;
    private double price;

    /**
     * The prior of a context.
     *
     * @param joulesPerLogit joules that lower a logit by 1 where the {@linkplain AgentContext#costUnit unit of costs} is {@value
     *     #USUAL_UNIT} J, and in proportion elsewhere; 0 for no prior
     * @param uncertainty see {@link ExpectedCosts}
     */
    public PriorLogits(AgentContext context, double joulesPerLogit, double uncertainty) {
        costs = new ExpectedCosts(context, uncertainty);
        price = context.weights().joulesPerMiss();
        this.joulesPerLogit = joulesPerLogit * (context.costUnit() / USUAL_UNIT);
        expected = new double[costs.size()];
    }

    /** From now on a missed deadline is expected to cost this, in joules. */
    public void setPrice(double joulesPerMiss) {
        price = joulesPerMiss;
    }

    /** Whether it adds nothing. */
    public boolean isNone() {
        return joulesPerLogit == 0;
    }

    /** Adds the prior to logits, one for each action: how much dearer each is than the cheapest that is allowed. */
    public void addTo(float[] logits, Observation observation, ActionMask mask) {
        if (isNone()) {
            return;
        }
        costs.of(observation, price, expected);
        double least = Double.POSITIVE_INFINITY;
        for (int action = 0; action < expected.length; action++) {
            least = mask.allows(action) ? Math.min(least, expected[action]) : least;
        }
        for (int action = 0; action < logits.length; action++) {
            double dearer = Math.max(0, expected[action] - least);
            logits[action] -= (float) Math.min(LARGEST, dearer / joulesPerLogit);
        }
    }
}
