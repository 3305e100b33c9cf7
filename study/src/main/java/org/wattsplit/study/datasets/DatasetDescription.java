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
import org.wattsplit.framework.dataset.DatasetAbout;
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
 * @param columns what is known of rows beside their knobs: parts of the outcome and quantities, by their columns
 * @param modelled those of the columns that are not measured in every row
 * @param absent what is known of no row, in words; empty where there is no table
 * @param workloads requests by workload
 * @param source where it is from; null where nobody says so
 * @param licence its licence; null where nobody says so
 * @param madeBy the command that makes it again; null where none is known
 */
public record DatasetDescription(
        String name,
        String model,
        Map<String, List<String>> knobs,
        long feasible,
        int rows,
        int configurations,
        List<String> columns,
        List<String> modelled,
        List<String> absent,
        Map<String, Integer> workloads,
        @Nullable String source,
        @Nullable String licence,
        @Nullable String madeBy) {
    /** The figures of a dataset. */
    public static DatasetDescription of(Dataset dataset) {
        Map<String, List<String>> knobs = new LinkedHashMap<>();
        dataset.space().knobs().forEach(knob -> knobs.put(knob.name(), knob.values()));
        @Nullable MeasurementTable table = dataset.table();
        Map<String, Integer> workloads = new TreeMap<>();
        dataset.workloads()
                .forEach((name, workload) ->
                        workloads.put(name, workload.requests().size()));
        @Nullable TableColumns columns = table == null ? null : TableColumns.of(table);
        @Nullable DatasetAbout about = dataset.about();
        return new DatasetDescription(
                dataset.name(),
                dataset.model(),
                knobs,
                dataset.space().size(),
                table == null ? 0 : table.rows().size(),
                table == null ? 0 : table.means().size(),
                columns == null ? List.of() : columns.known(),
                columns == null ? List.of() : columns.modelled(),
                columns == null ? List.of() : columns.absent(),
                workloads,
                about == null ? null : about.source(),
                about == null ? null : about.licence(),
                about == null ? null : about.madeBy());
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
