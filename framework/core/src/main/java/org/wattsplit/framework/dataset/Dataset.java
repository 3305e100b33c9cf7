package org.wattsplit.framework.dataset;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.outcome.OutcomeParts;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * What an experiment can be run on.
 *
 * @param name the dataset's name
 * @param model the network
 * @param space the configuration space
 * @param table measured outcomes, null where only requests are known
 * @param workloads requests by name, at least one
 * @param inputs SHA-256 of each file it was read from, by the file's name
 * @param scenario the scenario that commands use on it unless they are told otherwise, an id or a file's path; null where it
 *     has none of its own
 * @param device what is known of the place where it was measured
 * @param about where it is from, null where nobody says so; no outcome depends on it
 */
public record Dataset(
        String name,
        String model,
        ConfigurationSpace space,
        @Nullable MeasurementTable table,
        Map<String, Workload> workloads,
        Map<String, String> inputs,
        @Nullable String scenario,
        DeviceFacts device,
        @Nullable DatasetAbout about) {
    /** A dataset that does not say where it is from. */
    public Dataset(
            String name,
            String model,
            ConfigurationSpace space,
            @Nullable MeasurementTable table,
            Map<String, Workload> workloads,
            Map<String, String> inputs,
            @Nullable String scenario,
            DeviceFacts device) {
        this(name, model, space, table, workloads, inputs, scenario, device, null);
    }

    /** A dataset of which nothing is known but its measurements and requests. */
    public Dataset(
            String name,
            String model,
            ConfigurationSpace space,
            @Nullable MeasurementTable table,
            Map<String, Workload> workloads,
            Map<String, String> inputs,
            @Nullable String scenario) {
        this(name, model, space, table, workloads, inputs, scenario, DeviceFacts.NONE);
    }

    /** A dataset without a scenario of its own. */
    public Dataset(
            String name,
            String model,
            ConfigurationSpace space,
            @Nullable MeasurementTable table,
            Map<String, Workload> workloads,
            Map<String, String> inputs) {
        this(name, model, space, table, workloads, inputs, null);
    }

    public Dataset {
        Check.that(!workloads.isEmpty(), "the workloads of " + name, "not empty", workloads.keySet());
        workloads = Collections.unmodifiableMap(new TreeMap<>(workloads));
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }

    /** The same dataset, from there. */
    public Dataset withAbout(DatasetAbout from) {
        return new Dataset(name, model, space, table, workloads, inputs, scenario, device, from);
    }

    /**
     * Checksums of what it holds, whether it was read from files or made: {@code space}; {@code measurements},
     * {@code quantities} and {@code device} where it has any.
     */
    public Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        contents.put("space", Checksum.ofText(Documents.toYaml(space.spec())));
        if (table != null) {
            StringBuilder rows = new StringBuilder();
            for (Measurement row : table.rows()) {
                rows.append(row.configuration())
                        .append(' ')
                        .append(OutcomeParts.of(row.outcome()))
                        .append('\n');
            }
            contents.put("measurements", Checksum.ofText(rows.toString()));
            if (!table.quantities().isEmpty()) {
                contents.put(
                        "quantities",
                        Checksum.ofText(table.rows().stream()
                                .map(row -> row.quantities().toString())
                                .collect(Collectors.joining("\n"))));
            }
        }
        if (!device.equals(DeviceFacts.NONE)) {
            contents.put("device", Checksum.ofText(Documents.toYaml(device)));
        }
        return contents;
    }

    /** The measurement table; an error where there is none. */
    public MeasurementTable requireTable() {
        if (table == null) {
            throw InputException.of(
                    "dataset " + name, "one with a measurement table for " + model, "one with requests only");
        }
        return table;
    }

    /** The workload of that name; the error of an unknown one lists the known ones. */
    public Workload workload(String workloadName) {
        Workload workload = workloads.get(workloadName);
        if (workload == null) {
            throw InputException.unknown("a workload of dataset " + name, workloadName, workloads.keySet());
        }
        return workload;
    }

    /**
     * The workload with the most requests, what commands use unless they are told otherwise; of equal ones the first by name.
     */
    public Workload largestWorkload() {
        return workloads.values().stream()
                .max(Comparator.comparingInt(workload -> workload.requests().size()))
                .orElseThrow();
    }
}
