package org.wattsplit.datasets.measured;

import java.util.List;
import org.wattsplit.datasets.folder.BundledFolder;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.dataset.Dataset;

/** A folder that {@code wattsplit profile} wrote, beside this class. */
final class MeasuredFolder {
    private static final List<String> FILES = List.of(
            DatasetFolder.SPACE,
            DatasetFolder.MEASUREMENTS,
            DatasetFolder.DEVICE,
            DatasetFolder.ABOUT,
            "workload-weibull-10000.csv");

    private MeasuredFolder() {}

    /**
     * Reads it.
     *
     * @param folder its path from here
     * @param name the dataset's name
     * @param scenario the scenario that is used on it unless another is named
     */
    static Dataset read(String folder, String name, String scenario) {
        Dataset read = BundledFolder.read(MeasuredFolder.class, folder, FILES);
        return new Dataset(
                name,
                read.model(),
                read.space(),
                read.table(),
                read.workloads(),
                read.inputs(),
                scenario,
                read.device(),
                read.about());
    }
}
