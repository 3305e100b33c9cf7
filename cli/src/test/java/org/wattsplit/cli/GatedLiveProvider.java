package org.wattsplit.cli;

import java.util.Set;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.RealTimeTestbed;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.testbed.live.LiveProvider;

/**
 * The live testbed as it is, but for its pace: a request begins when the {@link Gate} of its thread lets it through, not when
 * the clock says so. Found in the place of {@link LiveProvider} by threads whose context class loader is a {@link Gate.Loader}.
 */
public final class GatedLiveProvider implements TestbedProvider {
    private final LiveProvider live = new LiveProvider();
    private final Gate gate;

    /** Of the gate of this thread. */
    public GatedLiveProvider() {
        if (!(Thread.currentThread().getContextClassLoader() instanceof Gate.Loader loader)) {
            throw new IllegalStateException("Expected a thread with a gate");
        }
        gate = loader.gate();
    }

    @Override
    public String name() {
        return live.name();
    }

    @Override
    public String description() {
        return live.description();
    }

    @Override
    public boolean watched() {
        return false;
    }

    @Override
    public Set<String> options() {
        return live.options();
    }

    @Override
    public Capabilities describe(TestbedContext context) {
        return live.describe(context);
    }

    @Override
    public Testbed open(TestbedContext context, long seed) {
        if (!(live.open(context, seed) instanceof RealTimeTestbed testbed)) {
            throw new IllegalStateException("Expected hardware");
        }
        gate.of(testbed);
        return new Gated(testbed, gate);
    }

    private record Gated(RealTimeTestbed testbed, Gate gate) implements RealTimeTestbed {
        @Override
        public Capabilities capabilities() {
            return testbed.capabilities();
        }

        @Override
        public Conditions conditions() {
            return testbed.conditions();
        }

        @Override
        public int settingIndex() {
            return testbed.settingIndex();
        }

        @Override
        public Outcome execute(Request request, Configuration configuration) {
            gate.pass();
            return testbed.execute(request, configuration);
        }

        @Override
        public void onDecision(long nanos) {
            testbed.onDecision(nanos);
        }

        @Override
        public void onLast() {
            testbed.onLast();
        }

        /** The gate says when. */
        @Override
        public void awaitTime(double timeMillis) {}

        @Override
        public void close() {
            testbed.close();
        }
    }
}
