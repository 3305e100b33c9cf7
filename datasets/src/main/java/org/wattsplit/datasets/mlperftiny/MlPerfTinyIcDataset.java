package org.wattsplit.datasets.mlperftiny;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.BundledFolder;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;

/**
 * Image classification on the Syntiant NDP9120 at two operating points, derived from MLCommons' tiny results (Apache-2.0; not
 * verified by MLCommons): what {@link MlPerfTinyTable} makes of task {@code ic}.
 */
public final class MlPerfTinyIcDataset implements DatasetProvider {
    private static final String NAME = "mlperf-tiny-ic";
    private static final List<String> FILES =
            List.of(DatasetFolder.SPACE, DatasetFolder.MEASUREMENTS, DatasetFolder.ABOUT, "workload-uniform-1000.csv");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "image classification on an NPU at two operating points, edge only (measured; derived from MLCommons' tiny"
                + " results)";
    }

    @Override
    public Dataset load(@Nullable String model) {
        return BundledFolder.read(MlPerfTinyIcDataset.class, NAME, NAME, null, FILES);
    }
}
