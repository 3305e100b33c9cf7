package org.wattsplit.datasets.join;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.outcome.OutcomeParts;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/** Makes one dataset of measured datasets of different networks on one device, whose requests ask for any of them. */
public final class DatasetJoin {
    /** The name of the workload. */
    public static final String WORKLOAD = "mixed";

    private DatasetJoin() {}

    /**
     * Joins datasets. Rows are kept in their order; requests are drawn from the datasets' largest workloads.
     *
     * @param datasets at least two, of different networks, each with a measurement table
     * @param device the network whose device facts count; null where those of all are equal
     * @param shares of the requests, one for each dataset, above 0, by the sum of all; none for equal ones
     * @param requests number of requests, at least 1
     * @param seed seed of the requests; equal seeds give equal requests
     * @throws InputException which names what differs where it must not
     */
    public static Dataset of(
            List<Dataset> datasets, @Nullable String device, List<Double> shares, int requests, long seed) {
        Map<String, ConfigurationSpace> spaces = new LinkedHashMap<>();
        Map<String, Workload> workloads = new LinkedHashMap<>();
        for (Dataset one : datasets) {
            InputException.require(
                    spaces.put(one.model(), one.space()) == null, "the networks", "different", one.model() + " twice");
            workloads.put(one.model(), one.largestWorkload());
        }
        InputException.require(datasets.size() > 1, "the datasets", "two or more", spaces.keySet());
        requireShares(shares, spaces.keySet());
        DeviceFacts facts = device(datasets, device);
        JoinedSpace joined = new JoinedSpace(spaces);
        Workload workload = WorkloadGenerator.mixed(WORKLOAD, workloads, shares, requests, seed);
        return new Dataset(
                joined.space().name(),
                joined.space().name(),
                joined.space(),
                MeasurementTable.of(joined.space(), rows(datasets, joined)),
                Map.of(WORKLOAD, workload),
                Map.of(),
                null,
                facts,
                about(datasets));
    }

    private static void requireShares(List<Double> shares, Set<String> networks) {
        InputException.require(
                shares.isEmpty() || shares.size() == networks.size(),
                "the shares",
                "one for each of " + networks,
                shares);
        for (double share : shares) {
            InputException.require(Double.isFinite(share) && share > 0, "each share", "a finite number above 0", share);
        }
    }

    private static DeviceFacts device(List<Dataset> datasets, @Nullable String named) {
        if (named != null) {
            return datasets.stream()
                    .filter(one -> one.model().equals(named))
                    .findFirst()
                    .orElseThrow(() -> InputException.unknown(
                            "the network whose device facts count",
                            named,
                            datasets.stream().map(Dataset::model).toList()))
                    .device();
        }
        Dataset first = datasets.get(0);
        List<String> facts = facts(first);
        for (Dataset other : datasets) {
            List<String> others = facts(other);
            if (!others.equals(facts)) {
                throw InputException.of(
                                "the device facts of " + other.model(),
                                "those of " + first.model() + " (" + without(facts, others) + ")",
                                without(others, facts))
                        .maybe("say with --device NETWORK whose count");
            }
        }
        return first.device();
    }

    /** The facts as {@code device.yaml} has them, a line each. */
    private static List<String> facts(Dataset dataset) {
        return Documents.toYaml(dataset.device()).lines().toList();
    }

    private static String without(List<String> lines, List<String> others) {
        return lines.stream().filter(line -> !others.contains(line)).collect(Collectors.joining(", "));
    }

    private static List<Measurement> rows(List<Dataset> datasets, JoinedSpace joined) {
        Dataset first = datasets.get(0);
        Set<String> columns = columns(first.requireTable().rows().get(0));
        List<Measurement> rows = new ArrayList<>();
        for (Dataset dataset : datasets) {
            for (Measurement row : dataset.requireTable().rows()) {
                requireColumns(columns, first.model(), columns(row), dataset.model());
                Configuration configuration = joined.configuration(dataset.model(), row.configuration());
                rows.add(new Measurement(configuration, row.outcome(), row.quantities()));
            }
        }
        return rows;
    }

    private static Set<String> columns(Measurement row) {
        Set<String> columns = new LinkedHashSet<>(OutcomeParts.of(row.outcome()).keySet());
        row.quantities().keySet().stream().map(Quantity::column).forEach(columns::add);
        return columns;
    }

    /** A table has a value of each column in each row. */
    private static void requireColumns(Set<String> columns, String first, Set<String> others, String network) {
        Set<String> odd = new LinkedHashSet<>(columns);
        odd.addAll(others);
        odd.removeIf(column -> columns.contains(column) && others.contains(column));
        if (!odd.isEmpty()) {
            String column = odd.iterator().next();
            throw InputException.of(
                    "column " + column,
                    "in the table of each network",
                    "none of " + (columns.contains(column) ? network : first));
        }
    }

    private static DatasetAbout about(List<Dataset> datasets) {
        Map<String, String> licences = new LinkedHashMap<>();
        List<String> sources = new ArrayList<>();
        for (Dataset dataset : datasets) {
            DatasetAbout about = dataset.about();
            sources.add(dataset.model() + (about == null ? "" : " (" + about.source() + ")"));
            licences.put(dataset.model(), about == null ? DatasetAbout.NONE_STATED : about.licence());
        }
        String licence = licences.values().stream().distinct().count() == 1
                ? Objects.requireNonNull(licences.get(datasets.get(0).model()))
                : licences.entrySet().stream()
                        .map(one -> one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining("; "));
        return DatasetAbout.of("joined from " + String.join(", and ", sources), licence);
    }
}
