package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.dynasplit.DynaSplitImporter;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.datasets.dynasplit.ImportReport;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.study.job.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code datasets}. */
@Command(
        name = "datasets",
        description = "Measurement tables and workloads: list, describe, import, validate.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DatasetsCommand.ListBundled.class,
            DatasetsCommand.Describe.class,
            DatasetsCommand.Import.class,
            DatasetsCommand.Validate.class
        })
final class DatasetsCommand {
    private DatasetsCommand() {}

    /** What a dataset is, in figures. */
    record Description(
            String name,
            String model,
            Map<String, List<String>> knobs,
            long feasible,
            int rows,
            int configurations,
            Map<String, Integer> workloads) {
        static Description of(Dataset dataset) {
            Map<String, List<String>> knobs = new LinkedHashMap<>();
            dataset.space().knobs().forEach(knob -> knobs.put(knob.name(), knob.values()));
            @Nullable MeasurementTable table = dataset.table();
            Map<String, Integer> workloads = new TreeMap<>();
            dataset.workloads()
                    .forEach((name, workload) ->
                            workloads.put(name, workload.requests().size()));
            return new Description(
                    dataset.name(),
                    dataset.model(),
                    knobs,
                    dataset.space().size(),
                    table == null ? 0 : table.rows().size(),
                    table == null ? 0 : table.means().size(),
                    workloads);
        }

        void print(PrintWriter out) {
            out.println(name + ", network " + model);
            out.println("space: " + feasible + " feasible configurations");
            knobs.forEach((knob, values) -> out.println("  " + knob + ": " + brief(values)));
            out.println(
                    rows == 0 ? "table: none" : "table: " + rows + " rows of " + configurations + " configurations");
            workloads.forEach((workload, count) -> out.println("workload " + workload + ": " + count + " requests"));
        }

        private static String brief(List<String> values) {
            return values.size() <= 8
                    ? String.join(" ", values)
                    : values.get(0) + " " + values.get(1) + " … " + values.get(values.size() - 1) + " (" + values.size()
                            + " values)";
        }
    }

    /** {@code datasets list}. */
    @Command(
            name = "list",
            description = "List the bundled datasets.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  wattsplit datasets list"})
    static final class ListBundled extends ListCommands.Listing {
        ListBundled() {
            super("dataset", "datasets", DatasetProvider.class);
        }
    }

    /** {@code datasets describe}. */
    @Command(
            name = "describe",
            description = "Describe a dataset: space, measurements, workloads.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  wattsplit datasets describe --data synthetic"})
    static final class Describe implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOptions data = new DataOptions();

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            Dataset dataset = data.open().dataset();
            Description description = Description.of(dataset);
            PrintWriter out = spec.commandLine().getOut();
            description.print(out);
            @Nullable MeasurementTable table = dataset.table();
            if (table != null) {
                TextTable ranges = new TextTable("mean outcome", "least", "largest");
                ranges.row("latency_ms", extreme(table, true, false), extreme(table, true, true));
                ranges.row("energy_j", extreme(table, false, false), extreme(table, false, true));
                out.print(ranges);
            }
            json.write(description);
            return 0;
        }

        private static String extreme(MeasurementTable table, boolean latency, boolean largest) {
            var values = table.means().stream()
                    .map(Evaluated::outcome)
                    .mapToDouble(outcome -> latency ? outcome.latencyMillis() : outcome.energyJoules());
            return Figures.two((largest ? values.max() : values.min()).orElseThrow());
        }
    }

    /** {@code datasets validate}. */
    @Command(
            name = "validate",
            description = "Check a dataset's folder: space.yaml, measurements.csv, workload-NAME.csv.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  wattsplit datasets validate my-device"})
    static final class Validate implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The dataset's folder.")
        private Path folder = Path.of("");

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            if (!Files.isRegularFile(folder.resolve(DatasetFolder.SPACE))) {
                throw InputException.of("the dataset", "a folder with " + DatasetFolder.SPACE, folder);
            }
            Dataset dataset = DataSource.open(folder.toString(), null);
            Description description = Description.of(dataset);
            description.print(spec.commandLine().getOut());
            spec.commandLine().getOut().println("valid");
            json.write(description);
            return 0;
        }
    }

    /** {@code datasets import}. */
    @Command(
            name = "import",
            description = "Import the published DynaSplit data into a dataset's folder.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The data: clone hpc-tuwien/SPLINTER from GitHub, or put its CSV files into one folder.",
                "",
                "Examples:",
                "  wattsplit datasets import --from ../SPLINTER --out data/vgg16",
                "  wattsplit datasets import --from SPLINTER --model vit --out data/vit"
            })
    static final class Import implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "DIR",
                description = "A clone of the published repository, or a folder of its files.")
        private Path from = Path.of("");

        @Option(
                names = "--model",
                paramLabel = "NAME",
                defaultValue = "vgg16",
                description = "vgg16 (default), vit, resnet50 or mobilenetv2; the last two have requests only.")
        private String model = "vgg16";

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "The dataset's folder to make.")
        private Path out = Path.of("");

        @Option(
                names = "--drop-frequency-defect",
                description = "Leave out rows that were probably measured at the wrong CPU clock.")
        private boolean dropDefects;

        @Option(names = "--overwrite", description = "Replace the files of an existing dataset.")
        private boolean overwrite;

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            AtomicFile.requireAbsent(out.resolve(DatasetFolder.SPACE), overwrite);
            DynaSplitImporter.Result result = DynaSplitImporter.read(from, DynaSplitModel.of(model), dropDefects);
            DatasetFolder.write(out, result.dataset(), Host.producer());
            print(spec.commandLine().getOut(), result.report());
            spec.commandLine().getOut().println("wrote " + out);
            json.write(result.report());
            return 0;
        }

        private static void print(PrintWriter out, ImportReport report) {
            if (report.rows() == 0) {
                out.println("no measurement table was published for " + report.model());
            } else {
                out.println(report.rows() + " rows of " + report.distinct() + " configurations; " + report.missing()
                        + " of " + report.feasible() + " feasible ones were not measured");
                out.println(report.repeated() + " configurations were measured more than once, up to "
                        + report.mostRepeats() + " times");
                List<String> files = new ArrayList<>(new TreeMap<>(report.overlaps()).keySet());
                for (String file : files) {
                    ImportReport.Overlap overlap =
                            Objects.requireNonNull(report.overlaps().get(file));
                    out.println(file + ": " + overlap.alreadyInTable() + " of " + overlap.rows()
                            + " rows are already in the table; not merged");
                }
                for (ImportReport.Defect defect : report.defects()) {
                    out.println(defect.suspects().size() + " of " + defect.comparable()
                            + " comparable configurations at " + defect.clockMhz()
                            + " MHz run like " + defect.suspectedMhz() + " MHz (" + defect.rows() + " rows)");
                }
                out.println(
                        report.dropped() > 0
                                ? report.dropped() + " of these rows were dropped"
                                : "none of these rows was dropped (--drop-frequency-defect drops them)");
            }
            report.requests().forEach((name, count) -> out.println("workload " + name + ": " + count + " requests"));
        }
    }
}
