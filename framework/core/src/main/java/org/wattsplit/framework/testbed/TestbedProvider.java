package org.wattsplit.framework.testbed;

import java.util.Set;
import org.wattsplit.framework.provider.Provider;

/** Makes testbeds of one kind. */
public interface TestbedProvider extends Provider {
    /** Makes a testbed, already reset to seed 0. */
    Testbed create(TestbedContext context);

    /** The names of its options. */
    default Set<String> options() {
        return Set.of();
    }
}
