package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the cloud's image runs from: this module's runtime class path, which the build lays out. */
final class CloudFolderIT {
    private static final Path FOLDER = Path.of("target", "cloud", "lib");
    private static final double MOST_MEGABYTES = 95;

    /** Starts of the names of jars that a cloud does without: learning, searches, containers, command lines, hardware. */
    private static final List<String> ABSENT = List.of(
            "deeplearning4j",
            "nd4j",
            "rl4j",
            "moea",
            "tribuo",
            "testcontainers",
            "jib",
            "picocli",
            "sshd",
            "oshi",
            "jna",
            "resilience4j",
            "wattsplit-datasets",
            "wattsplit-cli");

    private static List<Path> jars() throws IOException {
        try (Stream<Path> paths = Files.list(FOLDER)) {
            return paths.sorted().toList();
        }
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
    }

    @Test
    void nothingOfLearningSearchesContainersAndHardwareIsInIt() throws IOException {
        assertThat(jars().stream().map(CloudFolderIT::name))
                .contains("wattsplit-serving", "wattsplit-networks", "wattsplit-core")
                .noneMatch(name -> ABSENT.stream().anyMatch(name::startsWith));
        double megabytes = 0;
        for (Path jar : jars()) {
            megabytes += Files.size(jar) / 1e6;
        }
        System.out.printf("the cloud's folder: %d jars, %.1f MB%n", jars().size(), megabytes);
        assertThat(megabytes).isLessThan(MOST_MEGABYTES);
    }

    @Test
    void theJarKnowsTheNamesOfWhatItNeeds() throws IOException {
        String names =
                new String(CloudMain.class.getResourceAsStream("libraries.txt").readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Stream.of(names.strip().split(":", -1)).map(name -> name.substring(name.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrderElementsOf(jars().stream()
                        .filter(jar -> !name(jar).equals("wattsplit-serving"))
                        .map(jar -> jar.getFileName().toString())
                        .toList());
    }

    @Test
    void theProgramRunsFromItAlone() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        FOLDER.toAbsolutePath() + "/*",
                        CloudMain.class.getName(),
                        "--model",
                        "net=dl4j:vgg16")
                .redirectErrorStream(true);
        builder.environment().remove("CLASSPATH");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // A network of a backend that is not there is an input's fault, not a missing class.
        assertThat(said).startsWith("cloud: Expected the source of network net").doesNotContain("\tat ");
        assertThat(process.waitFor()).isEqualTo(2);
    }
}
