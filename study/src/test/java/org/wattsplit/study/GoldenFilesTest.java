package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.train.TrainJob;
import org.wattsplit.study.train.TrainPlan;

/** Files that released versions wrote are read by this one, and mean the same. */
final class GoldenFilesTest {
    private static final Path EDITION_1 = Path.of("src", "test", "resources", "golden", "edition-1");

    @TempDir
    private Path temp;

    private static Data golden(String folder) {
        return Data.open(EDITION_1.resolve(folder).toString());
    }

    private static Actions actions(Data data, String pareto) {
        return Actions.read(EDITION_1.resolve(pareto), data.dataset());
    }

    /** Runs an agent on the released dataset of a device. */
    private static void evaluate(String agent, Path runs) {
        Data data = golden("my-device");
        EvaluateJob.run(
                EvaluatePlan.of(data, actions(data, "pareto.json"), List.of(agent), runs)
                        .withScenario(ScenarioChoice.of("DynaSplit-v1"))
                        .build(),
                JobContext.quiet());
    }

    private ComparisonResult compare(Path runs, @Nullable Path pareto) {
        return CompareJob.run(
                        ComparePlan.of(runs, pareto)
                                .withReport(temp.resolve("report.html"), false)
                                .build(),
                        JobContext.quiet())
                .comparison();
    }

