package org.wattsplit.testbed.network;

import org.wattsplit.framework.provider.Provider;
import org.wattsplit.testbed.split.SplitModel;

/** Runs networks from one kind of source in two halves; its description says what a source looks like. */
public interface NetworkBackend extends Provider {
    /** Whether a source is of its kind. */
    boolean runs(String source);

    /**
     * Opens a network.
     *
     * @param network whose source is of its kind
     * @param halves how many halves, the whole included, may stay loaded; at least 1
     * @throws org.wattsplit.framework.check.InputException for a source that names nothing
     */
    SplitModel open(Network network, int halves);
}
