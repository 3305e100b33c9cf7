package org.wattsplit.study.datasets;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What published data is imported.
 *
 * @param from a folder or file of what was published
 * @param importer the importer's name; null for the one that recognises it
 * @param options the importer's options by name
 * @param out the dataset's folder to make
 * @param replace whether files of a dataset that is there are replaced
 */
public record ImportPlan(Path from, @Nullable String importer, Map<String, String> options, Path out, boolean replace) {
    public ImportPlan {
        options = Map.copyOf(options);
    }

    /** All of it, by the importer that recognises it. */
    public static ImportPlan of(Path from, Path out) {
        return new ImportPlan(from, null, Map.of(), out, false);
    }
}
