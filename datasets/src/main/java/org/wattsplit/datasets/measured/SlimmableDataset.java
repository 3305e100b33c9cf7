package org.wattsplit.datasets.measured;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;

/**
 * A trained network whose encoder has four widths and sends 2 to 16 channels, in halves on a virtual machine of two cores: the edge's process at shares of the processors, the
 * cloud's endpoint in another process over loopback. Latencies, bytes and accuracies were measured; energies are modelled. How it
 * came about stands in {@code profile.json} beside its table.
 */
public final class SlimmableDataset implements DatasetProvider {
    private static final String NAME = "slimmable";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a trained network of four widths that sends 2 to 16 channels, on a two-core machine (latency and accuracy measured, energy modelled)";
    }

    @Override
    public Dataset load(@Nullable String model) {
        if (model != null && !model.equals(NAME)) {
            throw InputException.of("the network of " + NAME, NAME, model);
        }
        return MeasuredFolder.read(NAME, NAME, "LoopbackSlimmable-v1");
    }
}
