package org.wattsplit.datasets.dynasplit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/**
 * Imports the published DynaSplit data from a clone of its repository or a flat folder of its files. Only the
 * simulation pool is read as measurements: it already contains the testbed rows and the additional samples.
 *
 * <p>The cloud GPU's energy is taken as given, the cloud CPU's is the node's less the GPU's (the whole node, idle power
 * included); radio and idle energy are absent.
 */
public final class DynaSplitImporter {
    private static final String SOURCE = "DynaSplit (arXiv 2410.23881), hpc-tuwien/SPLINTER on GitHub: ";
    private static final String LATENCY = "latency";
    private static final String EDGE_MS = "avg latency edge (ms)";
    private static final String CLOUD_MS = "avg latency cloud (ms)";
    private static final String TRANSFER_MS = "avg latency transfer (ms)";
    private static final String ENERGY = "energy";
    private static final String EDGE_J = "avg energy edge (J)";
    private static final String CLOUD_J = "avg energy cloud (J)";
    private static final String CLOUD_GPU_J = "avg energy cloud gpu (J)";
    private static final String ACCURACY = "accuracy";
    /** In units of 1,024 bytes, whatever its name says: a picture of 224 x 224 x 3 floats is 588 of them. */
    private static final String TENSOR_KIB = "tensor size (KB)";

    /** Published column of each knob, in the order of the space. */
    private static final Map<String, String> KNOB_COLUMNS = Map.of(
            Knob.SPLIT_LAYER,
            "layer",
            "cpu_freq_mhz",
            "cpu-freq",
            "edge_accelerator",
            "edge-accelerator",
            "cloud_accelerator",
            "server-accelerator");

    private static final Set<String> POOL_COLUMNS = Set.of(
            LATENCY,
            ENERGY,
            EDGE_MS,
            CLOUD_MS,
            TRANSFER_MS,
            EDGE_J,
            CLOUD_J,
            CLOUD_GPU_J,
            "layer",
            "cpu-freq",
            "edge-accelerator",
            "server-accelerator");

    /** A latency in the table may differ from the sum of its parts by this much, in milliseconds. */
    private static final double LARGEST_GAP = 0.1;

    /** So may an energy, in joules. */
    private static final double LARGEST_ENERGY_GAP = 1e-3;

    private DynaSplitImporter() {}

    /** An imported dataset and what was found on the way. */
    public record Result(Dataset dataset, ImportReport report) {}

    /** Whether a folder holds the published data. */
    public static boolean isOne(Path folder) {
        return PublishedFiles.isOne(folder);
    }

    /** Reads a network's data without looking for overlaps and defects. */
    public static Dataset dataset(Path folder, DynaSplitModel model) {
        return read(new PublishedFiles(folder, model), model, new double[1]);
    }

    private static Dataset read(PublishedFiles files, DynaSplitModel model, double[] largestGap) {
        ConfigurationSpace space = model.space();
        Map<String, String> inputs = new TreeMap<>();
        Map<String, Workload> workloads = new TreeMap<>();
        files.requests().forEach((name, path) -> {
            workloads.put(name, requests(path, name, model));
            inputs.put(path.getFileName().toString(), Checksum.ofFile(path));
        });
        @Nullable MeasurementTable table = null;
        Optional<Path> pool = files.pool();
        if (pool.isPresent()) {
            inputs.put(pool.get().getFileName().toString(), Checksum.ofFile(pool.get()));
            table = MeasurementTable.of(space, measurements(pool.get(), space, largestGap));
        }
        DeviceFacts facts = DeviceFacts.NONE.withClock(DynaSplitKnobs.CPU_FREQ_MHZ, null);
        Optional<Path> device = files.device();
        if (device.isPresent()) {
            facts = DeviceFacts.FILE.readYaml(device.get());
            inputs.put(DatasetFolder.DEVICE, Checksum.ofFile(device.get()));
        }
        return new Dataset(
                "dynasplit-" + model.label(),
                model.label(),
                space,
                table,
                workloads,
                inputs,
                table == null ? null : "DynaSplit-v1",
                facts,
                DatasetAbout.of(SOURCE + model.label(), DatasetAbout.NONE_STATED));
    }

    /**
     * Imports a network's data and reports what was found.
     *
     * @param dropDefects whether to leave out rows that were probably measured at the wrong clock
     */
    public static Result read(Path folder, DynaSplitModel model, boolean dropDefects) {
        PublishedFiles files = new PublishedFiles(folder, model);
        double[] gap = {0};
        Dataset whole = read(files, model, gap);
        ConfigurationSpace space = whole.space();
        Map<String, Integer> counts = new TreeMap<>();
        whole.workloads()
                .forEach(
                        (name, workload) -> counts.put(name, workload.requests().size()));
        @Nullable MeasurementTable all = whole.table();
        if (all == null) {
            return new Result(
                    whole,
                    new ImportReport(
                            model.label(), 0, 0, 0, 0, space.size(), space.size(), 0, Map.of(), List.of(), 0, counts));
        }
        List<FrequencyDefect.Finding> findings = FrequencyDefect.find(all);
        List<Measurement> kept = dropDefects ? FrequencyDefect.without(all.rows(), findings) : all.rows();
        Map<String, ImportReport.Overlap> overlaps = new HashMap<>();
        Stream.of(files.additional(), files.testbed()).flatMap(Optional::stream).forEach(path -> {
            List<Measurement> others = measurements(path, space, new double[1]);
            int known = (int) others.stream().filter(other -> has(all, other)).count();
            overlaps.put(path.getFileName().toString(), new ImportReport.Overlap(others.size(), known));
        });
        int distinct = all.means().size();
        ImportReport report = new ImportReport(
                model.label(),
                all.rows().size(),
                distinct,
                (int) all.means().stream().filter(one -> one.measurements() > 1).count(),
                all.means().stream().mapToInt(Evaluated::measurements).max().orElseThrow(),
                space.size(),
                space.size() - distinct,
                gap[0],
                overlaps,
                findings.stream().map(FrequencyDefect.Finding::summary).toList(),
                all.rows().size() - kept.size(),
                counts);
        Dataset dataset = new Dataset(
                whole.name(),
                whole.model(),
                space,
                MeasurementTable.of(space, kept),
                whole.workloads(),
                whole.inputs(),
                whole.scenario(),
                whole.device(),
                whole.about());
        return new Result(dataset, report);
    }

