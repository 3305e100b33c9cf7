package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.evaluate.UsualAgents;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.search.SearchResult;

/** Knobs are held at one value each: in a search, or in what agents may choose. */
final class HeldKnobsTest {
    private static final Data DATA = Data.open("exits");
    private static final Map<String, String> HELD = Map.of("cpu_share", "0.1", "codec", "int8");

    @TempDir
    private Path temp;

    private Path search(String name, Map<String, String> held, String strategy) {
        Path file = temp.resolve(name);
        SearchResult found = SearchJob.run(
                SearchPlan.of(DATA)
                        .withHeld(held)
                        .withStrategy(strategy)
                        .withBudget(Budget.parse("100%"))
                        .into(file, Existing.REFUSE)
                        .build(),
                JobContext.quiet());
        assertThat(Objects.requireNonNull(found.quality()).hypervolumeRatio().median())
                .isEqualTo(1);
        return file;
    }

    private List<RunData> evaluate(Actions actions, Path out, String... agents) {
        EvaluateJob.run(
                EvaluatePlan.of(DATA, actions, List.of(agents), out)
                        .withRequests(20)
                        .build(),
                JobContext.quiet());
        return RunLogReader.find(out).stream().map(RunLogReader::read).toList();
    }

    @Test
    void aSearchEvaluatesNothingElseWhateverItsStrategy() {
        for (String strategy : List.of("surrogate", "nsga3", "random", "exhaustive")) {
            Path file = search(strategy + ".json", HELD, strategy);
            ParetoSetFile written = ParetoSetFile.read(file);
            assertThat(written.held()).isEqualTo(HELD);
            assertThat(written.header().command()).contains("--set codec=int8 --set cpu_share=0.1");
            assertThat(written.evaluated())
                    .hasSize(9)
                    .allSatisfy(one -> assertThat(one.configuration()).containsAllEntriesOf(HELD));
        }
    }

    @Test
    void agentsChooseNothingElseOfASetThatHasMoreAndFixedOnesHaveTheHeldValuesToo() throws IOException {
        Path file = search("all.json", Map.of(), "exhaustive");
        Actions actions = Actions.read(file, DATA.dataset()).holding(HELD);
        for (RunData run : evaluate(actions, temp.resolve("held"), "cloud", "planner", "random")) {
            assertThat(run.manifest().dependsOn())
                    .containsEntry("held.cpu_share", "0.1")
                    .containsEntry("held.codec", "int8");
            assertThat(run.manifest().header().command()).contains("--set codec=int8 --set cpu_share=0.1");
            assertThat(RequestLog.rows(temp.resolve("held/" + run.manifest().agent() + "/seed-1/requests.csv")))
                    .hasSize(20)
                    .allMatch(row -> row.get("cpu_share").equals("0.1")
                            && row.get("codec").equals("int8"));
        }
    }

    @Test
    void whatRunsAllOnTheEdgeOrInTheCloudDoesSoWithTheHeldValue() throws IOException {
        Path file = search("all.json", Map.of(), "exhaustive");
        Actions actions = Actions.read(file, DATA.dataset()).holding(Map.of("cpu_share", "0.1"));
        evaluate(actions, temp.resolve("fixed"), "cloud", "edge");
        for (String agent : List.of("cloud", "edge")) {
            assertThat(RequestLog.rows(temp.resolve("fixed/" + agent + "/seed-1/requests.csv")))
                    .allMatch(row -> row.get("placement").equals(agent)
                            && row.get("cpu_share").equals("0.1"));
        }
    }

