package org.wattsplit.datasets.importer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.importer.DatasetImporter.Imported;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.space.ConfigurationSpace;

/** What importers of tables without requests have in common. */
public final class TableImport {
    private static final int REQUESTS = 1_000;
    private static final double BEYOND_SLOWEST = 1.5;

    private TableImport() {}

    /**
     * How much was read.
     *
     * @param model the network
     * @param rows rows of its table
     * @param configurations configurations among them
     */
    public record Report(String model, int rows, int configurations) {}

    /**
     * A table with what belongs to it.
     *
     * @param name the dataset's name
     * @param space its space, named after the network
     * @param rows its rows
     * @param files what it was read from
     * @param about where it is from
     * @param device what is known of the place where it was measured
     */
    public record Table(
            String name,
            ConfigurationSpace space,
            List<Measurement> rows,
            List<Path> files,
            DatasetAbout about,
            DeviceFacts device) {
        public Table {
            rows = List.copyOf(rows);
            files = List.copyOf(files);
        }
    }

    /**
     * The import of a table. Requests are drawn with seed 0, every deadline from the fastest mean outcome to one and a half
     * times the slowest as likely as any other: so of few configurations, too, each is in time for some.
     *
     * @param remarks what whoever imports it should know, after its size
     * @param scenario a scenario to write beside it; null for none
     */
    public static Imported of(Table of, List<String> remarks, @Nullable Scenario scenario) {
        String model = of.space().name();
        MeasurementTable table = MeasurementTable.of(of.space(), of.rows());
        Workload workload = requests(model, table);
        Map<String, String> inputs = new TreeMap<>();
        of.files().forEach(file -> inputs.put(file.getFileName().toString(), Checksum.ofFile(file)));
        Dataset dataset = new Dataset(
                of.name(),
                model,
                of.space(),
                table,
                Map.of(workload.name(), workload),
                inputs,
                null,
                of.device(),
                of.about());
        int configurations = table.means().size();
        List<String> lines = new ArrayList<>();
        lines.add(model + ": " + of.rows().size() + " rows of " + configurations + " configurations");
        lines.addAll(remarks);
        lines.add("requests are drawn: deadlines evenly from the fastest mean outcome to 1.5 times the slowest");
        return new Imported(dataset, lines, new Report(model, of.rows().size(), configurations), scenario);
    }

    private static Workload requests(String model, MeasurementTable table) {
        DoubleSummaryStatistics millis = table.means().stream()
                .mapToDouble(one -> one.outcome().latencyMillis())
                .summaryStatistics();
        return WorkloadGenerator.generate(
                "uniform-" + REQUESTS,
                model,
                REQUESTS,
                new Deadlines.Uniform(millis.getMin(), BEYOND_SLOWEST * millis.getMax()),
                new Arrivals.ClosedLoop(),
                0);
    }

    /**
     * What an option chooses among what a file has: the only one where it is not given.
     *
     * @param known what the file has, at least one
     * @throws InputException where it is not given although there are several, or is none of them
     */
    public static String choice(String option, Map<String, String> options, Path file, Collection<String> known) {
        String given = options.get(option);
        if (given == null && known.size() == 1) {
            return known.iterator().next();
        }
        if (given == null) {
            throw InputException.of("option " + option, "one of " + known + " of " + file, "nothing");
        }
        if (!known.contains(given)) {
            throw InputException.unknown("option " + option, given, known);
        }
        return given;
    }

    /** Whether a file, there or not, has one of these names. */
    public static boolean isNamed(Path file, List<String> names) {
        return names.contains(Objects.toString(file.getFileName(), ""));
    }
}
