package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.results.ResultsPage;
import org.wattsplit.framework.results.ScenarioResults;

/** The command that makes the page of results, and the bound that it holds agents against. */
final class ResultsTest {
    @TempDir
    private Path temp;

    /** A link that goes up and down, as traces of the names that the scenario has. */
    @BeforeEach
    void traces() throws IOException {
        Path traces = Files.createDirectory(temp.resolve("traces"));
        int rate = 1;
        for (String name : List.of("a", "b", "c")) {
            StringBuilder text = new StringBuilder("time_ms,mbps,rtt_ms\n");
            for (int i = 0; i < 50; i++) {
                text.append(500 * i).append(',').append(rate * (1 + i % 7)).append(",20\n");
            }
            Files.writeString(traces.resolve(name + ".csv"), text.toString());
            rate += 3;
        }
    }

    private String scenario(String id) throws IOException {
        String document = Cli.succeed("envs", "show", id)
                .replaceAll("train_traces:.*", "train_traces: [a.csv, b.csv]")
                .replaceAll("test_traces:.*", "test_traces: [c.csv]")
                .replace("id: \"" + id, "id: \"Mine-v1");
        return Files.writeString(temp.resolve(id + ".yaml"), document).toString();
    }

    private ComparisonResult compare(String scenario, String... agents) {
        String pareto = temp.resolve("pareto.json").toString();
        String json = temp.resolve("comparison.json").toString();
        if (!Files.exists(Path.of(pareto))) {
            Cli.succeed("search", "--data", "pi4-coral-gpu", "--budget", "100", "--out", pareto);
        }
        String runs =
                temp.resolve("runs" + Math.floorMod(scenario.hashCode(), 1000)).toString();
        Cli.succeed(Cli.evaluation(
                "pi4-coral-gpu",
                Path.of(pareto),
                String.join(",", agents),
                Path.of(runs),
                "--scenario",
                scenario,
                "--traces",
                temp.resolve("traces").toString(),
                "--requests",
                "400",
                "--seeds",
                "2"));
        Cli.succeed("compare", runs, "--json", json);
        return Documents.readJson(Path.of(json), ComparisonResult.class);
    }

    @Test
    void noAgentCostsLessThanTheRelaxedBound() throws IOException {
        for (String scenario : List.of(scenario("MobileLink-v1"), "SharedCloud-v1", "HotDevice-v1", "Field-v1")) {
            Map<String, AgentFigures> agents = compare(
                            scenario,
                            "relaxed",
                            "random",
                            "edge",
                            "fixed-setting",
                            "planner",
                            "dynamic-split",
                            "clairvoyant")
                    .agents();
            AgentFigures bound = Objects.requireNonNull(agents.get("relaxed"));
            assertThat(bound.role()).isEqualTo("bound");
            assertThat(Objects.requireNonNull(agents.get("clairvoyant")).role()).isEqualTo("reference");
            agents.forEach((agent, figures) -> figures.costBySeedJ()
                    .forEach((seed, cost) -> assertThat(cost)
                            .as(agent + " under seed " + seed + " in " + scenario)
                            .isGreaterThanOrEqualTo(
                                    Objects.requireNonNull(bound.costBySeedJ().get(seed)))));
        }
    }

    @Test
    void theBoundThatPlansTheWholeSequenceIsTighterWhereTheWorldStandsStill() {
        Map<String, AgentFigures> agents = compare("DynaSplitModel-v1", "relaxed", "clairvoyant", "planner")
                .agents();
        AgentFigures relaxed = Objects.requireNonNull(agents.get("relaxed"));
        AgentFigures clairvoyant = Objects.requireNonNull(agents.get("clairvoyant"));
        AgentFigures planner = Objects.requireNonNull(agents.get("planner"));
        assertThat(List.of(relaxed.role(), clairvoyant.role())).containsOnly("bound");
        assertThat(relaxed.costJ().value()).isLessThan(clairvoyant.costJ().value());
        assertThat(planner.regretJ())
                .isEqualTo(planner.costJ().value() - clairvoyant.costJ().value());
    }

