package org.wattsplit.framework.testbed;

import java.util.Map;
import org.wattsplit.framework.dataset.Dataset;

/**
 * What a testbed is made from.
 *
 * @param dataset the data that it replays or models
 * @param transition what changes of the hardware setting cost
 * @param initialSetting the number of the hardware setting that it starts at
 * @param options its own options by name
 */
public record TestbedContext(
        Dataset dataset, TransitionCost transition, int initialSetting, Map<String, String> options) {
    public TestbedContext {
        options = Map.copyOf(options);
    }
}
