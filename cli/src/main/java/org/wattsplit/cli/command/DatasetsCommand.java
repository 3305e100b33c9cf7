package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.dynasplit.DynaSplitFiles;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.report.Words;
import org.wattsplit.study.datasets.DatasetDescription;
import org.wattsplit.study.datasets.ImportJob;
import org.wattsplit.study.datasets.ImportPlan;
import org.wattsplit.study.datasets.JoinJob;
import org.wattsplit.study.datasets.JoinPlan;
import org.wattsplit.study.datasets.MeanOutcomes;
import org.wattsplit.study.job.Data;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datasets}. */
@Command(
        name = "datasets",
        description = "Measurement tables and workloads: list, describe, import, join, validate.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DatasetsCommand.ListBundled.class,
            DatasetsCommand.Describe.class,
            DatasetsCommand.Import.class,
            DatasetsCommand.Join.class,
            DatasetsCommand.ListImporters.class,
            DatasetsCommand.Validate.class
        })
final class DatasetsCommand {
    private DatasetsCommand() {}

    /** {@code datasets list}. */
    @Command(
            name = "list",
            description = "List the bundled datasets.",
            footer = {"", "Example:", "  wattsplit datasets list"})
    static final class ListBundled extends ListCommands.Listing {
        ListBundled() {
            super("dataset", "datasets", DatasetProvider.class);
        }
    }

    /** {@code datasets describe}. */
    @Command(
            name = "describe",
            description =
                    "Describe a dataset: space, measurements and what is absent of them, workloads, source, licence.",
            footer = {"", "Example:", "  wattsplit datasets describe --data synthetic"})
    static final class Describe extends JsonCommand {
        @Mixin
        private DataOptions data = new DataOptions();

        @Override
        public Integer call() {
            Dataset dataset = data.open().dataset();
            DatasetDescription description = DatasetDescription.of(dataset);
            out().print(description.text());
            @Nullable MeasurementTable table = dataset.table();
            if (table != null) {
                out().print(MeanOutcomes.of(table).text());
            }
            writeJson(description);
            return 0;
        }
    }

    /** {@code datasets validate}. */
    @Command(
            name = "validate",
            description = "Check a dataset's folder: space.yaml, measurements.csv, workload-NAME.csv, about.yaml.",
            footer = {"", "Example:", "  wattsplit datasets validate my-device"})
    static final class Validate extends JsonCommand {
        @Parameters(paramLabel = "DIR", description = "The dataset's folder.")
        private Path folder = Path.of("");

        @Override
        public Integer call() {
            DatasetDescription description = DatasetDescription.ofFolder(folder);
            out().print(description.text());
            description.notes().forEach(note -> out().println("note: " + note));
            out().println("valid");
            writeJson(description);
            return 0;
        }
    }

    /** {@code datasets importers}. */
    @Command(
            name = "importers",
            description = "List what published data can be imported.",
            footer = {"", "Example:", "  wattsplit datasets importers"})
    static final class ListImporters extends ListCommands.Listing {
        ListImporters() {
            super("importer", "importers", DatasetImporter.class);
        }
    }

    /** {@code datasets import}. */
    @Command(
            name = "import",
            description = "Import published data, such as DynaSplit's, into a dataset's folder.",
            footer = {
                "",
                "DynaSplit's data: clone hpc-tuwien/SPLINTER from GitHub, or put its CSV files into one folder.",
                "'wattsplit datasets importers' lists what else is read.",
                "",
                "Examples:",
                "  wattsplit datasets import --from ../SPLINTER --out data/vgg16",
                "  wattsplit datasets import --from SPLINTER --network vit --out data/vit",
                "  wattsplit datasets import --from mlperf_tiny_energy.csv --set task=kws --out data/kws"
            })
    static final class Import extends JsonCommand {
        @Option(
                names = "--from",
                required = true,
                paramLabel = "PATH",
                description = "A folder or file of what was published.")
        private Path from = Path.of("");

        @Option(
                names = "--importer",
                paramLabel = "NAME",
                description = "What reads it (default: what recognises it); see 'wattsplit datasets importers'.")
        private @Nullable String importer;

        @Option(
                names = "--network",
                paramLabel = "NAME",
                description = "The network, where there are several; of DynaSplit's vgg16 (default), vit, resnet50 or"
                        + " mobilenetv2; the last two have requests only.")
        private @Nullable String network;

        @Option(names = "--set", paramLabel = "OPTION=VALUE", description = "An option of the importer. Repeatable.")
        private Map<String, String> options = new TreeMap<>();

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "The dataset's folder to make.")
        private Path out = Path.of("");

        @Option(
                names = "--drop-frequency-defect",
                description = "Leave out DynaSplit's rows that were probably measured at the wrong CPU clock.")
        private boolean dropDefects;

        @Option(names = "--overwrite", description = "Replace the files of an existing dataset.")
        private boolean overwrite;

        @Override
        public Integer call() {
            Map<String, String> all = new TreeMap<>(options);
            if (network != null) {
                all.put(DatasetImporter.NETWORK, network);
            }
            if (dropDefects) {
                all.put(DynaSplitFiles.DROP_DEFECTS, "true");
            }
            DatasetImporter.Imported imported =
                    ImportJob.run(new ImportPlan(from, importer, all, out, overwrite), context());
            imported.remarks().forEach(out()::println);
            imported.dataset()
                    .workloads()
                    .forEach((name, workload) -> out().println("workload " + name + ": "
                            + Words.counted(workload.requests().size(), "request")));
            out().println("wrote " + out);
            writeJson(imported.report());
            return 0;
        }
    }

    /** {@code datasets join}. */
    @Command(
            name = "join",
            description = "Make one dataset's folder from datasets of different networks on one device.",
            footer = {
                "",
                "Its requests ask for any of the networks: the knob network is theirs, and nobody chooses it.",
                "",
                "Examples:",
                "  wattsplit datasets join --data exits,slimmable --device slimmable --out data/two",
                "  wattsplit datasets join --data data/vgg16,data/vit --shares 0.8,0.2 --requests 2000 --out data/both"
            })
    static final class Join extends JsonCommand {
        @Option(
                names = "--data",
                required = true,
                split = ",",
                paramLabel = "NAME|DIR",
                description = "Measured datasets, two or more: bundled ones' names, or folders.")
        private List<String> data = List.of();

        @Option(
                names = "--device",
                paramLabel = "NETWORK",
                description = "The network whose device.yaml counts, where they differ.")
        private @Nullable String device;

        @Option(
                names = "--shares",
                split = ",",
                paramLabel = "N",
                description = "Each network's share of the requests, by the sum of all (default: equal ones).")
        private List<Double> shares = List.of();

        @Option(
                names = "--requests",
                paramLabel = "N",
                description = "Number of requests (default 10000, at most 10 million); each network's deadlines are"
                        + " drawn from its largest workload.")
        private int requests = JoinPlan.REQUESTS;

        @Option(names = "--seed", description = "Seed of the requests (default 1).")
        private long seed = JoinPlan.SEED;

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "The dataset's folder to make.")
        private Path out = Path.of("");

        @Option(names = "--overwrite", description = "Replace the files of an existing dataset.")
        private boolean overwrite;

        @Override
        public Integer call() {
            List<Data> all = data.stream().map(Data::open).toList();
            Dataset joined = JoinJob.run(new JoinPlan(all, device, shares, requests, seed, out, overwrite), context());
            DatasetDescription description = DatasetDescription.ofFolder(out);
            out().print(description.text());
            out().println("wrote " + out);
            out().println("next: " + JoinJob.next(joined, out));
            writeJson(description);
            return 0;
        }
    }
}
