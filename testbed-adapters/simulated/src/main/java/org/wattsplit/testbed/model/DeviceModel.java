package org.wattsplit.testbed.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Dynamics;

/**
 * Predicts what a configuration takes, part by part, where nothing moves, so that a world that moves can act on each part: the
 * link on bytes, load on the tail, heat on the share of the head that falls with the clock. Thread-safe.
 */
interface DeviceModel {
    /** What it is a model of. */
    String name();

    /** The configurations that it predicts. */
    ConfigurationSpace space();

    /** What one of them takes. */
    Prediction predict(Configuration configuration);

    /** What device and protocol add to transfers, in milliseconds, by configuration; 0 for those that are not in it. */
    Map<Configuration, Double> overheadMillis();

    /** The link that its transfers are over; null where transfers are known as a whole only, and no link can move. */
    DeviceCoefficients.@Nullable Link link();

    /** How repeated measurements vary. */
    DeviceCoefficients.Noise noise();

    /** The parts that its outcomes have. */
    Set<LatencyPart> latencyParts();

    /** The parts that its outcomes have. */
    Set<EnergyPart> energyParts();

    /** Whether its outcomes have an accuracy. */
    boolean accuracy();

    /**
     * Refuses dynamics that act on what it does not know.
     *
     * @throws org.wattsplit.framework.check.InputException naming the dynamics, and what is missing
     */
    void require(Dynamics dynamics);
}
