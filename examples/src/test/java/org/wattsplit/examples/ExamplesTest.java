package org.wattsplit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.study.compare.CompareResult;

/** Every example runs, and what it adds takes part. */
final class ExamplesTest {
    @TempDir
    private Path out;

    @Test
    void aStudyInJavaEndsWithAReport() {
        CompareResult result = StudyInJava.run(out, 1920, 200);
        assertThat(result.report()).isNotEmptyFile();
        assertThat(result.comparison().agents()).containsKeys("planner", "ppo:policy=" + out.resolve("ppo"));
    }

    @Test
    void anOwnAgentIsCompared() {
        assertThat(OwnAgent.run(out, 200).comparison().agents()).containsKeys("frugal", "planner");
    }

    @Test
    void anOwnLearnerIsTrainedAndCompared() {
        assertThat(OwnLearner.run(out, 640, 200).comparison().agents())
                .containsKeys("averages:policy=" + out.resolve("averages"), "planner");
    }

    @Test
    void aWrappedEnvironmentIsTrainedAndEvaluatedIn() {
        CompareResult result = OwnWrapper.run(out, 640, 200);
        assertThat(result.comparison().scenario()).isEqualTo("Strict-v1");
    }
}
