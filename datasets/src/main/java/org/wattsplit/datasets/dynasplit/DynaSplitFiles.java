package org.wattsplit.datasets.dynasplit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.wattsplit.datasets.importer.DatasetImporter;

/** {@link DynaSplitImporter} by the name {@value #NAME}. */
public final class DynaSplitFiles implements DatasetImporter {
    /** Its name. */
    public static final String NAME = "dynasplit";

    /** The option that leaves out rows which were probably measured at the wrong clock: {@code true} or {@code false}. */
    public static final String DROP_DEFECTS = "drop-frequency-defect";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "the published DynaSplit data: a clone of hpc-tuwien/SPLINTER, or a folder of its CSV files";
    }

    @Override
    public Set<String> options() {
        return Set.of(NETWORK, DROP_DEFECTS);
    }

    @Override
    public boolean recognises(Path from) {
        return PublishedFiles.isOne(from);
    }

    @Override
    public Imported read(Path from, Map<String, String> options) {
        String network = options.getOrDefault(NETWORK, DynaSplitModel.VGG16.label());
        boolean drop = Boolean.parseBoolean(options.getOrDefault(DROP_DEFECTS, "false"));
        DynaSplitImporter.Result result = DynaSplitImporter.read(from, DynaSplitModel.of(network), drop);
        return new Imported(result.dataset(), remarks(result.report()), result.report());
    }

    private static List<String> remarks(ImportReport report) {
        if (report.rows() == 0) {
            return List.of("no measurement table was published for " + report.model());
        }
        List<String> lines = new ArrayList<>();
        lines.add(report.rows() + " rows of " + report.distinct() + " configurations; " + report.missing() + " of "
                + report.feasible() + " feasible ones were not measured");
        lines.add(report.repeated() + " configurations were measured more than once, up to " + report.mostRepeats()
                + " times");
        for (String file : new TreeSet<>(report.overlaps().keySet())) {
            ImportReport.Overlap overlap =
                    Objects.requireNonNull(report.overlaps().get(file));
            lines.add(file + ": " + overlap.alreadyInTable() + " of " + overlap.rows()
                    + " rows are already in the table; not merged");
        }
        for (ImportReport.Defect defect : report.defects()) {
            lines.add(defect.suspects().size() + " of " + defect.comparable() + " comparable configurations at "
                    + defect.clockMhz() + " MHz run like " + defect.suspectedMhz() + " MHz (" + defect.rows()
                    + " rows)");
        }
        lines.add(
                report.dropped() > 0
                        ? report.dropped() + " of these rows were dropped"
                        : "none of these rows was dropped (option " + DROP_DEFECTS + " drops them)");
        return lines;
    }
}
