package org.wattsplit.study.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.report.Words;
import org.wattsplit.framework.space.Placement;

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
 * @param notes what is valid, but maybe not meant
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
        @Nullable String madeBy,
        List<String> notes) {
    private static final String NOT_STATED = "not stated, as there is no about.yaml";

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
        long feasible = dataset.space().size();
        int configurations = table == null ? 0 : table.means().size();
        return new DatasetDescription(
                dataset.name(),
                dataset.model(),
                knobs,
                feasible,
                table == null ? 0 : table.rows().size(),
                configurations,
                columns == null ? List.of() : columns.known(),
                columns == null ? List.of() : columns.modelled(),
                columns == null ? List.of() : columns.absent(),
                workloads,
                about == null ? null : about.source(),
                about == null ? null : about.licence(),
                about == null ? null : about.madeBy(),
                notes(dataset, feasible, configurations));
    }

    private static List<String> notes(Dataset dataset, long feasible, int configurations) {
        List<String> notes = new ArrayList<>();
        if (dataset.space().cloudOnly().isEmpty()
                && dataset.space().stream().anyMatch(one -> one.placement() == Placement.CLOUD)) {
            notes.add(
                    "cloud_only is null, although split_layer 0 runs all in the cloud: agent cloud has no configuration");
        }
        if (dataset.table() == null) {
            notes.add("there is no " + DatasetFolder.MEASUREMENTS
                    + ": nothing can be replayed, and a search needs another testbed, such as model");
        } else if (configurations < feasible) {
            notes.add("the table has " + configurations + " of " + feasible
                    + " feasible configurations: searches and agents choose among these alone");
        }
        return notes;
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

    /** It as lines for people. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(name + ", network " + model);
        lines.add("space: " + Words.counted(feasible, "feasible configuration"));
        knobs.forEach((knob, values) -> lines.add("  " + knob + ": " + brief(values)));
        lines.add(
                rows == 0
                        ? "table: none"
                        : "table: " + Words.counted(rows, "row") + " of "
                                + Words.counted(configurations, "configuration"));
        list(lines, "  columns: ", columns, " ");
        list(lines, "  modelled: ", modelled, " ");
        list(lines, "  absent: ", absent, ", ");
        workloads.forEach((workload, count) -> lines.add("workload " + workload + ": " + Words.counted(count, "request")
                + (workload.equals(usual()) ? ", taken where none is named" : "")));
        lines.add("source: " + Objects.requireNonNullElse(source, NOT_STATED));
        lines.add("licence: " + Objects.requireNonNullElse(licence, NOT_STATED));
        lines.add("made again by: " + Objects.requireNonNullElse(madeBy, "no command"));
        return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
    }

    /** The workload that commands take unless they are told otherwise, where there are several; else nothing. */
    private String usual() {
        int most = workloads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return workloads.size() < 2
                ? ""
                : workloads.entrySet().stream()
                        .filter(one -> one.getValue() == most)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("");
    }

    private static void list(List<String> lines, String label, List<String> values, String separator) {
        if (!values.isEmpty()) {
            lines.add(label + String.join(separator, values));
        }
    }

    private static String brief(List<String> values) {
        return values.size() <= 8
                ? String.join(" ", values)
                : values.get(0) + " " + values.get(1) + " … " + values.get(values.size() - 1) + " (" + values.size()
                        + " values)";
    }
}
