package org.wattsplit.framework.dataset;

import org.wattsplit.framework.provider.Provider;

/** A bundled dataset. */
public interface DatasetProvider extends Provider {
    /** Makes the dataset; the same each time. */
    Dataset load();
}
