package org.wattsplit.framework.outcome;

import java.util.Locale;

/** The parts of a request's latency, in milliseconds. */
public enum LatencyPart {
    /** Choosing the configuration. */
    DECISION,
    /** Changing the hardware setting. */
    RECONFIGURATION,
    /** Waiting for the device. */
    QUEUE,
    /** Running the head on the edge device. */
    EDGE,
    /** Moving the tensor to the cloud and the answer back. */
    TRANSFER,
    /** Running the tail in the cloud. */
    CLOUD;

    /** Made once: every outcome names its parts to the checks of their values. */
    private final String column = name().toLowerCase(Locale.ROOT) + "_latency_ms";

    /** The column name in tables and logs, for example {@code edge_latency_ms}. */
    public String column() {
        return column;
    }
}
