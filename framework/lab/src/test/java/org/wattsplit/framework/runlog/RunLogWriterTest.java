package org.wattsplit.framework.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Info;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.Disturbance;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Guarding;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.rollout.Moment;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/** Logs of runs that cannot be run again. */
final class RunLogWriterTest {
    private static final RunManifest MANIFEST = new RunManifest(
            new FileHeader(RunManifest.FORMAT, RunManifest.VERSION, 1L, null, Map.of(), null, Producer.thisProcess()),
            "Live-v1",
            "planner",
            null,
            RunManifest.Role.AGENT,
            "set",
            Map.of(),
            "full",
            3,
            "data",
            "vgg16",
            "requests",
            4,
            List.of("clock"),
            List.of("clock"),
            List.of(),
            100,
            0,
            0,
            false,
            null,
            null,
            false);

    private static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "vgg16",
            List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1"), false)),
            List.of(),
            Map.of(Knob.SPLIT_LAYER, "0"),
            Map.of(Knob.SPLIT_LAYER, "1")));

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
    void aFolderThatIsALinkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("other")));
        assertThatThrownBy(() -> RunLogWriter.begin(link, MANIFEST))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected " + link + " to be no symbolic link");
        assertThatThrownBy(() -> RunLogWriter.resume(link, MANIFEST)).isInstanceOf(InputException.class);
        assertThat(folder.resolve("other")).isEmptyDirectory();
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
            log.onDecision();
        }
        assertThat(requests).hasContent(requestsHead + "0,a\n1,b\n");
        assertThat(timing).hasContent(timingHead + "0,5.000\n1,6.000\n");
    }

    @Test
    void aDecisionTimeThatWasLostLeavesItsCellsEmpty() throws IOException {
        add(requests, "0,a\n1,b\n2,c\n");
        add(timing, "0,5.000\n1,6");
        try (RunLogWriter log = RunLogWriter.resume(folder, MANIFEST)) {
            assertThat(log.passKnown()).isEqualTo(3);
        }
        assertThat(Files.readString(timing)).isEqualTo(timingHead + "0,5.000\n,,\n,,\n");
    }

    /** A step whose cloud failed with those words. */
    private static Step step(String words) {
        Configuration configuration = SPACE.cloudOnly().orElseThrow();
        Outcome outcome = Outcome.builder()
                .latency(LatencyPart.EDGE, 1, Provenance.MEASURED)
                .absent(EnergyPart.EDGE, words)
                .guarding(new Guarding("closed", words))
                .disturbance(new Disturbance(words, 1))
                .build();
        ActionMask mask = ActionMask.all(1);
        Info info = new Info(
                new Request(0, "vgg16", 0, 100),
                configuration,
                outcome,
                new Reward(0, 0, 0),
                Conditions.NONE,
                0,
                0,
                0,
                mask);
        return new Step(Observation.of(100, 0), 0, false, false, info);
    }

    private static Moment moment(Step step) {
        return new Moment(step.observation(), step.info().mask(), 0, step, false, 1);
    }

    @Test
    void whatOthersSayIsOneLineThatTheRoomTakenIsEnoughFor() throws IOException {
        String words = "UNAVAILABLE: io exception\nChannel Pipeline: [\u0000\t" + "€".repeat(10_000) + "]\r\n";
        try (RunLogWriter log = RunLogWriter.begin(folder, MANIFEST)) {
            log.onDecision();
            log.onOutcome(moment(step(words)));
        }
        String row = Files.readString(requests).substring(requestsHead.length());
        assertThat(row)
                .contains("UNAVAILABLE: io exception Channel Pipeline: [ €")
                .endsWith("\n");
        assertThat(row.lines()).hasSize(1);
        assertThat(row.split("Channel Pipeline", -1)).hasSize(4);
        assertThat(row.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(AppendedLines.LINE_BYTES);
        try (RunLogWriter log = RunLogWriter.resume(folder, MANIFEST)) {
            assertThat(log.passKnown()).isEqualTo(1);
        }
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
