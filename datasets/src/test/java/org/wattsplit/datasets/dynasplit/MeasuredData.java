package org.wattsplit.datasets.dynasplit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Where tests find the published measurements, which are no part of this project. */
public final class MeasuredData {
    private MeasuredData() {}

    /** Their folder; the test is skipped, and says so, where there is none. */
    public static Path folder() {
        Optional<Path> folder = Optional.ofNullable(System.getenv("WATTSPLIT_SPLINTER"))
                .map(Path::of)
                .filter(Files::isDirectory);
        if (folder.isEmpty()) {
            System.out.println("skipped: set WATTSPLIT_SPLINTER to the folder of the published DynaSplit data");
        }
        Assumptions.assumeTrue(folder.isPresent(), "WATTSPLIT_SPLINTER names no folder");
        return folder.orElseThrow();
    }
}
