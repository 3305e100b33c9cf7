package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.cli.output.Progress;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.datasets.dynasplit.DynaSplitImporter;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
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
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.testbed.model.DeviceModel;
import org.wattsplit.testbed.model.FitReport;
import org.wattsplit.testbed.model.ModelFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code testbeds fit}. */
@Command(
        name = "fit",
        description = "Fit the coefficients of testbed model to the published DynaSplit measurements.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Rows that were probably measured at the wrong CPU clock are dropped. A part of the configurations is held",
            "out, and only used to tell the error. Then the agents run under the rules of benchmark R1 on the",
            "measurements and on the model, to see whether both rank them the same.",
            "",
            "Example:",
            "  wattsplit testbeds fit --data ../SPLINTER --device pi4-coral-gpu --out pi4-coral-gpu.yaml"
        })
final class FitCommand implements Callable<Integer> {
    private static final List<String> AGENTS = List.of(
            "cloud", "edge", "dynasplit", "greedy-switching", "fixed-setting", "myopic-cost", "planner", "clairvoyant");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A clone of the published repository, or a folder of its files.")
    private Path data = Path.of("");

    @Option(
            names = "--model",
            defaultValue = "vgg16",
            paramLabel = "NAME",
            description = "The network (default vgg16, the only one whose tensor sizes are known).")
    private String model = "vgg16";

    @Option(
            names = "--device",
            defaultValue = "pi4-coral-gpu",
            paramLabel = "NAME",
            description = "What the file calls the device (default pi4-coral-gpu).")
    private String device = "pi4-coral-gpu";

    @Option(
            names = "--held-out",
            defaultValue = "0.2",
            paramLabel = "SHARE",
            description = "Share of the configurations that is held out (default 0.2).")
    private double heldOut = 0.2;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the split (default 1).")
    private long seed = 1;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The YAML file to write.")
    private Path out = Path.of("");

    @Option(names = "--overwrite", description = "Replace an existing --out file.")
    private boolean overwrite;

    @Mixin
    private JsonOption json = new JsonOption();

    /** What an agent costs on the measurements and on the model, in joules. */
    record Cost(double measured, double modelled) {}

    /** The result as JSON. */
    record Result(int droppedRows, FitReport fit, Map<String, Cost> agents, boolean sameRanking) {}

    @Override
    public Integer call() {
        AtomicFile.requireAbsent(out, overwrite);
        if (!(heldOut >= 0.05 && heldOut <= 0.5)) {
            throw InputException.of("--held-out", "between 0.05 and 0.5", heldOut);
        }
        DynaSplitModel network = DynaSplitModel.of(model);
        DynaSplitImporter.Result imported = DynaSplitImporter.read(data, network, true);
        MeasurementTable table = imported.dataset().requireTable();
        FileHeader header = new FileHeader(
                DeviceModel.FORMAT,
                DeviceModel.VERSION,
                seed,
                null,
                imported.dataset().inputs(),
                Words.withoutAsides(spec),
                Producer.thisProcess());
        ModelFit.Fitted fitted = ModelFit.fit(header, device, table, network.tensorBytes(), heldOut, seed);
        Dataset modelled = new Dataset(
                device,
                network.label(),
                network.space(),
                ModelFit.table(fitted.model(), network.space()),
                imported.dataset().workloads(),
                Map.of());
        Map<String, Cost> costs = new LinkedHashMap<>();
        boolean same;
        try (Progress progress = new Progress("running", 2L * AGENTS.size())) {
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
            same = sameRanking(costs);
        }
        fitted.model().write(out);
        Result result = new Result(imported.report().dropped(), fitted.report(), costs, same);
        print(spec.commandLine().getOut(), result);
        spec.commandLine().getOut().println("wrote " + out);
        json.write(result);
        return 0;
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
                        done -> progress.accept(before + done))
                .forEach(collector -> runs.add(collector.data()));
        return Comparison.of(runs, null, 1);
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

    private static void print(PrintWriter out, Result result) {
        FitReport fit = result.fit();
        out.println("fitted to " + fit.rows() + " rows of " + fit.fitted().configurations() + " configurations, "
                + result.droppedRows() + " rows dropped; " + fit.heldOut().configurations()
                + " configurations held out");
        TextTable errors = new TextTable(
                "configurations", "latency MAPE %", "energy MAPE %", "latency Spearman", "energy Spearman");
        row(errors, "fitted", fit.fitted());
        row(errors, "held out", fit.heldOut());
        out.print(errors);
        out.println();
        TextTable agents = new TextTable("R1, reconfiguration charged", "measured J", "modelled J");
        result.agents().entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> entry.getValue().measured()))
                .forEach(entry -> agents.row(
                        entry.getKey(),
                        Figures.two(entry.getValue().measured()),
                        Figures.two(entry.getValue().modelled())));
        out.print(agents);
        out.println(result.sameRanking() ? "same ranking on both" : "the rankings differ");
    }

    private static void row(TextTable table, String name, FitReport.Errors errors) {
        table.row(
                name + " " + errors.configurations(),
                Figures.two(errors.latencyMapePercent()),
                Figures.two(errors.energyMapePercent()),
                String.format(Locale.ROOT, "%.4f", errors.latencySpearman()),
                String.format(Locale.ROOT, "%.4f", errors.energySpearman()));
    }
}
