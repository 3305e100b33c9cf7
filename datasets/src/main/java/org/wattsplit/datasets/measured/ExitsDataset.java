package org.wattsplit.datasets.measured;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;

/**
 * A trained network with three exits, in halves on a virtual machine of two cores: the edge's process at shares of the processors, the
 * cloud's endpoint in another process over loopback. Latencies, bytes and accuracies were measured; energies are modelled. How it
 * came about stands in {@code profile.json} beside its table.
 */
public final class ExitsDataset implements DatasetProvider {
    private static final String NAME = "exits";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a trained network with three exits in halves on a two-core machine (latency and accuracy measured, energy modelled)";
    }

    @Override
    public Dataset load(@Nullable String model) {
        if (model != null && !model.equals(NAME)) {
            throw InputException.of("the network of " + NAME, NAME, model);
        }
        return MeasuredFolder.read(NAME, NAME, "LoopbackExits-v1", "workload-co-inference.csv");
    }
}
