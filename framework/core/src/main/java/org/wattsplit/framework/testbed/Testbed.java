package org.wattsplit.framework.testbed;

import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;

/**
 * Executes configurations for requests: a replay of measurements, a model, or live hardware. It keeps the current
 * hardware setting and charges its changes. One thread at a time.
 */
public interface Testbed extends AutoCloseable {
    /** What it can do; constant. */
    Capabilities capabilities();

    /** What a scheduler may observe now. */
    Conditions conditions();

    /** The number of the current hardware setting in the space of {@link #capabilities}. */
    int settingIndex();

    /**
     * Executes a request and leaves the device at the configuration's hardware setting, or at {@link #settingIndex} where the
     * hardware refused it.
     *
     * @param request the request; its deadline is what waiting has left of it
     * @throws TestbedException when it could not be executed; never an outcome of NaN or a silent 0
     */
    Outcome execute(Request request, Configuration configuration);

    /** Told how long the decision for the next request took; where time is real, that is a part of the outcome. */
    default void onDecision(long nanos) {}

    /** Moves its time forward, in milliseconds since {@link #reset}; never backwards. */
    void advanceTo(double timeMillis);

    /** Starts over at time 0, at the initial hardware setting, with its chance drawn from that seed. */
    void reset(long seed);

    /** Lets go of what it holds; a second call does nothing. */
    @Override
    void close();
}
