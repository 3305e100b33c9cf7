/** Datasets as folders: space.yaml, measurements.csv, workload-NAME.csv. */
@NullMarked
package org.wattsplit.datasets.folder;

import org.jspecify.annotations.NullMarked;
