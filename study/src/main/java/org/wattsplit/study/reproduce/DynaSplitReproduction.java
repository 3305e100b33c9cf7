package org.wattsplit.study.reproduce;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.dynasplit.DynaSplitImporter;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.datasets.dynasplit.TestbedRow;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.Experiment;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.InputPath;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunData.RunRow;
import org.wattsplit.study.reproduce.Published.ActionSetFigures;
import org.wattsplit.study.reproduce.Published.R1Figures;
import org.wattsplit.study.reproduce.Published.TestbedFigures;
import org.wattsplit.study.reproduce.ReproductionResult.ActionSetCost;
import org.wattsplit.study.reproduce.ReproductionResult.R1;
import org.wattsplit.study.reproduce.ReproductionResult.Testbed;

/**
 * Recomputes DynaSplit's published results from its published files: the 50-request testbed experiment from its rows,
 * and benchmark R1 by running agents on a replay of the measurements.
 */
public final class DynaSplitReproduction {
    private static final List<String> AGENTS = List.of(
            "cloud", "edge", "dynasplit", "greedy-switching", "fixed-setting", "myopic-cost", "planner", "clairvoyant");

    /** Runs of a reproduction: R1 under both rules, and the planner on four action sets. */
    public static final int RUNS = 2 * AGENTS.size() + 4;

    /** The published names of our strategies, in the order of the published table. */
    private static final Map<String, String> STRATEGIES = new LinkedHashMap<>();

    static {
        STRATEGIES.put("cloud", "cloud");
        STRATEGIES.put("edge", "edge");
        STRATEGIES.put("fastest", "latency");
        STRATEGIES.put("energy", "energy");
        STRATEGIES.put("dynasplit", "splinter:latency");
        STRATEGIES.put("dynasplit-exhaustive", "splinter:latency_exhaustive");
    }

    private static final String CHARGED = "DynaSplit-v1";
    private static final String FREE = "DynaSplitFree-v1";

    private final ReproductionResult result;

    private DynaSplitReproduction(ReproductionResult result) {
        this.result = result;
    }

    /**
     * Recomputes from a folder of published files; the network must have a measurement table.
     *
     * @param progress told the number of complete runs, of {@link #RUNS} in all
     */
    public static DynaSplitReproduction of(Path folder, DynaSplitModel model, IntConsumer progress) {
        InputPath.requireFolder(folder);
        Published published = published(model);
        Dataset dataset = DynaSplitImporter.dataset(folder, model);
        List<Evaluated> means = dataset.requireTable().means();
        ParetoSet set = ParetoSet.of(
                dataset.space(),
                Objective.of(means.stream().map(Evaluated::outcome).toList()),
                means);
        int[] done = {0};
        IntConsumer tick = ofExperiment -> progress.accept(++done[0]);
        Map<String, Map<String, R1>> r1 = new LinkedHashMap<>();
        r1.put("free", r1(FREE, dataset, set, tick, published.r1().getOrDefault("free", Map.of())));
        r1.put("charged", r1(CHARGED, dataset, set, tick, published.r1().getOrDefault("charged", Map.of())));
        return new DynaSplitReproduction(new ReproductionResult(
                model.label(),
                published.source(),
                testbed(DynaSplitImporter.testbed(folder, model), published.testbed()),
                r1,
                actionSets(dataset, set, tick, published.actionSets())));
    }

