package org.wattsplit.datasets.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * A dataset as a folder: {@value #SPACE} with the configuration space, named after the network;
 * {@value #MEASUREMENTS}, which may be missing; {@code workload-NAME.csv} for each workload, one at least;
 * {@value #SCENARIO}, which may be missing, the scenario that commands use on it unless they are told otherwise;
 * {@value #DEVICE}, which may be missing, what a device model must know of the place where it was measured; and
 * {@value #ABOUT}, which may be missing, where it is from.
 */
public final class DatasetFolder {
    /** The configuration space. */
    public static final String SPACE = "space.yaml";

    /** The measurement table. */
    public static final String MEASUREMENTS = "measurements.csv";

    /** The scenario. */
    public static final String SCENARIO = "scenario.yaml";

    /** The place where it was measured. */
    public static final String DEVICE = "device.yaml";

    /** Where it is from: no input of runs, as no outcome depends on it. */
    public static final String ABOUT = "about.yaml";

    private static final String WORKLOAD_PREFIX = "workload-";
    private static final String WORKLOAD_SUFFIX = ".csv";

    private DatasetFolder() {}

    /** Whether a folder is a dataset of this kind. */
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(SPACE));
    }

    /** Reads a configuration space; errors name file, line and column. */
    public static ConfigurationSpace readSpace(Path path) {
        return ConfigurationSpace.read(path);
    }

    /** Reads a dataset and validates all of it. */
    public static Dataset read(Path folder) {
        Map<String, String> inputs = new TreeMap<>();
        ConfigurationSpace space = readSpace(folder.resolve(SPACE));
        inputs.put(SPACE, Checksum.ofFile(folder.resolve(SPACE)));
        Path tablePath = folder.resolve(MEASUREMENTS);
        MeasurementTable table = null;
        if (Files.exists(tablePath)) {
            table = MeasurementTableFile.read(tablePath, space);
            inputs.put(MEASUREMENTS, Checksum.ofFile(tablePath));
        }
        Map<String, Workload> workloads = new TreeMap<>();
        for (Path path : workloadPaths(folder)) {
            String file = path.getFileName().toString();
            String name = file.substring(WORKLOAD_PREFIX.length(), file.length() - WORKLOAD_SUFFIX.length());
            if (name.isBlank()) {
                throw InputException.of("the workload's file", "named workload-NAME.csv", file)
                        .at(path.toString(), 0, 0);
            }
            workloads.put(name, WorkloadFile.read(path, name, space.name()));
            inputs.put(file, Checksum.ofFile(path));
        }
        if (workloads.isEmpty()) {
            throw InputException.of("the dataset", "a folder with a workload-NAME.csv", "one without")
                    .at(folder.toString(), 0, 0);
        }
        Path name = folder.toAbsolutePath().normalize().getFileName();
        Path scenario = folder.resolve(SCENARIO);
        Path device = folder.resolve(DEVICE);
        DeviceFacts facts = DeviceFacts.NONE;
        if (Files.exists(device)) {
            facts = DeviceFacts.FILE.readYaml(device);
            inputs.put(DEVICE, Checksum.ofFile(device));
        }
        Path about = folder.resolve(ABOUT);
        return new Dataset(
                name == null ? "data" : name.toString(),
                space.name(),
                space,
                table,
                workloads,
                inputs,
                Files.exists(scenario) ? scenario.toString() : null,
                facts,
                Files.exists(about) ? DatasetAbout.FILE.readYaml(about) : null);
    }

    private static Iterable<Path> workloadPaths(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> {
                        String file = path.getFileName().toString();
                        return file.startsWith(WORKLOAD_PREFIX) && file.endsWith(WORKLOAD_SUFFIX);
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failures.reading(folder, e);
        }
    }

    /** Writes a dataset into a folder; files of the same names are replaced, others stay. */
    public static void write(Path folder, Dataset dataset, Producer producer) {
        Documents.writeYaml(folder.resolve(SPACE), dataset.space().spec());
        @Nullable MeasurementTable table = dataset.table();
        if (table != null) {
            MeasurementTableFile.write(folder.resolve(MEASUREMENTS), table, producer);
        }
        if (!dataset.device().equals(DeviceFacts.NONE)) {
            Documents.writeYaml(folder.resolve(DEVICE), dataset.device());
        }
        DatasetAbout about = dataset.about();
        if (about != null) {
            Documents.writeYaml(folder.resolve(ABOUT), about);
        }
        dataset.workloads()
                .forEach((name, workload) -> WorkloadFile.write(
                        folder.resolve(WORKLOAD_PREFIX + name + WORKLOAD_SUFFIX), workload, dataset.model(), producer));
    }
}
