package org.wattsplit.framework.testbed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.space.Configuration;
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
 * @param payload what of an expected transfer follows from the rate of the link
 */
public record Capabilities(
        ConfigurationSpace space,
        Set<LatencyPart> latencyParts,
        Set<EnergyPart> energyParts,
        boolean accuracy,
        boolean deterministic,
        Conditions nominal,
        List<Condition> conditions,
        boolean live,
        Payload payload) {
    /**
     * What of an expected transfer follows from the rate of the link, and is stretched by another: its bytes.
     *
     * @param rttMillis the round trip that is in each transfer, at least 0
     * @param overheadMillis what device and protocol add, by configuration; 0 for those that are not in it
     */
    public record Payload(double rttMillis, Map<Configuration, Double> overheadMillis) {
        public Payload {
            overheadMillis = Map.copyOf(overheadMillis);
        }

        /** All of a transfer but the round trip of some conditions: nothing else is known to be in it. */
        public static Payload allButRoundTrip(Conditions nominal) {
            return new Payload(nominal.value(Condition.RTT_MS, 0), Map.of());
        }

        /** The milliseconds of bytes at the nominal rate in an expected transfer of a configuration. */
        public double millis(Configuration configuration, Outcome expected) {
            double transfer = expected.latencyMillis(LatencyPart.TRANSFER).orElse(0);
            return Math.max(0, transfer - rttMillis - overheadMillis.getOrDefault(configuration, 0.0));
        }
    }

    /** What a testbed can do that knows transfers as a whole only. */
    public Capabilities(
            ConfigurationSpace space,
            Set<LatencyPart> latencyParts,
            Set<EnergyPart> energyParts,
            boolean accuracy,
            boolean deterministic,
            Conditions nominal,
            List<Condition> conditions,
            boolean live) {
        this(
                space,
                latencyParts,
                energyParts,
                accuracy,
                deterministic,
                nominal,
                conditions,
                live,
                Payload.allButRoundTrip(nominal));
    }

    public Capabilities {
        latencyParts = Set.copyOf(latencyParts);
        energyParts = Set.copyOf(energyParts);
        conditions = List.copyOf(conditions);
    }
}
