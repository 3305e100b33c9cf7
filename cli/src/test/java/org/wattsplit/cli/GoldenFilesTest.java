package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.study.job.ScenarioChoice;

/** Files that released versions wrote are read by this one, and mean the same. */
final class GoldenFilesTest {
    private static final Path EDITION_1 = Path.of("src", "test", "resources", "golden", "edition-1");

    @TempDir
    private Path temp;

    private static String golden(String name) {
        return EDITION_1.resolve(name).toString();
    }

    /** The words of a run of an agent on the released dataset of a device. */
    private static String[] evaluation(String agent, Path runs) {
        return Cli.evaluation(
                golden("my-device"), EDITION_1.resolve("pareto.json"), agent, runs, "--scenario", "DynaSplit-v1");
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
        String printed = Cli.succeed(
                "compare",
                golden("runs"),
                "--pareto",
                golden("pareto.json"),
                "--report",
                temp.resolve("report.html").toString());
        assertThat(printed).contains("dynasplit", "ppo:policy=policies/ppo");
    }

    @Test
    void runLogsThatSayWhatTheyDependOnAreComparedAndComparisonsOfBothVersionsRead() {
        Path third = EDITION_1.resolveSibling("edition-3");
        assertThat(Cli.succeed(
                        "compare",
                        third.resolve("runs").toString(),
                        "--report",
                        temp.resolve("report.html").toString()))
                .contains("dynasplit", "planner");
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
        Cli.succeed(evaluation("dynasplit", runs));
        assertThat(rows(runs.resolve("dynasplit/seed-1/requests.csv")))
                .isEqualTo(rows(EDITION_1.resolve("runs/dynasplit/seed-1/requests.csv")));
    }

    @Test
    void scenariosInAMovingWorldGiveTheRunsThatTheyGave() throws IOException {
        Path runs = temp.resolve("runs");
        Cli.succeed(Cli.evaluation(
                "pi4-coral-gpu",
                EDITION_1.resolve("pareto-model.json"),
                "dynamic-split",
                runs,
                "--scenario",
                golden("scenarios/Field-v1.yaml"),
                "--requests",
                "20"));
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
        Cli.succeed(evaluation(learner + ":policy=" + policy, runs));
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
        Path pareto = temp.resolve("pareto.json");
        assertThat(Cli.succeed(
                        "search",
                        "--data",
                        "pi4-coral-gpu",
                        "--testbed",
                        "model",
                        "--testbed-option",
                        "device=" + golden("device-model.yaml"),
                        "--budget",
                        "5",
                        "--out",
                        pareto.toString()))
                .contains("5 evaluations");
    }

    @Test
    void profilesAreDatasets() {
        assertThat(Cli.succeed("datasets", "validate", golden("profile"))).contains("20 requests");
    }

    @Test
    void searchesThatWereCutOffGoOn() throws IOException {
        Path pareto = temp.resolve("cut.json");
        Files.copy(EDITION_1.resolve("cut.json.checkpoint"), temp.resolve("cut.json.checkpoint"));
        assertThat(Cli.succeed(
                        "search",
                        "--data",
                        "pi4-coral-gpu",
                        "--strategy",
                        "nsga2",
                        "--budget",
                        "100%",
                        "--out",
                        pareto.toString(),
                        "--resume"))
                .contains("917 evaluations");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trainingsGoOn(int edition) throws IOException {
        Path seed = Files.createDirectories(temp.resolve("ppo").resolve("seed-1"));
        for (String file : List.of("best.policy", "last.policy", "curve.csv")) {
            Files.copy(training(edition, "ppo").resolve("seed-1").resolve(file), seed.resolve(file));
        }
        assertThat(Cli.succeed(
                        "train",
                        "--data",
                        golden("my-device"),
                        "--scenario",
                        "DynaSplit-v1",
                        "--pareto",
                        golden("pareto.json"),
                        "--agent",
                        "ppo:hidden=4:prior=0",
                        "--train-on",
                        "published",
                        "--action-set",
                        "full",
                        "--steps",
                        "2048",
                        "--evaluate-every",
                        "1024",
                        "--out",
                        temp.resolve("ppo").toString(),
                        "--resume"))
                .contains("seed 1: 2048 steps");
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
