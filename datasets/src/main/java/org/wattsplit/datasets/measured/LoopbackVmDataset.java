package org.wattsplit.datasets.measured;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;

/**
 * Two networks in halves on a virtual machine of two cores: the edge's process at shares of the processors, the cloud's
 * endpoint in another process over loopback. Latencies were measured; energies are modelled. How each came about stands in
 * {@code profile.json} beside its table.
 */
public final class LoopbackVmDataset implements DatasetProvider {
    private static final String NAME = "loopback-vm";
    /** Scenarios by network, the first network first. */
    private static final Map<String, String> SCENARIOS =
            new TreeMap<>(Map.of("mobilenetv2", "LoopbackMobileNetV2-v1", "vgg16", "LoopbackVgg16-v1"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "MobileNetV2 and VGG16 in halves on a two-core machine, edge and cloud over loopback (latency measured,"
                + " energy modelled)";
    }

    @Override
    public Dataset load(@Nullable String model) {
        String network = model == null ? SCENARIOS.keySet().iterator().next() : model;
        String scenario = SCENARIOS.get(network);
        if (scenario == null) {
            throw InputException.unknown("a network of " + NAME, network, SCENARIOS.keySet());
        }
        return MeasuredFolder.read(NAME + "/" + network, NAME, scenario);
    }
}
