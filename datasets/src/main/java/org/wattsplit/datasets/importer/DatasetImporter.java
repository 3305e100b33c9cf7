package org.wattsplit.datasets.importer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.provider.Provider;

/** Makes datasets of files of one kind that others published. */
public interface DatasetImporter extends Provider {
    /** The option that says which network of several, where files have several. */
    String NETWORK = "network";

    /** The names of its options; none by default. */
    default Set<String> options() {
        return Set.of();
    }

    /** Whether a folder or file looks like what it reads; by names, in little time. */
    boolean recognises(Path from);

    /**
     * Reads a dataset.
     *
     * @param options its options by name, each a known one
     * @throws org.wattsplit.framework.check.InputException where a file breaks a rule; it names file, line and column
     */
    Imported read(Path from, Map<String, String> options);

    /**
     * What was read.
     *
     * @param dataset the dataset; where it is not {@link Dataset#about said} by which command it was made, whoever runs the
     *     importer adds that
     * @param remarks what whoever imports it should know, in a line each
     * @param report the same as values, a record
     * @param scenario a scenario to write beside it; null for none but the dataset's own
     */
    record Imported(
            Dataset dataset,
            List<String> remarks,
            Record report,
            @Nullable Scenario scenario) {
        public Imported {
            remarks = List.copyOf(remarks);
        }

        /** What comes with no scenario but the dataset's own. */
        public Imported(Dataset dataset, List<String> remarks, Record report) {
            this(dataset, remarks, report, null);
        }
    }
}
