package org.wattsplit.framework.testbed;

import java.util.List;
import java.util.Map;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.provider.Registry;

/**
 * What a testbed is made from.
 *
 * @param dataset the data that it replays or models
 * @param transition what changes of the hardware setting cost
 * @param initialSetting the number of the hardware setting that it starts at
 * @param options its own options by name
 * @param dynamics how the world around it moves
 * @param traces the traces that its link follows, one drawn for each reset; empty where it follows none
 * @param registry what its parts are looked up in: meters, hardware knobs, codecs
 */
public record TestbedContext(
        Dataset dataset,
        TransitionCost transition,
        int initialSetting,
        Map<String, String> options,
        Dynamics dynamics,
        List<NetworkTrace> traces,
        Registry registry) {
    public TestbedContext {
        options = Map.copyOf(options);
        traces = List.copyOf(traces);
    }

    /** The context without dynamics, of what the class path holds. */
    public TestbedContext(Dataset dataset, TransitionCost transition, int initialSetting, Map<String, String> options) {
        this(dataset, transition, initialSetting, options, Dynamics.NONE, List.of(), Registry.installed());
    }
}
