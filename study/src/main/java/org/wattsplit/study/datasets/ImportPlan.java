package org.wattsplit.study.datasets;

import java.nio.file.Path;

/**
 * What of the published DynaSplit data is imported.
 *
 * @param from a clone of the published repository, or a folder of its files
 * @param network the network
 * @param dropDefects whether rows that were probably measured at the wrong CPU clock are left out
 * @param out the dataset's folder to make
 * @param replace whether files of a dataset that is there are replaced
 */
public record ImportPlan(Path from, String network, boolean dropDefects, Path out, boolean replace) {
    /** The network unless another is asked for. */
    public static final String NETWORK = "vgg16";

    /** All rows of the usual network. */
    public static ImportPlan of(Path from, Path out) {
        return new ImportPlan(from, NETWORK, false, out, false);
    }
}
