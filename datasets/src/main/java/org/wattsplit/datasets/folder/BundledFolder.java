package org.wattsplit.datasets.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
     * @param files the names of its files
     */
    public static Dataset read(Class<?> beside, String folder, List<String> files) {
        try {
            Path unpacked = Files.createTempDirectory("wattsplit-dataset");
            try {
                for (String file : files) {
                    String resource = folder + "/" + file;
                    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(resource), resource)) {
                        Files.copy(in, unpacked.resolve(file));
                    }
                }
                return DatasetFolder.read(unpacked);
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
