package org.wattsplit.study.datasets;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.study.job.CommandText;

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

    /** The command that does the same. */
    String command(String importerName) {
        CommandText command = CommandText.of("datasets import")
                .required("--from", from)
                .option("--importer", importerName)
                .option("--network", options.get(DatasetImporter.NETWORK));
        new TreeMap<>(options)
                .forEach((name, value) ->
                        command.option("--set", name.equals(DatasetImporter.NETWORK) ? null : name + "=" + value));
        return Objects.requireNonNull(command.required("--out", out).text());
    }

    /** All of it, by the importer that recognises it. */
    public static ImportPlan of(Path from, Path out) {
        return new ImportPlan(from, null, Map.of(), out, false);
    }
}
