package org.wattsplit.agents.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wattsplit.framework.agent.DivergedException;

/**
 * How an update of a policy and of what judges it went.
 *
 * @param policyLoss mean loss of the policy
 * @param valueLoss mean loss of what judges it
 * @param entropy mean entropy of the policy, in nats
 */
public record ActorCriticFigures(double policyLoss, double valueLoss, double entropy) {
    /** Those before the first update. */
    public static final ActorCriticFigures NONE = new ActorCriticFigures(0, 0, 0);

    /**
     * Requires both losses to be finite.
     *
     * @throws DivergedException if one is not
     */
    public void check() {
        if (!Double.isFinite(policyLoss + valueLoss)) {
            throw new DivergedException("loss", policyLoss + valueLoss);
        }
    }

    /** By name, a map of the caller's own, which may add to it. */
    public Map<String, Double> byName() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("policy_loss", policyLoss);
        figures.put("value_loss", valueLoss);
        figures.put("entropy", entropy);
        return figures;
    }
}