    /** Rows without the arrival, which was 0 in every row of a closed loop before it was when the request was issued. */
    private static List<String> rows(Path requests) throws IOException {
        try (Stream<String> lines = Files.lines(requests)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceFirst("^([^,]*,[^,]*),[^,]*", "$1"))
                    .toList();
        }
    }

    @Test
    void runLogsAreCompared() {
        assertThat(compare(EDITION_1.resolve("runs"), EDITION_1.resolve("pareto.json"))
                        .agents())
                .containsKeys("dynasplit", "ppo:policy=policies/ppo");
    }

    @Test
    void runLogsThatSayWhatTheyDependOnAreComparedAndComparisonsOfBothVersionsRead() {
        Path third = EDITION_1.resolveSibling("edition-3");
        assertThat(compare(third.resolve("runs"), null).agents()).containsKeys("dynasplit", "planner");
        assertThat(ComparisonResult.FILE
                        .readJson(EDITION_1.resolve("comparison.json"))
                        .intervals())
                .isEqualTo(ComparisonResult.Intervals.BOOTSTRAP);
        assertThat(ComparisonResult.FILE
                        .readJson(third.resolve("comparison.json"))
                        .intervals())
                .isEqualTo(ComparisonResult.Intervals.REQUESTS);
    }

    @Test
    void paretoSetsAndDatasetsGiveTheRunsThatTheyGave() throws IOException {
        Path runs = temp.resolve("runs");
        evaluate("dynasplit", runs);
        assertThat(rows(runs.resolve("dynasplit/seed-1/requests.csv")))
                .isEqualTo(rows(EDITION_1.resolve("runs/dynasplit/seed-1/requests.csv")));
    }

    @Test
    void scenariosInAMovingWorldGiveTheRunsThatTheyGave() throws IOException {
        Path runs = temp.resolve("runs");
        Data data = Data.open("pi4-coral-gpu");
        EvaluateJob.run(
                EvaluatePlan.of(data, actions(data, "pareto-model.json"), List.of("dynamic-split"), runs)
                        .withScenario(ScenarioChoice.of(
                                EDITION_1.resolve("scenarios/Field-v1.yaml").toString()))
                        .withRequests(20)
                        .build(),
                JobContext.quiet());
        assertThat(rows(runs.resolve("dynamic-split/seed-1/requests.csv")))
                .isEqualTo(rows(EDITION_1.resolve("runs-field/dynamic-split/seed-1/requests.csv")));
    }

    private static Stream<Arguments> policies() {
        return Stream.of(1, 2)
                .flatMap(edition -> Stream.of("ppo", "linucb", "thompson", "q-table", "sac", "rl4j-dqn")
                        .map(learner -> Arguments.of(edition, learner)));
    }

    private static Path training(int edition, String learner) {
        return EDITION_1
                .resolveSibling("edition-" + edition)
                .resolve("policies")
                .resolve(learner);
    }

    /** The trainings of all editions were the same, so one run log is that of each. */
    @ParameterizedTest
    @MethodSource("policies")
    void policiesDecideAsTheyDid(int edition, String learner) throws IOException {
        String policy = training(edition, learner).toString();
        Path runs = temp.resolve("runs");
        evaluate(learner + ":policy=" + policy, runs);
        assertThat(rows(runs.resolve(learner + "_policy=" + policy.replace('/', '_') + "/seed-1/requests.csv")))
                .isEqualTo(rows(
                        EDITION_1.resolve("runs/" + learner + "_policy=policies_" + learner + "/seed-1/requests.csv")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynaSplit-v1",
                "DynaSplitModel-v1",
                "MobileLink-v1",
                "SharedCloud-v1",
                "HotDevice-v1",
                "Field-v1"
            })
    void scenarioFilesMeanWhatTheBundledOnesMean(String id) {
        assertThat(ScenarioFile.read(EDITION_1.resolve("scenarios/" + id + ".yaml"))
                        .scenario())
                .isEqualTo(ScenarioChoice.provider(id, Registry.installed()).scenario());
    }

    @Test
    void deviceModelsAreRead() {
        String device = EDITION_1.resolve("device-model.yaml").toString();
        SearchPlan plan = SearchPlan.of(Data.open("pi4-coral-gpu"))
                .withTestbed(new TestbedChoice("model", Map.of("device", device)))
                .withBudget(Budget.parse("20"))
                .build();
        assertThat(SearchJob.run(plan, JobContext.quiet()).evaluations()).containsExactly(20);
    }

    @Test
    void profilesAreDatasets() {
        assertThat(golden("profile").dataset().largestWorkload().requests()).hasSize(20);
    }

    @Test
    void searchesThatWereCutOffGoOn() throws IOException {
        Path pareto = temp.resolve("cut.json");
        Files.copy(EDITION_1.resolve("cut.json.checkpoint"), temp.resolve("cut.json.checkpoint"));
        SearchPlan plan = SearchPlan.of(Data.open("pi4-coral-gpu"))
                .withStrategy("nsga2")
                .withBudget(Budget.parse("100%"))
                .into(pareto, Existing.RESUME)
                .build();
        assertThat(SearchJob.run(plan, JobContext.quiet()).evaluations()).containsExactly(917);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trainingsGoOn(int edition) throws IOException {
        Path seed = Files.createDirectories(temp.resolve("ppo").resolve("seed-1"));
        for (String file : List.of("best.policy", "last.policy", "curve.csv")) {
            Files.copy(training(edition, "ppo").resolve("seed-1").resolve(file), seed.resolve(file));
        }
        Data data = golden("my-device");
        TrainPlan plan = TrainPlan.of(data, actions(data, "pareto.json"), "ppo:hidden=4:prior=0", temp.resolve("ppo"))
                .withScenario(ScenarioChoice.of("DynaSplit-v1"))
                .withTrainOn("published")
                .withActionSet(ActionSet.Kind.FULL)
                .withSteps(2048, 1024)
                .withExisting(Existing.RESUME)
                .build();
        assertThat(TrainJob.run(plan, JobContext.quiet())
                        .trainings()
                        .get(0)
                        .result()
                        .steps())
                .isEqualTo(2048);
    }

    /** Every seventh byte in turn, changed in one bit, each bit alike. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPolicyOfWhichOneByteWasChangedIsRefused(int edition) throws IOException {
        byte[] whole = Files.readAllBytes(training(edition, "q-table").resolve("seed-1/best.policy"));
        Path policy = temp.resolve("some.policy");
        for (int i = 0; i < whole.length; i += 7) {
            byte[] bytes = whole.clone();
            bytes[i] ^= (byte) (1 << i % Byte.SIZE);
            Files.write(policy, bytes);
            assertThatThrownBy(() -> PolicyFile.about(policy))
                    .as("byte %d", i)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("some.policy");
        }
    }
}
