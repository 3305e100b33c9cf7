package org.wattsplit.datasets.dynasplit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DatasetProvider;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.request.Arrivals;

/**
 * VGG16 on DynaSplit's testbed, without measurements: the configuration space, and requests whose deadlines are drawn
 * as the published ones were, between the published bounds. The testbed {@code model} knows a device of this name.
 */
public final class PiCoralGpuDataset implements DatasetProvider {
    private static final int REQUESTS = 10_000;
    private static final double LEAST_MS = 90.6;
    private static final double LARGEST_MS = 5026.8;

    @Override
    public String name() {
        return "pi4-coral-gpu";
    }

    @Override
    public String description() {
        return "VGG16 on a Raspberry Pi with a Coral TPU and a GPU node (modelled, 22 layers, 917 configurations)";
    }

    @Override
    public Dataset load(@Nullable String model) {
        DynaSplitModel network = DynaSplitModel.VGG16;
        Workload workload = WorkloadGenerator.generate(
                "weibull-10000",
                network.label(),
                REQUESTS,
                new Deadlines.PublishedWeibull(LEAST_MS, LARGEST_MS),
                new Arrivals.ClosedLoop(),
                0);
        return new Dataset(name(), network.label(), network.space(), null, Map.of(workload.name(), workload), Map.of())
                .withAbout(DatasetAbout.of(
                        "the configuration space of DynaSplit (arXiv 2410.23881), and requests drawn between its bounds",
                        DatasetAbout.APACHE_2_0));
    }
}
