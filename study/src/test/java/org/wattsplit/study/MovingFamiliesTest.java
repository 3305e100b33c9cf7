package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.report.ComparisonText;

/** Networks that change in a world that moves: the bundled profiles of families. */
final class MovingFamiliesTest {
    /** As MobileLink-v1, which needs traces, with levels in their place, and a price of wrong answers. */
    private static final String LINK = """
            format: scenario
            version: 1
            scenario:
              id: LinkLevels-v1
              description: a link of four levels
              testbed: model
              testbed_options: {}
              transition: {millis: 1, joules: 0}
              weights: {joules_per_miss: 0.5, wrong_answer_j: 0.5}
              dynamics:
                link:
                  rtt_ms: 5
                  train_traces: []
                  test_traces: []
                  levels: {values: [50, 200, 1000], mean_seconds: 1}
                estimates: {period_ms: 50, delay_ms: 50, noise: 0.2}
                idle_power_w: 0
                cloud_idle_power_w: 0
            """;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"exits", "slimmable"})
    void aSharedCloudRunsOnThem(String data) {
        run(data, "SharedCloud-v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exits", "slimmable"})
    void aMovingLinkRunsOnThem(String data) throws IOException {
        run(data, Files.writeString(temp.resolve("link.yaml"), LINK).toString());
    }

    /** The cheapest network there is then the one that errs most. */
    @Test
    void whereWrongAnswersCostNothingAReaderIsToldAndSeesAccuracies() {
        Study study = Study.of("exits", temp.resolve("out")).scenario("SharedCloud-v1");
        study.search();
        study.evaluate("edge", "held-split");
        assertThat(ComparisonText.of(study.compare().comparison()))
                .contains("accuracy %", "wrong answers cost nothing here");
    }

    private void run(String data, String scenario) {
        Study study = Study.of(data, temp.resolve("out")).scenario(scenario);
        study.search();
        study.evaluate("dynamic-split", "held-split", "relaxed");
        ComparisonResult result = study.compare().comparison();
        AgentFigures bound = Objects.requireNonNull(result.agents().get("relaxed"));
        assertThat(result.agents().values()).hasSize(3).allSatisfy(one -> {
            assertThat(one.costJ().value()).isGreaterThanOrEqualTo(bound.costJ().value() * (1 - 1e-9));
            assertThat(one.accuracyPercent()).isNotNull();
        });
    }
}
