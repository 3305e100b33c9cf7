package org.wattsplit.framework.testbed;

import java.util.List;
import java.util.Set;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * What a testbed can do.
 *
 * @param space the configurations it can execute
 * @param latencyParts the latency parts that its outcomes have
 * @param energyParts the energy parts that its outcomes have
 * @param accuracy whether its outcomes have an accuracy
 * @param deterministic whether outcomes are the same under every seed
 * @param nominal the conditions under which expected outcomes were obtained, as far as they are known
 * @param conditions what it lets a scheduler observe, in the order of observations
 * @param live whether requests are executed on hardware: what happened cannot be run again
 */
public record Capabilities(
        ConfigurationSpace space,
        Set<LatencyPart> latencyParts,
        Set<EnergyPart> energyParts,
        boolean accuracy,
        boolean deterministic,
        Conditions nominal,
        List<Condition> conditions,
        boolean live) {
    public Capabilities {
        latencyParts = Set.copyOf(latencyParts);
        energyParts = Set.copyOf(energyParts);
        conditions = List.copyOf(conditions);
    }
}
