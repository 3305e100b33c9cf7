package org.wattsplit.datasets.measured;

import java.util.List;
import java.util.stream.Stream;
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
     * @param workloads files of workloads beside the one that a profile writes
     */
    static Dataset read(String folder, String name, String scenario, String... workloads) {
        List<String> files = Stream.concat(FILES.stream(), Stream.of(workloads)).toList();
        return BundledFolder.read(MeasuredFolder.class, folder, name, scenario, files);
    }
}
