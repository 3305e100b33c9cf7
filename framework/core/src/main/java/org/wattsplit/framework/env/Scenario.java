package org.wattsplit.framework.env;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * A task that agents are compared on. The device starts at {@link org.wattsplit.framework.space.ConfigurationSpace#initialSetting}.
 *
 * @param id name and version, for example {@code DynaSplit-v1}; a change of meaning raises the version
 * @param description one line
 * @param testbed name of the testbed
 * @param testbedOptions the testbed's options; default none
 * @param transition what changes of the hardware setting cost; default nothing
 * @param weights what a request costs
 * @param arrivals how requests arrive; null, the default, where each arrives when the one before it is answered
 * @param dynamics how the world around the testbed changes; default {@link Dynamics#NONE}
 */
public record Scenario(
        String id,
        String description,
        String testbed,
        @Default("{}") Map<String, String> testbedOptions,
        @Default("{}") TransitionCost transition,
        CostWeights weights,
        @Nullable ArrivalSpec arrivals,
        @Default("{}") Dynamics dynamics) {
    public Scenario {
        Check.that(id.matches("[A-Za-z0-9]+-v[1-9][0-9]*"), "the scenario's id", "Name-vN", id);
        testbedOptions = Map.copyOf(testbedOptions);
    }

    /** The same under another id. */
    public Scenario named(String otherId, String otherDescription) {
        return new Scenario(
                otherId, otherDescription, testbed, testbedOptions, transition, weights, arrivals, dynamics);
    }

    /**
     * The scenario in which every request is alone: served at once by a cool, charged device that nobody else wants, over a link that never
     * fails, by a cloud that nobody else wants, with free changes of the hardware setting and no energy between
     * requests. No part of a request's cost is larger there, provided that the link is as good as it ever gets here.
     *
     * @param mbps rate of the link; ignored where it does not change
     * @param rttMillis its round trip; ignored where it does not change
     */
    public Scenario relaxed(double mbps, double rttMillis) {
        Dynamics.Link link = dynamics.link() == null
                ? null
                : new Dynamics.Link(rttMillis, List.of(), List.of(), new Dynamics.Levels(List.of(mbps), 1))
                        .withDownlink(dynamics.link().downlinkFactor());
        return new Scenario(
                id,
                description,
                testbed,
                testbedOptions,
                TransitionCost.FREE,
                weights,
                null,
                new Dynamics(link, null, null, null, null, null, null, 0, dynamics.cloudIdlePowerW(), List.of()));
    }

    /** A scenario without dynamics, whose requests arrive one after the other. */
    public Scenario(
            String id,
            String description,
            String testbed,
            Map<String, String> testbedOptions,
            TransitionCost transition,
            CostWeights weights) {
        this(id, description, testbed, testbedOptions, transition, weights, null, Dynamics.NONE);
    }
}
