package org.wattsplit.datasets.importer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Where tests find the files of others that importers read, most of which are no part of this project. */
public final class SeedData {
    private SeedData() {}

    /** A file of them; the test is skipped, and says so, where there is none. */
    public static Path file(String name) {
        Optional<Path> file = Optional.ofNullable(System.getenv("WATTSPLIT_SEEDS"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile);
        if (file.isEmpty()) {
            System.out.println("skipped: set WATTSPLIT_SEEDS to the folder of " + name);
        }
        Assumptions.assumeTrue(file.isPresent(), "WATTSPLIT_SEEDS names no folder with " + name);
        return file.orElseThrow();
    }
}
