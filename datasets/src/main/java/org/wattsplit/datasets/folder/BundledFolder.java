package org.wattsplit.datasets.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.file.Failures;

/** Datasets' folders that are parts of a library. */
public final class BundledFolder {
    private BundledFolder() {}

    /**
     * Reads a folder. The readers take files, which the parts of a library are not, so it is unpacked first.
     *
     * @param beside a class of the package that has it
     * @param folder its path from there
     * @param name the dataset's
     * @param scenario the id of the scenario it is used in; null for none of its own
     * @param files the names of its files
     */
    public static Dataset read(
            Class<?> beside, String folder, String name, @Nullable String scenario, List<String> files) {
        try {
            Path unpacked = Files.createTempDirectory("wattsplit-dataset");
            try {
                for (String file : files) {
                    String resource = folder + "/" + file;
                    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(resource), resource)) {
                        Files.copy(in, unpacked.resolve(file));
                    }
                }
                Dataset read = DatasetFolder.read(unpacked);
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
            } finally {
                for (String file : files) {
                    Files.deleteIfExists(unpacked.resolve(file));
                }
                Files.deleteIfExists(unpacked);
            }
        } catch (IOException e) {
            throw Failures.of("unpack the bundled " + folder, e);
        }
    }
}
