package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.envs.wrapper.Wrapper;
import org.wattsplit.framework.agent.AgentException;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.testbed.replay.ReplayTestbed;

/** A study from Java, and the objects of a program that take part in it. */
final class StudyTest {
    private static final String DATA = "synthetic";

    @TempDir
    private Path out;

    private Study study = Study.of(DATA, Path.of(""));

    @BeforeEach
    void begin() {
        study = Study.of(DATA, out);
        study.search(plan -> plan.withStrategy("exhaustive"));
    }

    private Map<String, ?> compared() {
        ComparisonResult result = study.compare().comparison();
        return result.agents();
    }

    @Test
    void aStudyDoesTheWholeJobInOneFolder() {
        study.train("linucb", plan -> plan.withSteps(256, 128));
        study.evaluate(plan -> plan.withRequests(100), "planner", "dynasplit");
        assertThat(compared()).containsOnlyKeys("planner", "dynasplit", "linucb:policy=" + out.resolve("linucb"));
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(out.resolve("pareto.json")).isNotEmptyFile();
    }

    @Test
    void whatIsThereIsNotReplacedUnasked() {
        study.evaluate(plan -> plan.withRequests(10), "planner");
        assertThatThrownBy(() -> study.evaluate(plan -> plan.withRequests(10), "planner"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("seed-1");
    }

    @Test
    void aStudyGoesOnFromTheFilesOfAnEarlierOne() {
        Study later = Study.of(DATA, out);
        later.evaluate(plan -> plan.withRequests(10), "planner");
        assertThat(out.resolve("runs").resolve("planner")).isDirectory();
    }

    @Test
    void aLambdaIsAnAgentInEvaluationAndATeacherInTraining() {
        AtomicInteger made = new AtomicInteger();
        study.agent("first", context -> {
            made.incrementAndGet();
            return (observation, mask) -> 0;
        });
        study.train(
                "linucb",
                plan -> plan.withSteps(128, 128).withWarmStart("first").withCompared("first"));
        int afterTraining = made.get();
        study.evaluate(plan -> plan.withRequests(50), "first", "planner");
        assertThat(afterTraining).isPositive();
        assertThat(made.get()).isGreaterThan(afterTraining);
        assertThat(compared()).containsKeys("first", "planner");
    }

    @Test
    void aFaultOfAnAgentIsNamedAsItsOwn() {
        study.agent("breaks", context -> (observation, mask) -> {
            throw new IllegalStateException("I give up");
        });
        study.agent("strays", context -> (observation, mask) -> mask.size());
        study.agent("never", context -> {
            throw new UnsupportedOperationException("not today");
        });
        assertThatThrownBy(() -> study.evaluate(plan -> plan.withRequests(5), "breaks"))
                .isInstanceOf(AgentException.class)
                .hasMessageStartingWith("agent breaks, seed 1, request 0: java.lang.IllegalStateException: I give up")
                .hasMessageContaining("Maybe mend it and resume: complete runs are kept")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> study.evaluate(plan -> plan.withRequests(5), "strays"))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("agent strays, seed 1, request 0")
                .hasMessageContaining("Expected an action of the");
        assertThatThrownBy(() -> study.evaluate(plan -> plan.withRequests(5), "never"))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("agent never, which could not be made");
    }

    @Test
    void aTestbedOfAProgramIsTrainedAndEvaluatedOn() {
        AtomicInteger opened = new AtomicInteger();
        study.testbed(TestbedProvider.of("mine", "a replay that counts", context -> {
            MeasurementTable table = context.dataset().requireTable();
            ReplayTestbed replay = ReplayTestbed.ofMeans(table, context.transition(), context.initialSetting());
            return TestbedFactory.of(replay.capabilities(), seed -> {
                opened.incrementAndGet();
                replay.reset(seed);
                return replay;
            });
        }));
        study.environment(ScenarioFile.of(new Scenario(
                "Mine-v1",
                "on a testbed of this program",
                "mine",
                Map.of(),
                TransitionCost.FREE,
                new CostWeights(100))));
        study.train("linucb", plan -> plan.withSteps(128, 128));
        int afterTraining = opened.get();
        study.evaluate(plan -> plan.withRequests(50), "planner");
        assertThat(afterTraining).isPositive();
        assertThat(opened.get()).isGreaterThan(afterTraining);
        assertThat(study.compare().comparison().scenario()).isEqualTo("Mine-v1");
    }

    @Test
    void aWrappedEnvironmentIsTrainedAndEvaluatedOn() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        EnvironmentProvider free = ScenarioChoice.provider("DynaSplitFree-v1", Registry.installed());
        study.environment(free.wrapped("Counted-v1", "counts", environment -> new Counted(environment, steps)));
        study.train("linucb", plan -> plan.withSteps(128, 128));
        int afterTraining = steps.get();
        study.evaluate(plan -> plan.withRequests(50), "planner");
        assertThat(afterTraining).isGreaterThan(128);
        assertThat(steps.get()).isEqualTo(afterTraining + 50 + 50);
        assertThat(Files.readString(out.resolve("runs/planner/seed-1/run.json")))
                .contains("Counted-v1");
    }

    /** Counts steps. */
    private static final class Counted extends Wrapper {
        private final AtomicInteger steps;

        Counted(Environment inner, AtomicInteger steps) {
            super(inner);
            this.steps = steps;
        }

        @Override
        public Step step(int action) {
            steps.incrementAndGet();
            return super.step(action);
        }
    }
}
