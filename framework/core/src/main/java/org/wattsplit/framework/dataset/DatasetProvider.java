package org.wattsplit.framework.dataset;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.provider.Provider;

/** A bundled dataset. */
public interface DatasetProvider extends Provider {
    /**
     * Makes the dataset; the same each time.
     *
     * @param model the network where it has several, null for its first or only one; a dataset of one may ignore it
     */
    Dataset load(@Nullable String model);

    /** Makes the dataset of its first or only network. */
    default Dataset load() {
        return load(null);
    }
}
