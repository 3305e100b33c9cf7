package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.PairedDifference;
import org.wattsplit.framework.report.LearningCurve;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;

/** An agent is called by its alias wherever it is named, and a log says what it is. */
final class AliasesTest {
    @TempDir
    private Path out;

    private Study study = Study.of("synthetic", Path.of(""));

    @BeforeEach
    void search() {
        study = Study.of("synthetic", out);
        study.search(plan -> plan.withStrategy("exhaustive"));
    }

    private void evaluate(String... agents) {
        study.evaluate(plan -> plan.withRequests(20), agents);
    }

    private RunManifest manifest(String agent) {
        return RunLogReader.manifest(out.resolve("runs/" + agent + "/seed-1"));
    }

    private static AgentFigures figures(ComparisonResult compared, String agent) {
        return Objects.requireNonNull(compared.agents().get(agent));
    }

    @Test
    void aRunHasItsAliasForAFolderAndSaysWhatItIs() {
        evaluate("careful=dynasplit:margin_ms=100", "dynasplit:margin_ms=100");
        RunManifest named = manifest("careful");
        RunManifest plain = manifest("dynasplit_margin_ms=100");
        assertThat(named.agent()).isEqualTo("careful");
        assertThat(named.spec()).isEqualTo(plain.agent()).isEqualTo("dynasplit:margin_ms=100");
        assertThat(plain.spec()).isNull();
        assertThat(named.header().configurationHash()).isEqualTo(plain.header().configurationHash());
        assertThat(named.header().command()).contains("--agents careful=dynasplit:margin_ms=100,dynasplit");
    }

    @Test
    void anAliasAndTheSameAgentWithoutOneAreComparedSideBySide() {
        evaluate("careful=dynasplit:margin_ms=100", "dynasplit:margin_ms=100", "all-out=cloud");
        ComparisonResult compared =
                study.compare(plan -> plan.withBaseline("careful")).comparison();
        assertThat(compared.agents()).containsOnlyKeys("careful", "dynasplit:margin_ms=100", "all-out");
        assertThat(compared.differences())
                .extracting(PairedDifference::baseline)
                .containsOnly("careful");
        assertThat(figures(compared, "careful").energySavedPercent())
                .isNotNull()
                .isEqualTo(figures(compared, "dynasplit:margin_ms=100").energySavedPercent());
    }

    @Test
    void aPolicyIsATrainedOneWithItsCurveByAnyName() {
        study.train("linucb", plan -> plan.withSteps(128, 128));
        evaluate("best=linucb:policy=" + out.resolve("linucb"));
        assertThat(figures(study.compare().comparison(), "best").trained()).isTrue();
        assertThat(LearningCurve.of(List.of(RunLogReader.read(out.resolve("runs/best/seed-1")))))
                .extracting(LearningCurve::agent)
                .containsExactly("best");
    }

    @Test
    void anAliasIsResumedAsTheAgentItStandsFor() {
        evaluate("mine=dynasplit");
        study.existing(Existing.RESUME);
        evaluate("mine=dynasplit");
        assertThatThrownBy(() -> evaluate("mine=planner"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the folder of one agent, given mine=dynasplit and mine=planner")
                .hasMessageContaining("another alias");
    }

    @Test
    void oneAliasIsOneAgentAlsoOfRunsElsewhere() {
        evaluate("mine=dynasplit");
        Path other = out.resolve("other");
        Study elsewhere = Study.of("synthetic", other);
        elsewhere.search(plan -> plan.withStrategy("exhaustive"));
        elsewhere.evaluate(plan -> plan.withRequests(20).withSeeds(2, 1), "mine=planner");
        ComparePlan both = ComparePlan.of(List.of(out.resolve("runs"), other.resolve("runs")), null)
                .build();
        assertThatThrownBy(() -> CompareJob.run(both, JobContext.quiet()))
                .hasMessageContaining("the agent of the alias mine to be the same in all runs, mine=dynasplit")
                .hasMessageContaining("given mine=planner");
    }

    @Test
    void namesThatWouldMisleadAreRefused() {
        assertThatThrownBy(() -> evaluate("a=planner", "a=cloud"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("every agent to be called by a name of its own, given a twice");
        assertThatThrownBy(() -> evaluate("cloud=planner"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the alias of agent planner to be no other agent's name, given cloud");
        assertThatThrownBy(() -> study.train("best=linucb", plan -> plan.withSteps(128, 128)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the agent to train to be named without an alias");
        evaluate("a=planner", "a=planner", "planner", "dynasplit=dynasplit:margin_ms=5");
        assertThat(out.resolve("runs")).isDirectoryContaining(path -> path.endsWith("dynasplit"));
    }
}
