package org.wattsplit.datasets.dynasplit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;

/** Where the published files of a network lie: in a clone of the repository, or all in one folder. */
final class PublishedFiles {
    private static final List<Integer> SAMPLES = List.of(50, 10_000);

    private final Path folder;
    private final String model;

    PublishedFiles(Path folder, DynaSplitModel model) {
        this.folder = folder;
        this.model = model.label();
    }

    static boolean isOne(Path folder) {
        return SAMPLES.stream()
                .anyMatch(count -> new PublishedFiles(folder, DynaSplitModel.VGG16)
                        .find("data/workload", requestsName(count))
                        .isPresent());
    }

    private Optional<Path> find(String cloneFolder, String name) {
        return Stream.of(folder.resolve(cloneFolder).resolve(name), folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String requestsName(int count) {
        return "network_latency_" + count + "_samples.csv";
    }

    /** The measurement table; only VGG16 and ViT have one. */
    Optional<Path> pool() {
        return find("data/simulation pool", "simulation_pool_" + model + ".csv");
    }

    /** Repeated runs, which the pool already contains. */
    Optional<Path> additional() {
        return find("results/additional trials", model + "_additional_samples.csv")
                .or(() -> find("results/additional trials", "additional_trials_" + model + ".csv"));
    }

    /** The testbed experiment, one row per request and strategy, which the pool already contains. */
    Optional<Path> testbed() {
        return find("results/testbed", "experiment_progress_" + model + ".csv");
    }

    /** What somebody laid beside the data of the place where it was measured. */
    Optional<Path> device() {
        return find(".", DatasetFolder.DEVICE);
    }

    /** The request files by workload name, at least one. */
    Map<String, Path> requests() {
        Map<String, Path> paths = new TreeMap<>();
        for (int count : SAMPLES) {
            find("data/workload", requestsName(count)).ifPresent(path -> paths.put("published-" + count, path));
        }
        if (paths.isEmpty()) {
            throw InputException.of(
                            "the folder",
                            "the published DynaSplit data, with " + requestsName(10_000) + " in it or in data/workload",
                            folder)
                    .maybe("clone the authors' repository hpc-tuwien/SPLINTER from GitHub and name its folder");
        }
        return paths;
    }
}
