package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.rollout.Moment;
import org.wattsplit.framework.runlog.RunListener;

/** The commands one after the other, each from the file before it, on made-up data. */
final class PipelineTest {
    @TempDir
    private Path temp;

    private Path pareto = Path.of("");

    @BeforeEach
    void search() {
        pareto = Cli.search(temp, "--strategy", "exhaustive");
    }

    private Path evaluate(String name, String... more) {
        Path runs = temp.resolve(name);
        String[] words = {"evaluate", "--data", "synthetic", "--pareto", pareto.toString(), "--out", runs.toString()};
        Cli.succeed(Cli.append(words, more));
        return runs;
    }

    private static Map<String, String> logs(Path runs) throws IOException {
        Map<String, String> logs = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(runs)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.endsWith("timing.csv")) {
                    logs.put(runs.relativize(path).toString(), Files.readString(path));
                }
            }
        }
        return logs;
    }

    @Test
    void equalSeedsGiveEqualRunLogsWhateverTheThreads() throws IOException {
        String agents = "random,cloud,dynasplit:margin_ms=10,dynasplit-online,planner,clairvoyant";
        for (String scenario : List.of("DynaSplit-v1", "DynaSplitSampled-v1")) {
            String[] more = {"--agents", agents, "--seeds", "3", "--scenario", scenario, "--threads"};
            Path one = evaluate(scenario + "-1", Cli.append(more, "1"));
            Path four = evaluate(scenario + "-4", Cli.append(more, "4"));
            assertThat(logs(four)).isEqualTo(logs(one)).hasSize(6 * 3 * 2);
        }
    }

    @Test
    void otherSeedsGiveOtherRunsOfARandomAgent() throws IOException {
        Path runs = evaluate("runs", "--agents", "random", "--seeds", "2");
        assertThat(Files.readString(runs.resolve("random/seed-1/requests.csv")))
                .isNotEqualTo(Files.readString(runs.resolve("random/seed-2/requests.csv")));
    }

    @Test
    void anAgentIsToldWhatCameOfEachOfItsActions() {
        List<String> told = new ArrayList<>();
        List<String> logged = new ArrayList<>();
        Agent agent = new Agent() {
            private int next;

            @Override
            public int act(Observation observation, ActionMask mask) {
                return next++ % mask.size();
            }

            @Override
            public void onOutcome(int action, Outcome outcome) {
                told.add(action + " " + outcome);
            }
        };
        RunListener listener = new RunListener() {
            @Override
            public void onOutcome(Moment moment) {
                logged.add(moment.action() + " " + moment.step().info().outcome());
            }

            @Override
            public void onComplete() {}

            @Override
            public void close() {}
        };
        Dataset dataset = DataSource.open("synthetic", null);
        ActionSet actions = ActionSet.of(ParetoSetFile.read(pareto).toParetoSet(), ActionSet.Kind.FULL);
        try (Environment environment = ScenarioSetup.of("DynaSplitSampled-v1", dataset)
                .environment(dataset.largestWorkload().first(30), actions)) {
            ExperimentRunner.episode(environment, agent, 1, listener);
        }
        assertThat(told).isEqualTo(logged).hasSize(30);
    }

    @Test
    void comparisonNamesAWinnerThatIsNoBound() throws IOException {
        Path runs = evaluate("runs");
        Path json = temp.resolve("comparison.json");
        String printed = Cli.succeed("compare", runs.toString(), "--json", json.toString());
        JsonNode comparison = new ObjectMapper().readTree(json.toFile());
        assertThat(comparison.at("/agents/clairvoyant/role").asText()).isEqualTo("bound");
        assertThat(comparison.get("winner").asText()).isNotEqualTo("clairvoyant");
        comparison
                .get("agents")
                .forEach(agent -> assertThat(agent.get("regret_j").asDouble()).isGreaterThanOrEqualTo(-1e-9));
        assertThat(printed).contains("clairvoyant (bound)", "energy is partial, without radio_energy_j");
    }

    @Test
    void aComparisonSaysWhichHardwareSettingEachSeedEndedIn() throws IOException {
        Path runs = evaluate("runs", "--agents", "cloud,random", "--seeds", "5");
        Path json = temp.resolve("comparison.json");
        String printed = Cli.succeed("compare", runs.toString(), "--json", json.toString());
        JsonNode agents = new ObjectMapper().readTree(json.toFile()).get("agents");
        JsonNode cloud = agents.at("/cloud/end_settings");
        assertThat(cloud).hasSize(5);
        String setting = cloud.at("/1/setting").asText();
        assertThat(setting).matches("cpu_freq_mhz=\\d+ edge_accelerator=(off|on)");
        assertThat(cloud).allSatisfy(end -> {
            assertThat(end.get("setting").asText()).isEqualTo(setting);
            assertThat(end.get("percent").asDouble()).isEqualTo(100);
        });
        assertThat(printed).containsPattern("cloud +" + setting + " \\(5 of 5 seeds\\)\n");

        List<String> lines = Files.readAllLines(runs.resolve("random/seed-3/requests.csv")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        List<String> columns = List.of(lines.get(0).split(",", -1));
        List<String> settings = lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> "cpu_freq_mhz=" + cells[columns.indexOf("cpu_freq_mhz")] + " edge_accelerator="
                        + cells[columns.indexOf("edge_accelerator")])
                .toList();
        JsonNode random = agents.at("/random/end_settings/3");
        List<String> lastTenth = settings.subList(900, 1000);
        String ended = random.get("setting").asText();
        assertThat(settings)
                .allMatch(each -> Collections.frequency(lastTenth, each) <= Collections.frequency(lastTenth, ended));
        assertThat(random.get("percent").asDouble()).isEqualTo(Collections.frequency(settings, ended) / 10.0);
    }

    @Test
    void aClairvoyantIsNoStrictBoundWhereOutcomesAreDrawn() throws IOException {
        Path runs = evaluate("runs", "--scenario", "DynaSplitSampled-v1", "--agents", "clairvoyant,planner");
        Path json = temp.resolve("comparison.json");
        Cli.succeed("compare", runs.toString(), "--json", json.toString());
        JsonNode agents = new ObjectMapper().readTree(json.toFile()).get("agents");
        assertThat(agents.at("/clairvoyant/role").asText()).isEqualTo("reference");
        assertThat(agents.at("/planner/regret_j").isNull()).isTrue();
    }

    @Test
    void evaluationEndsWithTheReportThatItIsAskedFor() {
        Path runs = temp.resolve("runs");
        Path report = temp.resolve("report.html");
        String[] words = Cli.evaluation("synthetic", pareto, "edge,cloud", runs, "--report", report.toString());
        assertThat(Cli.succeed(words)).contains("wrote 2 runs", "wrote " + report);
        assertThat(report).isNotEmptyFile();
        Cli.Result again = Cli.run(Cli.append(words, "--seeds=2"));
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("already exists");
        assertThat(runs.resolve("edge/seed-2")).doesNotExist();
    }

    @Test
    void existingRunsAreKeptUnlessAskedOtherwise() throws IOException {
        Path runs = evaluate("runs", "--agents", "cloud");
        Map<String, String> before = logs(runs);
        String[] again = Cli.evaluation("synthetic", pareto, "edge,cloud", runs);
        Cli.Result refused = Cli.run(again);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("cloud").contains("already exists").contains("--overwrite");
        assertThat(logs(runs)).isEqualTo(before);
        Cli.succeed(Cli.append(again, "--overwrite"));
        assertThat(logs(runs)).hasSize(4);
    }

    @Test
    void agentsHaveAliasesAndValuesWithCommas() throws IOException {
        Path policies = temp.resolve("linucb, best");
        String[] words = {"--data", "synthetic", "--pareto", pareto.toString()};
        Cli.succeed(Cli.append(
                Cli.append(new String[] {"train"}, words),
                "--agent",
                "linucb",
                "--steps=128",
                "--evaluate-every=128",
                "--out",
                policies.toString()));
        String named = "best=linucb:policy=" + policies.toString().replace(",", ",,");
        Path runs = evaluate("runs", "--agents", named + ",cloud", "--agents", "planner");
        assertThat(Cli.succeed("compare", runs.toString(), "--baseline", "best"))
                .contains("minus best")
                .doesNotContain("linucb");
        assertThat(Cli.succeed("runs", "show", runs.resolve("best/seed-1").toString()))
                .contains("best=linucb:policy=" + policies, "--agents '" + named + ",cloud,planner'");
        Cli.succeed(
                "evaluate",
                "--data",
                "synthetic",
                "--pareto",
                pareto.toString(),
                "--out",
                runs.toString(),
                "--agents",
                named + ",cloud,planner",
                "--resume");
    }

    @Test
    void aRunThatWasCutOffIsNotCompared() throws IOException {
        Path runs = evaluate("runs", "--agents", "cloud");
        Path requests = runs.resolve("cloud/seed-1/requests.csv");
        List<String> lines = Files.readAllLines(requests);
        Files.write(requests, lines.subList(0, lines.size() - 1));
        Cli.Result result = Cli.run("compare", runs.toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("requests.csv").contains("1000").contains("999");
    }

    @Test
    void anImportedDatasetOfViTIsSearchedAndReproduced() throws IOException {
        Path published = PublishedFixture.vit(temp.resolve("published"));
        Path json = temp.resolve("vit.json");
        Cli.succeed(
                "reproduce", "dynasplit", "--data", published.toString(), "--model", "vit", "--json", json.toString());
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.at("/r1/charged/cloud/missed_percent").isNumber()).isTrue();
        assertThat(result.at("/r1/charged/planner/cost_j").asDouble())
                .isLessThanOrEqualTo(result.at("/r1/charged/dynasplit/cost_j").asDouble());
        assertThat(result.at("/r1/charged/cloud/published").isNull()).isTrue();
        assertThat(result.at("/testbed/dynasplit/requests").asInt()).isEqualTo(1);
    }
}