    @Test
    void aComparisonTellsHeldRunsFromOthersAndTakesTheSetThatTheyAreOf() {
        Path file = search("all.json", Map.of(), "exhaustive");
        Actions all = Actions.read(file, DATA.dataset());
        Path runs = temp.resolve("runs");
        evaluate(all.holding(Map.of("cpu_share", "0.1")), runs, "planner");
        CompareJob.run(ComparePlan.of(runs, file).build(), JobContext.quiet());
        evaluate(all, runs, "myopic-cost");
        assertThatThrownBy(() -> CompareJob.run(ComparePlan.of(runs, file).build(), JobContext.quiet()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("held.cpu_share")
                .hasMessageContaining("0.1");
    }

    @Test
    void whatTheSpaceLacksIsNamedWithWhatItHas() {
        Actions all = Actions.read(search("all.json", Map.of(), "exhaustive"), DATA.dataset());
        assertThatThrownBy(() -> all.holding(Map.of("cpu_shares", "0.1")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given cpu_shares")
                .hasMessageContaining("Maybe you meant cpu_share");
        assertThatThrownBy(() -> all.holding(Map.of("codec", "int9")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected the held codec to be one of")
                .hasMessageContaining("Maybe you meant int");
        Actions some = Actions.read(search("some.json", Map.of("codec", "int8"), "exhaustive"), DATA.dataset());
        assertThatThrownBy(() -> some.holding(Map.of("codec", "int4")))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected the held codec to be int8, as it is, given int4");
    }

    @Test
    void whoeverExpectsOutcomesOfAnotherTestbedIsTold() {
        Actions measured = Actions.read(search("all.json", Map.of(), "exhaustive"), DATA.dataset());
        assertThat(measured.searchedOn()).isEqualTo(new ParetoSetFile.SearchedOn("replay", Map.of()));
        ScenarioSetup table = setup("CoInference-v2");
        assertThat(measured.elsewhere(table))
                .hasValue("agents expect outcomes of testbed replay, where the Pareto set was searched; scenario"
                        + " CoInference-v2 runs on model of the table, whose outcomes may differ: to expect those, search with"
                        + " --testbed model --testbed-option device=table");
        assertThat(measured.elsewhere(setup("LoopbackExits-v1"))).isEmpty();
        Path file = temp.resolve("model.json");
        SearchJob.run(
                SearchPlan.of(DATA)
                        .withTestbed(new TestbedChoice("model", Map.of()))
                        .withBudget(Budget.parse("20"))
                        .into(file, Existing.REFUSE)
                        .build(),
                JobContext.quiet());
        assertThat(Actions.read(file, DATA.dataset()).elsewhere(table)).isEmpty();
    }

    @Test
    void aMaskIsToldByEachOfItsRules() throws IOException {
        Path scenario = Files.writeString(temp.resolve("mine.yaml"), """
                format: scenario
                version: 1
                scenario:
                  id: Mine-v1
                  description: mine
                  testbed: replay
                  transition: {millis: 20}
                  weights: {joules_per_miss: 100, accuracy_floor: 0.85}
                """);
        Actions all = Actions.read(search("all.json", Map.of(), "exhaustive"), DATA.dataset());
        assertThat(all.masked(setup(scenario.toString())).orElseThrow())
                .matches(
                        "[0-9]+ of 171 configurations of the Pareto set are masked: [0-9]+ are below the accuracy floor of 0.85");
        assertThat(all.masked(setup("LoopbackExits-v1"))).isEmpty();
    }

    @Test
    void whereTheWorldMovesTheUsualAgentsFollowItAndAreBounded() {
        Actions all = Actions.read(search("all.json", Map.of(), "exhaustive"), DATA.dataset());
        assertThat(usual(all, "LoopbackExits-v1", false)).doesNotContain("dynamic-split", "relaxed");
        assertThat(usual(all, "CoInference-v2", false)).contains("dynamic-split", "relaxed", "planner");
        assertThat(usual(all, "CoInference-v2", true)).contains("dynamic-split").doesNotContain("relaxed");
        assertThat(usual(all, "HotDevice-v2", false)).contains("relaxed").doesNotContain("dynamic-split");
    }

    private static List<String> usual(Actions actions, String scenario, boolean live) {
        return UsualAgents.of(
                actions,
                Optional.empty(),
                ScenarioChoice.provider(scenario, Registry.installed()).scenario(),
                live,
                JobContext.quiet());
    }

    @Test
    void ofSeveralWorkloadsTheOneThatRunsIsTold() {
        Actions all = Actions.read(search("all.json", Map.of(), "exhaustive"), DATA.dataset());
        List<String> notes = new ArrayList<>();
        EvaluateJob.run(
                EvaluatePlan.of(DATA, all, List.of("cloud"), temp.resolve("told"))
                        .withRequests(5)
                        .build(),
                JobContext.quiet().with((String line) -> notes.add(line)));
        assertThat(notes)
                .anyMatch(line -> line.startsWith("runs workload co-inference, the largest of co-inference, "));
    }

    private static ScenarioSetup setup(String id) {
        return ScenarioChoice.of(id).setup(DATA.dataset(), Dynamics.Part.TEST, Registry.installed());
    }
}
