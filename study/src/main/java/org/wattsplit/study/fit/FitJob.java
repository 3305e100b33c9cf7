package org.wattsplit.study.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wattsplit.datasets.dynasplit.DynaSplitImporter;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.experiment.Experiment;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.study.fit.FitResult.Cost;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.testbed.model.DeviceCoefficients;
import org.wattsplit.testbed.model.ModelFit;
import org.wattsplit.testbed.model.ModelledTable;

/**
 * Fits the coefficients of testbed {@code model} to the published measurements. A part of the configurations is held out,
 * and only used to tell the error; then agents run under the rules of benchmark R1 on the measurements and on the model.
 */
public final class FitJob {
    private static final List<String> AGENTS = List.of(
            "cloud", "edge", "dynasplit", "greedy-switching", "fixed-setting", "myopic-cost", "planner", "clairvoyant");

    private FitJob() {}

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where the plan or a file breaks a rule
     */
    public static FitResult run(FitPlan plan, JobContext context) {
        try (WriteLock mine = WriteLock.of(plan.out())) {
            AtomicFile.requireAbsent(plan.out(), plan.replace());
            return runAlone(plan, context);
        }
    }

    private static FitResult runAlone(FitPlan plan, JobContext context) {
        DynaSplitModel network = DynaSplitModel.of(plan.network());
        DynaSplitImporter.Result imported = DynaSplitImporter.read(plan.data(), network, true);
        MeasurementTable table = imported.dataset().requireTable();
        FileHeader header = new FileHeader(
                DeviceCoefficients.FORMAT,
                DeviceCoefficients.VERSION,
                plan.seed(),
                null,
                imported.dataset().inputs(),
                plan.command(),
                Producer.thisProcess());
        ModelFit.Fitted fitted =
                ModelFit.fit(header, plan.device(), table, network.tensorBytes(), plan.heldOut(), plan.seed());
        Dataset modelled = new Dataset(
                plan.device(),
                network.label(),
                network.space(),
                ModelledTable.of(fitted.model(), network.space()),
                imported.dataset().workloads(),
                Map.of());
        Map<String, Cost> costs = new LinkedHashMap<>();
        try (Progress progress = context.display().begin("running", 2L * AGENTS.size())) {
            ComparisonResult onMeasurements = run(imported.dataset(), progress, 0);
            ComparisonResult onModel = run(modelled, progress, AGENTS.size());
            onMeasurements
                    .agents()
                    .forEach((agent, figures) -> costs.put(
                            agent,
                            new Cost(
                                    figures.costJ().value(),
                                    Objects.requireNonNull(onModel.agents().get(agent))
                                            .costJ()
                                            .value())));
        }
        fitted.model().write(plan.out());
        return new FitResult(imported.report().dropped(), fitted.report(), costs, sameRanking(costs));
    }

    private static ComparisonResult run(Dataset dataset, Progress progress, int before) {
        MeasurementTable table = dataset.requireTable();
        Experiment experiment = new Experiment(
                ScenarioSetup.of("DynaSplit-v1", dataset),
                dataset.largestWorkload(),
                ParetoSet.of(table.measuredSpace(), Objective.THREE, table.means()),
                AGENTS.stream().map(AgentSpec::parse).toList(),
                Optional.empty(),
                List.of(1L));
        List<RunData> runs = new ArrayList<>();
        new ExperimentRunner(Producer.thisProcess(), null)
                .run(
                        experiment,
                        Runtime.getRuntime().availableProcessors(),
                        RunData.Collector::new,
                        done -> progress.reached(before + done))
                .forEach(collector -> runs.add(collector.data()));
        return Comparison.of(runs, null, List.of(), List.of());
    }

    /** Whether no two agents change places; costs that differ by less than a thousandth are a tie. */
    private static boolean sameRanking(Map<String, Cost> costs) {
        for (Cost a : costs.values()) {
            for (Cost b : costs.values()) {
                if (order(a.measured(), b.measured()) * order(a.modelled(), b.modelled()) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int order(double a, double b) {
        return Math.abs(a - b) <= 1e-3 * Math.max(a, b) ? 0 : Double.compare(a, b);
    }
}
