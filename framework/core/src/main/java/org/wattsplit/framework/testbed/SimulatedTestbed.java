package org.wattsplit.framework.testbed;

import java.util.Optional;

/** A testbed whose time is a number: a replay of measurements, or a model. */
public non-sealed interface SimulatedTestbed extends Testbed {
    /** Moves its time forward, in milliseconds since it was opened or reset; never backwards. */
    void advanceTo(double timeMillis);

    /** Starts over at time 0, at the initial hardware setting, with its chance drawn from that seed. */
    void reset(long seed);

    /**
     * Which of a few worlds the last reset drew for the whole episode; empty where there is nothing of the kind.
     */
    default Optional<DrawnWorld> world() {
        return Optional.empty();
    }
}
