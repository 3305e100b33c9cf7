package org.wattsplit.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything else brings this module along, on devices too: what comes with it stays small. */
final class RuntimeClassPathTest {
    /** Written by the build before tests are compiled. */
    private static final Path LISTED = Path.of("target", "runtime-class-path.txt");

    private static final double MOST_MEGABYTES = 6;

    private static final List<String> ABSENT = List.of(
            "deeplearning4j", "nd4j", "moea", "tribuo", "picocli", "grpc", "netty", "guava", "onnxruntime", "protobuf");

    @Test
    void whatEverythingElseBringsAlongIsSmall() throws IOException {
        assertThat(LISTED).isRegularFile();
        List<Path> parts = new ArrayList<>(List.of(Path.of("target", "classes")));
        for (String entry : Files.readString(LISTED).strip().split(File.pathSeparator, -1)) {
            parts.add(Path.of(entry));
        }
        assertThat(parts.stream().map(part -> part.getFileName().toString()))
                .anyMatch(name -> name.startsWith("jackson-databind"))
                .noneMatch(name -> ABSENT.stream().anyMatch(name::startsWith));
        double megabytes = parts.stream().mapToLong(RuntimeClassPathTest::bytes).sum() / 1e6;
        System.out.printf("the core's class path: %d jars and itself, %.1f MB%n", parts.size() - 1, megabytes);
        assertThat(megabytes).isBetween(1.0, MOST_MEGABYTES);
    }

    private static long bytes(Path part) {
        try (Stream<Path> files = Files.walk(part)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