    /** The published testbed experiment of a network; empty where the folder has none. */
    public static List<TestbedRow> testbed(Path folder, DynaSplitModel model) {
        Optional<Path> path = new PublishedFiles(folder, model).testbed();
        List<TestbedRow> rows = new ArrayList<>();
        path.ifPresent(file -> CsvTable.read(
                file,
                Set.of("strategy", "qos", LATENCY, ENERGY),
                row -> rows.add(new TestbedRow(
                        row.text("strategy"),
                        row.positive("qos"),
                        row.nonNegative(LATENCY),
                        row.nonNegative(ENERGY)))));
        return rows;
    }

    /** The files of the two rows differ in the last digits of what they compute from the same readings. */
    private static boolean has(MeasurementTable table, Measurement other) {
        return table.outcomes(other.configuration()).stream()
                .anyMatch(outcome ->
                        close(outcome.latencyMillis(), other.outcome().latencyMillis())
                                && close(outcome.energyJoules(), other.outcome().energyJoules()));
    }

    private static boolean close(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }

    private static Workload requests(Path path, String name, DynaSplitModel model) {
        List<Request> requests = new ArrayList<>();
        CsvTable.read(path, Set.of("Index", "Network", "Latency"), row -> {
            if (row.text("Network").equals(model.label())) {
                requests.add(new Request(row.integer("Index"), model.label(), 0, row.positive("Latency")));
            }
        });
        if (requests.isEmpty()) {
            throw InputException.of("column Network", model.label() + " in a row at least", "none")
                    .at(path.toString(), 0, 0);
        }
        // The published order is that of the index, whatever the order of the rows.
        requests.sort(Comparator.comparingLong(Request::id));
        return new Workload(name, true, requests);
    }

    private static List<Measurement> measurements(Path path, ConfigurationSpace space, double[] largestGap) {
        List<Measurement> rows = new ArrayList<>();
        CsvTable.read(path, POOL_COLUMNS, row -> {
            Configuration configuration = configuration(row, space);
            double gpu = row.nonNegative(CLOUD_GPU_J);
            double node = row.nonNegative(CLOUD_J);
            if (gpu > node) {
                throw row.error(CLOUD_GPU_J, "at most " + CLOUD_J + ", " + node);
            }
            Outcome.Builder outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, row.nonNegative(EDGE_MS), Provenance.MEASURED)
                    .latency(LatencyPart.TRANSFER, row.nonNegative(TRANSFER_MS), Provenance.MEASURED)
                    .latency(LatencyPart.CLOUD, row.nonNegative(CLOUD_MS), Provenance.MEASURED)
                    .energy(EnergyPart.EDGE, row.nonNegative(EDGE_J), Provenance.MEASURED)
                    .energy(EnergyPart.CLOUD_CPU, node - gpu, Provenance.MEASURED)
                    .energy(EnergyPart.CLOUD_GPU, gpu, Provenance.MEASURED);
            if (row.has(ACCURACY)) {
                outcome.accuracy(accuracy(row), Provenance.MEASURED);
            }
            Outcome built = outcome.build();
            double gap = Math.abs(built.latencyMillis() - row.nonNegative(LATENCY));
            if (gap > LARGEST_GAP) {
                throw row.error(LATENCY, "the sum of its parts, " + built.latencyMillis());
            }
            largestGap[0] = Math.max(largestGap[0], gap);
            // Not radio and idle energy, which were not measured: the published total is that of edge and cloud.
            if (Math.abs(built.energyJoules() - row.nonNegative(ENERGY)) > LARGEST_ENERGY_GAP) {
                throw row.error(ENERGY, "the sum of its parts, " + built.energyJoules());
            }
            Map<Quantity, Double> quantities = row.has(TENSOR_KIB)
                    ? Map.of(Quantity.TRANSFER_BYTES, 1024 * row.nonNegative(TENSOR_KIB))
                    : Map.of();
            rows.add(new Measurement(configuration, built, quantities));
        });
        return rows;
    }

    private static double accuracy(CsvTable.Row row) {
        double accuracy = row.nonNegative(ACCURACY);
        if (accuracy > 1) {
            throw row.error(ACCURACY, "between 0 and 1");
        }
        return accuracy;
    }

    private static Configuration configuration(CsvTable.Row row, ConfigurationSpace space) {
        Map<String, String> values = new TreeMap<>();
        for (Knob knob : space.knobs()) {
            @Nullable String column = KNOB_COLUMNS.get(knob.name());
            if (column == null) {
                throw new IllegalStateException("no published column for " + knob.name());
            }
            String value = row.text(column).toLowerCase(Locale.ROOT);
            if (knob.indexOf(value) < 0) {
                throw row.error(column, "one of " + knob.values());
            }
            values.put(knob.name(), value);
        }
        try {
            return space.configuration(values);
        } catch (InputException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
    }
}
