package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the launcher starts Java, in the layout of a release, with a program in its place that prints its words. */
final class LauncherTest {
    private static final String FIRST_TIER = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path folder;

    private String started(String... words) throws IOException, InterruptedException {
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path launcher = folder.resolve("wattsplit");
        Files.copy(Path.of("..", "wattsplit"), launcher);
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out.strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"profile", "cloud", "edge", "search", "evaluate", "reproduce", "networks", "train", "--verbose"})
    void whatMeasuresOrTakesLongHasBothTiersOfTheCompiler(String command) throws Exception {
        assertThat(started(command, "--help"))
                .doesNotContain(FIRST_TIER)
                .endsWith("org.wattsplit.cli.Main " + command + " --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "agents", "datasets"})
    void whatPrintsSomethingStartsFast(String command) throws Exception {
        assertThat(started(command)).contains(FIRST_TIER).endsWith("org.wattsplit.cli.Main " + command);
    }

    @Test
    void wordsPassAsTheyAre() throws Exception {
        assertThat(started("evaluate", "--out", "a  b")).endsWith("evaluate --out a  b");
    }
}
