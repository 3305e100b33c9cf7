package org.wattsplit.framework.testbed;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;

/** Names the faults of a testbed as its own: what it throws, and what it returns against its contract. */
record Watch(String testbed) {
    /** A session whose faults are named. */
    Testbed over(Supplier<Testbed> opener) {
        Testbed opened = on("opened", opener);
        Capabilities capabilities;
        try {
            capabilities = on("asked what it can do", opened::capabilities);
        } catch (RuntimeException e) {
            // It may be hardware, which nobody else would put back.
            opened.close();
            throw e;
        }
        return opened instanceof RealTimeTestbed real
                ? new RealTime(this, real, capabilities)
                : new Simulated(this, (SimulatedTestbed) opened, capabilities);
    }

    /** What a testbed does when it is asked to, in words. */
    <T> T on(String asked, Supplier<T> work) {
        try {
            T done = work.get();
            if (done == null) {
                throw new IllegalStateException("Expected something, given null");
            }
            return done;
        } catch (InputException | TestbedException | TestbedFault e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TestbedFault("testbed " + testbed + ", " + asked, e);
        }
    }

    private void does(String asked, Runnable work) {
        on(asked, () -> {
            work.run();
            return asked;
        });
    }

    private Conditions conditions(Testbed session, Capabilities capabilities) {
        return on("observed", () -> {
            Conditions seen = session.conditions();
            for (Condition condition : capabilities.conditions()) {
                OptionalDouble value = seen.value(condition);
                if (value.isPresent()) {
                    condition.require(value.getAsDouble());
                }
            }
            return seen;
        });
    }

    private int settingIndex(Testbed session, Capabilities capabilities) {
        return on("asked for its hardware setting", () -> {
            int settings = capabilities.space().settings();
            return Check.range("the hardware setting", 0, settings - 1, session.settingIndex());
        });
    }

    private Outcome execute(Testbed session, Request request, Configuration configuration) {
        return on("executing " + configuration, () -> session.execute(request, configuration));
    }

    // Two types with the same four methods: what a session may do beyond them is told by its sealed kind.
    private record Simulated(Watch watch, SimulatedTestbed session, Capabilities capabilities)
            implements SimulatedTestbed {
        @Override
        public Conditions conditions() {
            return watch.conditions(session, capabilities);
        }

        @Override
        public int settingIndex() {
            return watch.settingIndex(session, capabilities);
        }

        @Override
        public Outcome execute(Request request, Configuration configuration) {
            return watch.execute(session, request, configuration);
        }

        @Override
        public void advanceTo(double timeMillis) {
            watch.does("moved to " + timeMillis + " ms", () -> session.advanceTo(timeMillis));
        }

        @Override
        public void reset(long seed) {
            watch.does("reset", () -> session.reset(seed));
        }

        @Override
        public Optional<DrawnWorld> world() {
            return watch.on("asked for its world", session::world);
        }

        @Override
        public void close() {
            watch.does("closed", session::close);
        }
    }

    private record RealTime(Watch watch, RealTimeTestbed session, Capabilities capabilities)
            implements RealTimeTestbed {
        @Override
        public Conditions conditions() {
            return watch.conditions(session, capabilities);
        }

        @Override
        public int settingIndex() {
            return watch.settingIndex(session, capabilities);
        }

        @Override
        public Outcome execute(Request request, Configuration configuration) {
            return watch.execute(session, request, configuration);
        }

        @Override
        public void onDecision(long nanos) {
            watch.does("told of a decision", () -> session.onDecision(nanos));
        }

        @Override
        public void onLast() {
            watch.does("told of the last request", session::onLast);
        }

        @Override
        public void awaitTime(double timeMillis) {
            watch.does("waiting for " + timeMillis + " ms", () -> session.awaitTime(timeMillis));
        }

        @Override
        public void close() {
            watch.does("closed", session::close);
        }
    }
}
