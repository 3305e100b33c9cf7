package org.wattsplit.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Jars that the build lays out in a folder, so that something runs on a machine that has nothing else. */
public record JarFolder(Path path) {
    /** Starts of the names of jars that nothing of that kind needs: of learning, searches, containers, commands and data. */
    private static final List<String> NEVER = List.of(
            "deeplearning4j",
            "nd4j",
            "rl4j",
            "moea",
            "tribuo",
            "testcontainers",
            "jib",
            "picocli",
            "wattsplit-datasets",
            "wattsplit-cli");

    /** The jars, in the order of their names. */
    public List<Path> jars() throws IOException {
        try (Stream<Path> paths = Files.list(path)) {
            return paths.sorted().toList();
        }
    }

    /** The name of a jar without its version. */
    public static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
    }

    /**
     * Checks that the folder has what it needs, and not more.
     *
     * @param needed names of jars that must be there
     * @param absent starts of the names of further jars that must not be there
     * @param mostMegabytes the most that all jars may have together
     */
    public void holds(List<String> needed, List<String> absent, double mostMegabytes) throws IOException {
        assertThat(jars()).allMatch(path -> path.toString().endsWith(".jar"));
        assertThat(jars().stream().map(JarFolder::name))
                .containsAll(needed)
                .noneMatch(name -> NEVER.stream().anyMatch(name::startsWith))
                .noneMatch(name -> absent.stream().anyMatch(name::startsWith));
        double megabytes = 0;
        for (Path jar : jars()) {
            megabytes += Files.size(jar) / 1e6;
        }
        System.out.printf("%s: %d jars, %.1f MB%n", path, jars().size(), megabytes);
        assertThat(megabytes).isLessThan(mostMegabytes);
    }
}