    @Test
    void thePageIsMadeFromCommandsThatGoOnWhereTheyWereCutOff() throws IOException {
        String out = temp.resolve("results").toString();
        String[] words = results(out, 300);
        String printed = Cli.succeed(words);
        assertThat(printed)
                .contains("> wattsplit train")
                .contains("> wattsplit evaluate")
                .contains("wrote " + out);
        Path page = Path.of(out, "results.md");
        String text = Files.readString(page);
        assertThat(text)
                .contains("## SharedCloud-v1")
                .contains("The best learner against the best of the rest.")
                .contains("`held-split` holds one hardware setting")
                .contains("| `relaxed` (bound) |")
                .contains("| `linucb` |")
                .contains("    wattsplit train --data pi4-coral-gpu")
                .doesNotContain("NaN");
        ComparisonResult comparison =
                Documents.readJson(Path.of(out, "SharedCloud-v1", "comparison.json"), ComparisonResult.class);
        assertThat(text)
                .contains(String.format(
                        Locale.ROOT,
                        "| `dynamic-split` | %.2f [",
                        Objects.requireNonNull(comparison.agents().get("dynamic-split"))
                                .costJ()
                                .value()));
        Cli.Result other = Cli.run(results(out, 400));
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .contains("linucb.json: Expected the command that made it to be")
                .contains("--steps 400");
        Files.delete(page);
        try (Stream<Path> runs = Files.walk(Path.of(out, "SharedCloud-v1", "runs", "edge"))) {
            for (Path file : runs.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        String again = Cli.succeed(words);
        assertThat(again).doesNotContain("> wattsplit train").doesNotContain("> wattsplit search");
        assertThat(Files.readString(page)).isEqualTo(text);
    }

    /** The words of the command with one scenario, one learner and so many steps. */
    private static String[] results(String out, int steps) {
        return new String[] {
            "results",
            "--data",
            "pi4-coral-gpu",
            "--scenarios",
            "SharedCloud-v1",
            "--learners",
            "linucb",
            "--seeds",
            "2",
            "--steps",
            String.valueOf(steps),
            "--start-steps",
            "0",
            "--requests",
            "200",
            "--out",
            out
        };
    }

    @Test
    void badOptionsOfResultsAreRefusedBeforeAnythingRuns() {
        for (List<String> bad : List.of(
                List.of("--learners", "linucb,linucb:width=1"),
                List.of("--learners", "planner"),
                List.of("--learners", "linucb:breadth=1"),
                // A comma of a value is written twice; with one each part would be a learner.
                List.of("--learners", "linucb,,q-table"),
                List.of("--scenarios", "Field-v1,Field-v1"),
                List.of("--seeds", "1"),
                List.of("--steps", "0"))) {
            Path out = temp.resolve("bad");
            Cli.Result result = Cli.run(Stream.concat(
                            Stream.of("results", "--data", "pi4-coral-gpu", "--out", out.toString()), bad.stream())
                    .toArray(String[]::new));
            assertThat(result.status()).as(bad.toString()).isEqualTo(2);
            assertThat(result.err()).contains("Expected");
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void aPlanForOtherOutcomesIsAReference() {
        String noisy = temp.resolve("noisy.json").toString();
        Cli.succeed(
                "search",
                "--data",
                "pi4-coral-gpu",
                "--budget",
                "60",
                "--testbed",
                "model",
                "--testbed-option",
                "noise=repeats",
                "--out",
                noisy);
        String runs = temp.resolve("noisy").toString();
        String json = temp.resolve("noisy-comparison.json").toString();
        Cli.succeed(Cli.evaluation(
                "pi4-coral-gpu", Path.of(noisy), "clairvoyant,planner", Path.of(runs), "--requests", "200"));
        Cli.succeed("compare", runs, "--json", json);
        AgentFigures clairvoyant = Objects.requireNonNull(Documents.readJson(Path.of(json), ComparisonResult.class)
                .agents()
                .get("clairvoyant"));
        assertThat(clairvoyant.role()).isEqualTo("reference");
    }

    @Test
    void aPolicyBringsItsOwnKindOfActions() {
        String pareto = temp.resolve("pareto.json").toString();
        Cli.succeed("search", "--data", "pi4-coral-gpu", "--budget", "100", "--out", pareto);
        String policies = temp.resolve("policies").toString();
        Cli.succeed(
                "train",
                "--data",
                "pi4-coral-gpu",
                "--pareto",
                pareto,
                "--scenario",
                "SharedCloud-v1",
                "--agent",
                "linucb",
                "--steps",
                "100",
                "--out",
                policies);
        ComparisonResult result =
                compare("SharedCloud-v1", "linucb:policy=" + policies + "/seed-1/best.policy", "edge");
        assertThat(result.agents().values().stream().map(AgentFigures::actionSet))
                .containsExactlyInAnyOrder("pareto-per-part", "full");
    }

    @Test
    void aLearnerThatIsInSomeScenariosOnlyIsExplained() throws IOException {
        ComparisonResult comparison =
                ComparisonResult.FILE.readJson(Path.of("../study/src/test/resources/golden/edition-3/comparison.json"));
        ScenarioResults.TrainingFigures figures = new ScenarioResults.TrainingFigures(2, 100, 1, 1, 3, 2);
        ScenarioResults all = new ScenarioResults(
                "still", comparison, Map.of("ppo", figures, "sac", figures), Map.of(), List.of("train"));
        ScenarioResults fewer =
                new ScenarioResults("moving", comparison, Map.of("ppo", figures), Map.of(), List.of("train"));
        Producer producer = Producer.thisProcess();
        assertThat(ResultsPage.of(List.of(all, fewer), "results", producer))
                .contains(
                        "\n`sac`, the slowest to train, is trained only where nothing but the hardware setting moves: "
                                + comparison.scenario() + ".\n");
        assertThat(ResultsPage.of(List.of(all, all), "results", producer)).doesNotContain("the slowest to train");
        assertThat(Files.readString(Path.of("../docs/results.md")))
                .contains(
                        "\n`sac` and `rl4j-dqn`, the slowest to train, are trained only where nothing but the hardware"
                                + " setting moves: DynaSplit-v1.\n");
    }
}
