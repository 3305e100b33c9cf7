package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.evaluate.LiveChoice;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.train.TrainPlan;

/** Builders of plans: each choice reaches its place in the plan, whose rules are checked when it is built. */
final class PlansTest {
    private static final Data DATA = Data.open("synthetic");
    private static final ScenarioChoice SCENARIO = ScenarioChoice.of("Field-v1");

    @TempDir
    private Path out;

    private Actions actions() {
        return Actions.of(Study.of("synthetic", out)
                .search(plan -> plan.withStrategy("random").withBudget(Budget.parse("9")))
                .first());
    }

    @Test
    void everyChoiceReachesASearch() {
        TestbedChoice testbed = new TestbedChoice("replay", Map.of("noise", "repeats"));
        Budget budget = Budget.parse("30%");
        SearchPlan plan = SearchPlan.of(DATA)
                .withTestbed(testbed)
                .withStrategy("nsga3")
                .withBudget(budget)
                .withBatch(2)
                .withMeasurements(3, 9)
                .withQuantile(0.9)
                .withSeeds(4, 5)
                .into(null, Existing.REPLACE)
                .build();
        assertThat(plan)
                .isEqualTo(new SearchPlan(
                        DATA, Map.of(), testbed, "nsga3", budget, 2, 3, 9, 0.9, 4, 5, null, Existing.REPLACE));
        Path file = out.resolve("pareto.json");
        SearchPlan other =
                SearchPlan.of(DATA).withSeed(6).into(file, Existing.RESUME).build();
        assertThat(other.seed()).isEqualTo(6);
        assertThat(other.out()).isEqualTo(file);
    }

    @Test
    void everyChoiceReachesATraining() {
        Actions actions = actions();
        TrainPlan plan = TrainPlan.of(DATA, actions, "ppo:entropy=0.02", out)
                .withScenario(SCENARIO)
                .withActionSet(ActionSet.Kind.FULL)
                .withSteps(1, 2)
                .withHorizon(3)
                .withPatience(4)
                .withWarmStart("teacher")
                .withCompared("other")
                .withTrainOn("one")
                .withSeeds(5, 6)
                .withThreads(7)
                .withExisting(Existing.RESUME)
                .build();
        assertThat(plan)
                .isEqualTo(new TrainPlan(
                        DATA,
                        actions,
                        SCENARIO,
                        AgentSpec.parse("ppo:entropy=0.02"),
                        Optional.of(ActionSet.Kind.FULL),
                        1,
                        3,
                        2,
                        4,
                        "teacher",
                        "other",
                        "one",
                        5,
                        6,
                        7,
                        out,
                        Existing.RESUME));
    }

    @Test
    void everyChoiceReachesAnEvaluation() {
        Actions actions = actions();
        LiveChoice live = new LiveChoice("live", Path.of("live.yaml"));
        EvaluatePlan plan = EvaluatePlan.of(DATA, actions, List.of("cloud", "planner"), out)
                .withScenario(SCENARIO)
                .withLive(live)
                .withActionSet(ActionSet.Kind.FULL)
                .withWorkload("small")
                .withRequests(1)
                .withSeeds(2, 3)
                .withThreads(4)
                .withExisting(Existing.RESUME)
                .build();
        assertThat(plan)
                .isEqualTo(new EvaluatePlan(
                        DATA,
                        actions,
                        SCENARIO,
                        live,
                        List.of(AgentSpec.parse("cloud"), AgentSpec.parse("planner")),
                        Optional.of(ActionSet.Kind.FULL),
                        "small",
                        1,
                        2,
                        3,
                        4,
                        out,
                        Existing.RESUME));
    }

    @Test
    void everyChoiceReachesAComparison() {
        Path pareto = out.resolve("pareto.json");
        Path report = out.resolve("report.html");
        ComparePlan plan = ComparePlan.of(out, pareto)
                .withBaseline("planner")
                .withAllowed(List.of("workload"))
                .withNetwork("vit")
                .withReport(report, true)
                .build();
        assertThat(plan)
                .isEqualTo(new ComparePlan(List.of(out), "planner", pareto, "vit", report, true, List.of("workload")));
    }

    @Test
    void rulesAreCheckedWhenAPlanIsBuilt() {
        SearchPlan.Builder search =
                SearchPlan.of(DATA).into(out, Existing.REFUSE).withSeeds(1, 2);
        assertThatThrownBy(search::build)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 when a file is written");
        assertThat(search.withSeeds(1, 1).build().seeds()).isEqualTo(1);
    }
}
