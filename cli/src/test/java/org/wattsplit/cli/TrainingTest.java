package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.train.CurvePoint;
import org.wattsplit.framework.train.FigureFile;
import org.wattsplit.framework.train.FigureRow;
import org.wattsplit.framework.train.Trainer;
import org.wattsplit.framework.train.TrainingPlan;
import org.wattsplit.framework.train.TrainingResult;

/** Trainings as a library has them. */
final class TrainingTest {
    private static final Map<String, Map<String, String>> OPTIONS = Map.of(
            "ppo",
            Map.of("rollout", "128", "batch", "64", "hidden", "8"),
            "sac",
            Map.of("warmup", "64", "batch", "16", "hidden", "8", "buffer", "500"),
            "rl4j-dqn",
            Map.of("warmup", "64", "batch", "16", "hidden", "8", "buffer", "500"));

    @TempDir
    private Path temp;

    private Path pareto = Path.of("");

    @BeforeEach
    void search() {
        pareto = Cli.search(temp, "--budget", "60");
    }

    private TrainingPlan plan(LearnerProvider learner, String scenario, @Nullable String teacher, int patience) {
        Dataset dataset = DataSource.open("synthetic", null);
        ActionSet actions = ActionSet.of(ParetoSetFile.read(pareto).toParetoSet(), learner.actionSet());
        ScenarioSetup setup = ScenarioSetup.of(scenario, dataset);
        Workload requests = dataset.largestWorkload();
        return new TrainingPlan(
                setup,
                setup,
                actions,
                learner.actionSet(),
                requests,
                requests.first(50),
                learner,
                OPTIONS.getOrDefault(learner.name(), Map.of()),
                teacher,
                7,
                1_000,
                50,
                200,
                patience);
    }

    private static TrainingResult run(TrainingPlan plan, Path folder, boolean resume, LongConsumer progress) {
        return Trainer.run(plan, folder, Producer.thisProcess(), "train", resume, progress);
    }

    @Test
    void aTrainingThatWasCutOffEndsInTheSameFiles() {
        for (AgentProvider agent :
                Providers.load("an agent", AgentProvider.class).all().values()) {
            if (agent instanceof LearnerProvider learner) {
                TrainingPlan plan = plan(learner, "DynaSplitSampled-v1", "planner", 0);
                Path whole = temp.resolve(learner.name() + "-whole");
                Path cut = temp.resolve(learner.name() + "-cut");
                TrainingResult expected = run(plan, whole, false, steps -> {});
                assertThatThrownBy(() -> run(plan, cut, false, steps -> {
                            if (steps > 550) {
                                throw new IllegalStateException("pulled the plug");
                            }
                        }))
                        .hasMessage("pulled the plug");
                TrainingResult resumed = run(plan, cut, true, steps -> {});
                if (!learner.resumesExactly()) {
                    assertThat(resumed.curve().subList(0, 3))
                            .isEqualTo(expected.curve().subList(0, 3));
                    List<FigureRow> figures = FigureFile.read(whole.resolve("figures.csv"));
                    assertThat(FigureFile.read(cut.resolve("figures.csv")).subList(0, 3))
                            .isEqualTo(figures.subList(0, 3));
                    assertThat(resumed.steps()).isEqualTo(expected.steps());
                    continue;
                }
                assertThat(resumed).isEqualTo(expected);
                for (String file : List.of("best.policy", "last.policy", "curve.csv", "figures.csv")) {
                    assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
                }
            }
        }
    }

    @Test
    void figuresSayWhatWasTriedAndLearnedSinceTheRowBefore() {
        LearnerProvider ppo = (LearnerProvider)
                Providers.load("an agent", AgentProvider.class).get("ppo");
        TrainingPlan plan = plan(ppo, "DynaSplitSampled-v1", null, 0);
        Path folder = temp.resolve("figures");
        TrainingResult result = run(plan, folder, false, steps -> {});
        List<FigureRow> rows = FigureFile.read(folder.resolve("figures.csv"));
        assertThat(rows)
                .extracting(FigureRow::steps)
                .isEqualTo(result.curve().stream().map(CurvePoint::steps).toList());
        assertThat(rows.get(0).values().values()).as("before any step").containsOnly(Double.NaN);
        assertThat(rows.get(0).values().keySet())
                .startsWith("edge_percent", "split_percent", "cloud_percent", "distinct_actions")
                .contains("approximate_kl", "entropy", "gradient_norm", "policy_loss", "value_loss");
        for (FigureRow row : rows.subList(1, rows.size())) {
            Map<String, Double> values = row.values();
            assertThat(Stream.of("edge_percent", "split_percent", "cloud_percent")
                            .mapToDouble(name -> values.getOrDefault(name, Double.NaN))
                            .sum())
                    .isCloseTo(100, within(1e-9));
            assertThat(values.get("distinct_actions"))
                    .isBetween(1.0, (double) plan.actions().size());
        }
    }

