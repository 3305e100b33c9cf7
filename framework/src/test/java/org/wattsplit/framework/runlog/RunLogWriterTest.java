package org.wattsplit.framework.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;

/** Logs of runs that cannot be run again. */
final class RunLogWriterTest {
    private static final RunManifest MANIFEST = new RunManifest(
            new FileHeader(RunManifest.FORMAT, RunManifest.VERSION, 1L, null, Map.of(), null, Producer.thisProcess()),
            "Live-v1",
            "planner",
            RunManifest.Role.AGENT,
            "set",
            "full",
            3,
            "data",
            "vgg16",
            "requests",
            4,
            List.of("clock"),
            List.of("clock"),
            100,
            false);

    @TempDir
    private Path folder;

    private Path requests = Path.of("");
    private Path timing = Path.of("");
    private String requestsHead = "";
    private String timingHead = "";

    @BeforeEach
    void begin() throws IOException {
        RunLogWriter.begin(folder, MANIFEST).close();
        requests = folder.resolve(RunLogWriter.REQUESTS);
        timing = folder.resolve(RunLogWriter.TIMING);
        requestsHead = Files.readString(requests);
        timingHead = Files.readString(timing);
    }

    private static void add(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @Test
    void aLogWithoutRowsKnowsNoRequest() {
        try (RunLogWriter log = RunLogWriter.resume(folder, MANIFEST)) {
            assertThat(log.passKnown()).isZero();
        }
        assertThat(requests).hasContent(requestsHead);
    }

    @Test
    void wholeRowsAreKnownAndStayAndAHalfOneGoes() throws IOException {
        add(requests, "0,a\n1,b\n2,");
        add(timing, "0,5.000\n1,6.000\n");
        try (RunLogWriter log = RunLogWriter.resume(folder, MANIFEST)) {
            assertThat(log.passKnown()).isEqualTo(2);
            log.prepare();
        }
        assertThat(requests).hasContent(requestsHead + "0,a\n1,b\n");
        assertThat(timing).hasContent(timingHead + "0,5.000\n1,6.000\n");
    }

    @Test
    void aDecisionTimeThatWasLostLeavesItsLineEmpty() throws IOException {
        add(requests, "0,a\n1,b\n2,c\n");
        add(timing, "0,5.000\n1,6");
        try (RunLogWriter log = RunLogWriter.resume(folder, MANIFEST)) {
            assertThat(log.passKnown()).isEqualTo(3);
        }
        assertThat(Files.readString(timing)).isEqualTo(timingHead + "0,5.000\n\n\n");
    }

    @Test
    void aCompleteLogSaysSo() {
        RunLogWriter.begin(folder, MANIFEST).onComplete();
        try (RunLogWriter log = RunLogWriter.resume(folder, MANIFEST)) {
            assertThat(log.alreadyComplete()).isTrue();
            assertThat(log.passKnown()).isZero();
        }
    }
}
