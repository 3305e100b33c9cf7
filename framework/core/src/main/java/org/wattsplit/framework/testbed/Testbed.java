package org.wattsplit.framework.testbed;

import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;

/**
 * A session in which configurations are executed for requests, opened by a {@link TestbedProvider}. It keeps the current
 * hardware setting and charges its changes. What is simulated can start over and be moved in time; hardware cannot, and
 * the two types say so. One thread at a time.
 */
public sealed interface Testbed extends AutoCloseable permits SimulatedTestbed, RealTimeTestbed {
    /** What it can do, as {@link TestbedProvider#describe} says before it is opened; constant. */
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

    /** Ends the session and lets go of what it holds, hardware put back; a second call does nothing. */
    @Override
    void close();
}
