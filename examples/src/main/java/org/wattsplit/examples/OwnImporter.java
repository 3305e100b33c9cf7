package org.wattsplit.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.study.datasets.ImportJob;
import org.wattsplit.study.datasets.ImportPlan;
import org.wattsplit.study.job.JobContext;

/**
 * An importer of one's own: a spreadsheet {@code lab.csv} with columns {@code cut}, {@code mhz}, {@code edge s},
 * {@code net s}, {@code cloud s} and {@code edge J} becomes a dataset that every command takes.
 */
public final class OwnImporter {
    private OwnImporter() {}

    /** Imports the file or folder that is named into {@code data/lab}. */
    public static void main(String[] args) {
        run(Path.of(args[0]), Path.of("data", "lab")).remarks().forEach(System.out::println);
    }

    static DatasetImporter.Imported run(Path from, Path out) {
        JobContext quiet = JobContext.quiet();
        JobContext context = quiet.with(quiet.registry().with(DatasetImporter.class, new LabSheet()));
        return ImportJob.run(ImportPlan.of(from, out), context);
    }

    private static final class LabSheet implements DatasetImporter {
        private static final String FILE = "lab.csv";
        private static final List<String> CUTS = List.of("0", "1", "2");
        private static final List<String> CLOCKS = List.of("600", "1200");

        @Override
        public String name() {
            return "lab-sheet";
        }

        @Override
        public String description() {
            return "our laboratory's spreadsheet";
        }

        @Override
        public boolean recognises(Path from) {
            return Files.isRegularFile(from.resolve(FILE));
        }

        @Override
        public Imported read(Path from, Map<String, String> options) {
            Path file = from.resolve(FILE);
            ConfigurationSpace space = space();
            List<Measurement> rows = new ArrayList<>();
            CsvTable.read(file, Set.of("cut", "mhz", "edge s", "net s", "cloud s", "edge J"), row -> {
                Outcome outcome = Outcome.builder()
                        .latency(LatencyPart.EDGE, 1000 * row.nonNegative("edge s"), Provenance.MEASURED)
                        .latency(LatencyPart.TRANSFER, 1000 * row.nonNegative("net s"), Provenance.MEASURED)
                        .latency(LatencyPart.CLOUD, 1000 * row.nonNegative("cloud s"), Provenance.MEASURED)
                        .energy(EnergyPart.EDGE, row.nonNegative("edge J"), Provenance.MEASURED)
                        .build();
                rows.add(new Measurement(
                        space.configuration(Map.of(Knob.SPLIT_LAYER, row.text("cut"), "cpu_freq_mhz", row.text("mhz"))),
                        outcome));
            });
            List<Request> requests = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                requests.add(new Request(i, "lab", 0, 50 + 5 * i));
            }
            Dataset dataset = new Dataset(
                    "lab",
                    "lab",
                    space,
                    MeasurementTable.of(space, rows),
                    Map.of("even", new Workload("even", true, requests)),
                    Map.of(FILE, Checksum.ofFile(file)));
            return new Imported(dataset, List.of(rows.size() + " rows"), new Report(rows.size()));
        }

        private static ConfigurationSpace space() {
            return ConfigurationSpace.of(new SpaceSpec(
                    "lab",
                    List.of(
                            new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, CUTS, false),
                            new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, CLOCKS, true)),
                    List.of(),
                    Map.of(Knob.SPLIT_LAYER, "0", "cpu_freq_mhz", "1200"),
                    Map.of(Knob.SPLIT_LAYER, "2", "cpu_freq_mhz", "1200")));
        }
    }

    /**
     * What was read, as values.
     *
     * @param rows rows of the spreadsheet
     */
    record Report(int rows) {}
}
