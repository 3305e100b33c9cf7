package org.wattsplit.framework.testbed;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.wattsplit.framework.provider.Provider;

/** Describes and opens testbeds of one kind. */
public interface TestbedProvider extends Provider {
    /**
     * What testbeds of a context can do: the same for equal contexts, in little time, without a session.
     *
     * @throws org.wattsplit.framework.check.InputException for a context that it cannot take
     */
    Capabilities describe(TestbedContext context);

    /**
     * Opens a session at time 0, at the context's initial hardware setting, with its chance drawn from a seed.
     *
     * @throws org.wattsplit.framework.check.InputException for a context that it cannot take
     * @throws TestbedException where what it needs is not there
     */
    Testbed open(TestbedContext context, long seed);

    /**
     * A provider of a program's own, without options.
     *
     * @param testbeds describes and opens the testbeds of a context
     */
    static TestbedProvider of(String name, String description, Function<TestbedContext, TestbedFactory> testbeds) {
        record Of(String name, String description, Function<TestbedContext, TestbedFactory> testbeds)
                implements TestbedProvider {
            @Override
            public Capabilities describe(TestbedContext context) {
                return testbeds.apply(context).describe();
            }

            @Override
            public Testbed open(TestbedContext context, long seed) {
                return testbeds.apply(context).open(seed);
            }
        }
        return new Of(name, description, testbeds);
    }

    /** Checksums of what testbeds of a context are made from beside the context, by name; none by default. */
    default Map<String, String> inputs(TestbedContext context) {
        return Map.of();
    }

    /**
     * Whether its testbeds are watched, so that their faults are named as theirs and what is observed is in its range, at the
     * cost of a look at each call. Those that come with Wattsplit are not, as their faults are Wattsplit's.
     */
    default boolean watched() {
        return true;
    }

    /** The names of its options. */
    default Set<String> options() {
        return Set.of();
    }
}
