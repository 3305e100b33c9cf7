package org.wattsplit.framework.testbed;

import java.util.Map;
import java.util.function.LongFunction;
import org.wattsplit.framework.check.InputException;

/** Describes testbeds that are made from the same, and opens them. */
public interface TestbedFactory {
    /** What they can do: always the same, in little time, without a session. */
    Capabilities describe();

    /** Opens a session at time 0, at the initial hardware setting, with its chance drawn from a seed. */
    Testbed open(long seed);

    /** Checksums of what they are made from beside data and scenario, by name; none by default. */
    default Map<String, String> inputs() {
        return Map.of();
    }

    /** The testbeds of a provider and a context, {@linkplain TestbedProvider#watched watched} unless it says otherwise. */
    static TestbedFactory of(TestbedProvider provider, TestbedContext context) {
        Watch watch = new Watch(provider.name());
        boolean watched = provider.watched();
        return new TestbedFactory() {
            @Override
            public Capabilities describe() {
                return watched
                        ? watch.on("asked what it can do", () -> provider.describe(context))
                        : provider.describe(context);
            }

            @Override
            public Map<String, String> inputs() {
                return watched
                        ? watch.on("asked what it is made from", () -> provider.inputs(context))
                        : provider.inputs(context);
            }

            @Override
            public Testbed open(long seed) {
                return watched ? watch.over(() -> provider.open(context, seed)) : provider.open(context, seed);
            }
        };
    }

    /**
     * Testbeds of a program's own.
     *
     * @param capabilities what they can do
     * @param opener opens a session whose chance is drawn from a seed
     */
    static TestbedFactory of(Capabilities capabilities, LongFunction<Testbed> opener) {
        return new TestbedFactory() {
            @Override
            public Capabilities describe() {
                return capabilities;
            }

            @Override
            public Testbed open(long seed) {
                return opener.apply(seed);
            }
        };
    }

    /** A simulated testbed as the only one, which every session resets. */
    static TestbedFactory of(SimulatedTestbed testbed) {
        return of(testbed.capabilities(), seed -> {
            testbed.reset(seed);
            return testbed;
        });
    }

    /**
     * Opens a session of what is simulated.
     *
     * @throws InputException where it is hardware
     */
    default SimulatedTestbed openSimulated(long seed) {
        if (!describe().live() && open(seed) instanceof SimulatedTestbed simulated) {
            return simulated;
        }
        throw InputException.of("the testbed", "simulated, as it is asked to start over", "hardware");
    }
}