    @Test
    void aFigureThatIsNoNumberStopsNothing() {
        Diverging unsaid = new Diverging();
        unsaid.after = Long.MAX_VALUE;
        unsaid.figures = Map.of("loss", Double.NaN);
        TrainingResult result = run(plan(unsaid, "DynaSplit-v1", null, 0), temp.resolve("unsaid"), false, steps -> {});
        assertThat(result.stopped()).isEqualTo("steps");
    }

    @Test
    void aFigureNamedAsOneOfTrainingsOwnIsRefused() {
        for (String name : List.of("steps", "edge_percent", "Loss", "a,b")) {
            Diverging named = new Diverging();
            named.figures = Map.of(name, 1.0);
            assertThatThrownBy(
                            () -> run(plan(named, "DynaSplit-v1", null, 0), temp.resolve("named"), false, steps -> {}))
                    .hasMessageContaining("Expected a learner's figure to be named in lower case")
                    .hasMessageEndingWith("given " + name);
        }
    }

    @Test
    void theConstrainedFormMissesAsFewAsItIsToldAndSavesEnergyWhereItMayMissMore() {
        LearnerProvider ppo = (LearnerProvider)
                Providers.load("an agent", AgentProvider.class).get("ppo");
        List<CurvePoint> best = new ArrayList<>();
        for (String most : List.of("1", "40")) {
            TrainingPlan plan = plan(ppo, "DynaSplit-v1", null, 0);
            Map<String, String> options = new HashMap<>(plan.options());
            options.putAll(Map.of("max_missed_percent", most, "rate", "0.003", "epochs", "8", "steps", "8000"));
            TrainingPlan constrained = new TrainingPlan(
                    plan.setup(),
                    plan.validation(),
                    plan.actions(),
                    plan.actionSet(),
                    plan.trainingRequests(),
                    plan.trainingRequests(),
                    ppo,
                    options,
                    null,
                    3,
                    8_000,
                    50,
                    1_000,
                    0);
            best.add(run(constrained, temp.resolve("constrained-" + most), false, steps -> {})
                    .best());
        }
        assertThat(best.get(0).missedPercent()).isLessThanOrEqualTo(1);
        assertThat(best.get(1).missedPercent()).isLessThanOrEqualTo(40);
        assertThat(best.get(1).energyJoules()).isLessThan(0.9 * best.get(0).energyJoules());
    }

    @Test
    void aNumberThatIsNoneStopsATrainingAndKeepsWhatWasGood() throws IOException {
        Path folder = temp.resolve("diverging");
        TrainingResult result = run(plan(new Diverging(), "DynaSplit-v1", null, 0), folder, false, steps -> {});
        assertThat(result.stopped()).isEqualTo("diverged");
        assertThat(result.problem()).contains("loss to be finite, given NaN");
        assertThat(folder.resolve("best.policy")).exists();
        assertThat(Files.readAllLines(folder.resolve("curve.csv")))
                .hasSize(1 + result.curve().size());
        assertThat(result.curve()).hasSizeGreaterThan(1);
    }

    @Test
    void patienceEndsATrainingThatGetsNoBetter() {
        Diverging never = new Diverging();
        never.after = Long.MAX_VALUE;
        TrainingResult result = run(plan(never, "DynaSplit-v1", null, 2), temp.resolve("still"), false, steps -> {});
        assertThat(result.stopped()).isEqualTo("patience");
        assertThat(result.steps()).isEqualTo(400);
    }

    /** A learner that does nothing until a loss of it is no number. */
    private static final class Diverging implements LearnerProvider, Learner {
        private long after = 500;
        private Map<String, Double> figures = Map.of();
        private long seen;

        @Override
        public String name() {
            return "diverging";
        }

        @Override
        public String description() {
            return "diverges";
        }

        @Override
        public Set<String> options() {
            return Set.of();
        }

        @Override
        public Learner create(AgentContext context) {
            return this;
        }

        @Override
        public int act(Observation observation, ActionMask mask) {
            return 0;
        }

        @Override
        public int explore(Observation observation, ActionMask mask) {
            return 0;
        }

        @Override
        public void observe(Transition transition) {
            seen++;
            if (seen > after) {
                throw new DivergedException("loss", Double.NaN);
            }
        }

        @Override
        public void warmStart(List<Transition> steps) {}

        @Override
        public Map<String, Double> figures() {
            return figures;
        }

        @Override
        public void save(ArrayStore store) {}

        @Override
        public void load(ArrayStore store) {}
    }
}