    private static Published published(DynaSplitModel model) {
        String name = "published-" + model.label() + ".json";
        try (InputStream in = DynaSplitReproduction.class.getResourceAsStream(name)) {
            return in == null ? Published.NONE : Documents.readJson(in, name, Published.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was computed. */
    public ReproductionResult result() {
        return result;
    }

    private static Map<String, Testbed> testbed(List<TestbedRow> rows, Map<String, TestbedFigures> published) {
        Map<String, Testbed> figures = new LinkedHashMap<>();
        STRATEGIES.forEach((name, publishedName) -> {
            List<TestbedRow> own = rows.stream()
                    .filter(row -> row.strategy().equals(publishedName))
                    .toList();
            if (!own.isEmpty()) {
                figures.put(name, testbed(own, published.get(name)));
            }
        });
        return figures;
    }

    private static Testbed testbed(List<TestbedRow> rows, @Nullable TestbedFigures published) {
        double[] energy = rows.stream().mapToDouble(TestbedRow::energyJoules).toArray();
        double medianLatency = Median.withDefaults()
                .evaluate(rows.stream().mapToDouble(TestbedRow::latencyMillis).toArray());
        double medianEnergy = Median.withDefaults().evaluate(energy.clone());
        // Sorted, so that the order of the rows does not show in the last digit.
        double meanEnergy = Arrays.stream(energy).sorted().sum() / energy.length;
        int missed = (int) rows.stream().filter(TestbedRow::missed).count();
        return new Testbed(
                medianLatency,
                medianEnergy,
                meanEnergy,
                missed,
                rows.size(),
                published,
                published == null
                        ? null
                        : new TestbedFigures(
                                medianLatency - published.medianLatencyMs(),
                                medianEnergy - published.medianEnergyJ(),
                                meanEnergy - published.meanEnergyJ(),
                                missed - published.missed()));
    }

    private static Map<String, R1> r1(
            String scenario, Dataset dataset, ParetoSet set, IntConsumer tick, Map<String, R1Figures> published) {
        Map<String, R1> figures = new LinkedHashMap<>();
        for (RunData run : run(scenario, dataset, set, tick, AGENTS, Optional.empty())) {
            R1Figures computed = figures(run);
            R1Figures other = published.get(run.manifest().agent());
            figures.put(
                    run.manifest().agent(),
                    new R1(
                            Objects.requireNonNull(computed.missedPercent()),
                            Objects.requireNonNull(computed.meanEnergyJ()),
                            Objects.requireNonNull(computed.costJ()),
                            other,
                            other == null ? null : difference(computed, other)));
        }
        return figures;
    }

    private static List<RunData> run(
            String scenario,
            Dataset dataset,
            ParetoSet set,
            IntConsumer tick,
            List<String> agents,
            Optional<ActionSet.Kind> actionSet) {
        Experiment experiment = new Experiment(
                ScenarioSetup.of(scenario, dataset),
                dataset.workload("published-10000"),
                set,
                agents.stream().map(AgentSpec::parse).toList(),
                actionSet,
                List.of(1L));
        return new ExperimentRunner(Producer.thisProcess(), null)
                .run(experiment, Runtime.getRuntime().availableProcessors(), RunData.Collector::new, tick).stream()
                        .map(RunData.Collector::data)
                        .toList();
    }

    private static R1Figures figures(RunData run) {
        int requests = run.rows().size();
        double missed = 100.0 * run.rows().stream().filter(RunRow::missed).count() / requests;
        double energy =
                run.rows().stream().mapToDouble(RunRow::energyJoules).average().orElseThrow();
        return new R1Figures(missed, energy, energy + run.manifest().joulesPerMiss() * missed / 100);
    }

    private static R1Figures difference(R1Figures computed, R1Figures published) {
        return new R1Figures(
                minus(computed.missedPercent(), published.missedPercent()),
                minus(computed.meanEnergyJ(), published.meanEnergyJ()),
                minus(computed.costJ(), published.costJ()));
    }

    private static @Nullable Double minus(@Nullable Double computed, @Nullable Double published) {
        return computed == null || published == null ? null : (Double) (computed - published);
    }

    private static Map<String, ActionSetCost> actionSets(
            Dataset dataset, ParetoSet set, IntConsumer tick, Map<String, ActionSetFigures> published) {
        Map<String, ActionSetCost> costs = new LinkedHashMap<>();
        put(
                costs,
                "two-objective front",
                dataset,
                set.withObjectives(Objective.TWO),
                tick,
                ActionSet.Kind.PARETO,
                published);
        if (set.objectives().equals(Objective.THREE)) {
            put(costs, "three-objective front", dataset, set, tick, ActionSet.Kind.PARETO, published);
        }
        put(costs, "front per hardware setting", dataset, set, tick, ActionSet.Kind.PARETO_PER_SETTING, published);
        put(costs, "all measured", dataset, set, tick, ActionSet.Kind.FULL, published);
        return costs;
    }

    private static void put(
            Map<String, ActionSetCost> costs,
            String name,
            Dataset dataset,
            ParetoSet set,
            IntConsumer tick,
            ActionSet.Kind kind,
            Map<String, ActionSetFigures> published) {
        RunData run = run(CHARGED, dataset, set, tick, List.of("planner"), Optional.of(kind))
                .get(0);
        costs.put(
                name,
                new ActionSetCost(
                        run.manifest().actions(),
                        Objects.requireNonNull(figures(run).costJ()),
                        published.get(name)));
    }

    /** Prints the result, computed beside published with the difference. */
    public void print(PrintWriter out) {
        out.println("DynaSplit, " + result.model() + "; published figures: " + result.source());
        out.println();
        out.println("Testbed experiment, recomputed from its rows (computed | published | difference)");
        out.print(testbedTable());
        result.r1().forEach((rule, agents) -> {
            out.println();
            out.println("R1, reconfiguration " + rule + " (computed | published | difference)");
            out.print(r1Table(agents));
        });
        out.println();
        out.println("What the planner reaches on each action set, reconfiguration charged (computed | published)");
        out.print(actionSetTable());
    }

    private TextTable testbedTable() {
        TextTable table = new TextTable("strategy", "median ms", "median J", "mean J", "missed");
        result.testbed().forEach((name, figures) -> {
            TestbedFigures published = figures.published();
            TestbedFigures difference = figures.difference();
            table.row(
                    name,
                    beside(
                            figures.medianLatencyMs(),
                            published == null ? null : published.medianLatencyMs(),
                            difference == null ? null : difference.medianLatencyMs()),
                    beside(
                            figures.medianEnergyJ(),
                            published == null ? null : published.medianEnergyJ(),
                            difference == null ? null : difference.medianEnergyJ()),
                    beside(
                            figures.meanEnergyJ(),
                            published == null ? null : published.meanEnergyJ(),
                            difference == null ? null : difference.meanEnergyJ()),
                    figures.missed() + " of " + figures.requests()
                            + (published == null ? "" : " | " + published.missed()));
        });
        return table;
    }

    private static TextTable r1Table(Map<String, R1> agents) {
        TextTable table = new TextTable("agent", "missed %", "mean J", "cost J");
        agents.forEach((agent, figures) -> {
            R1Figures published = figures.published();
            R1Figures difference = figures.difference();
            table.row(
                    agent,
                    beside(
                            figures.missedPercent(),
                            published == null ? null : published.missedPercent(),
                            difference == null ? null : difference.missedPercent()),
                    beside(
                            figures.meanEnergyJ(),
                            published == null ? null : published.meanEnergyJ(),
                            difference == null ? null : difference.meanEnergyJ()),
                    beside(
                            figures.costJ(),
                            published == null ? null : published.costJ(),
                            difference == null ? null : difference.costJ()));
        });
        return table;
    }

    private TextTable actionSetTable() {
        TextTable table = new TextTable("action set", "actions", "cost J");
        result.actionSets().forEach((name, cost) -> {
            ActionSetFigures published = cost.published();
            table.row(
                    name,
                    cost.actions() + (published == null ? "" : " | " + published.actions()),
                    Figures.two(cost.plannerCostJ())
                            + (published == null ? "" : " | " + Figures.two(published.plannerCostJ())));
        });
        return table;
    }

    private static String beside(double computed, @Nullable Double published, @Nullable Double difference) {
        return published == null
                ? Figures.two(computed)
                : Figures.two(computed) + " | " + Figures.two(published) + " | "
                        + (difference == null ? "-" : String.format(java.util.Locale.ROOT, "%+.3f", difference));
    }
}
