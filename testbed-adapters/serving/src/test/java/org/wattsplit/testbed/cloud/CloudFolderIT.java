package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.JarFolder;

/** What the cloud's image runs from: this module's runtime class path, which the build lays out. */
final class CloudFolderIT {
    private static final JarFolder FOLDER = new JarFolder(Path.of("target", "cloud", "lib"));
    private static final double MOST_MEGABYTES = 95;

    @Test
    void nothingOfLearningSearchesContainersAndHardwareIsInIt() throws IOException {
        FOLDER.holds(
                List.of("wattsplit-serving", "wattsplit-networks", "wattsplit-core"),
                List.of("sshd", "oshi", "jna", "resilience4j"),
                MOST_MEGABYTES);
    }

    @Test
    void theJarKnowsTheNamesOfWhatItNeeds() throws IOException {
        String names =
                new String(CloudMain.class.getResourceAsStream("libraries.txt").readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Stream.of(names.strip().split(":", -1)).map(name -> name.substring(name.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrderElementsOf(FOLDER.jars().stream()
                        .filter(jar -> !JarFolder.name(jar).equals("wattsplit-serving"))
                        .map(jar -> jar.getFileName().toString())
                        .toList());
    }

    @Test
    void theProgramRunsFromItAlone() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        FOLDER.path().toAbsolutePath() + "/*",
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
