package org.wattsplit.study.job;

import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.dataset.Dataset;

/**
 * A dataset, and what it is called where a command opens it.
 *
 * @param dataset the dataset
 * @param name a bundled dataset's name, or a folder; null where only a program has it
 * @param network the network that was asked for; null where none was
 */
public record Data(
        Dataset dataset, @Nullable String name, @Nullable String network) {
    /** Opens a bundled dataset or a folder. */
    public static Data open(String name) {
        return open(name, null);
    }

    /** Opens one network of a bundled dataset or a folder; null for the first or only one. */
    public static Data open(String name, @Nullable String network) {
        return new Data(DataSource.open(name, network), name, network);
    }

    /** A dataset of a program's own. */
    public static Data of(Dataset dataset) {
        return new Data(dataset, null, null);
    }
}
