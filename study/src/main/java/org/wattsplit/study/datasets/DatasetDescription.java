package org.wattsplit.study.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;

/**
 * What a dataset is, in figures.
 *
 * @param name its name
 * @param model its network
 * @param knobs the values of each knob
 * @param feasible feasible configurations
 * @param rows rows of the measurement table; 0 where there is none
 * @param configurations configurations that were measured
 * @param workloads requests by workload
 */
public record DatasetDescription(
        String name,
        String model,
        Map<String, List<String>> knobs,
        long feasible,
        int rows,
        int configurations,
        Map<String, Integer> workloads) {
    /** The figures of a dataset. */
    public static DatasetDescription of(Dataset dataset) {
        Map<String, List<String>> knobs = new LinkedHashMap<>();
        dataset.space().knobs().forEach(knob -> knobs.put(knob.name(), knob.values()));
        @Nullable MeasurementTable table = dataset.table();
        Map<String, Integer> workloads = new TreeMap<>();
        dataset.workloads()
                .forEach((name, workload) ->
                        workloads.put(name, workload.requests().size()));
        return new DatasetDescription(
                dataset.name(),
                dataset.model(),
                knobs,
                dataset.space().size(),
                table == null ? 0 : table.rows().size(),
                table == null ? 0 : table.means().size(),
                workloads);
    }

    /**
     * Reads a dataset's folder, which checks it.
     *
     * @throws InputException where a file is missing or breaks a rule
     */
    public static DatasetDescription ofFolder(Path folder) {
        if (!Files.isRegularFile(folder.resolve(DatasetFolder.SPACE))) {
            throw InputException.of("the dataset", "a folder with " + DatasetFolder.SPACE, folder);
        }
        return of(DataSource.open(folder.toString(), null));
    }
}
