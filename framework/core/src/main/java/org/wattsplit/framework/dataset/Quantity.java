package org.wattsplit.framework.dataset;

import java.util.Locale;

/**
 * What a row of a measurement table may say beside its outcome, so that a device model can act on the outcome's parts, and
 * how well its energy is known.
 */
public enum Quantity {
    /** Bytes that cross to the cloud for a request, as they are on the wire: after the codec, at least 0. */
    TRANSFER_BYTES,
    /** Power of the edge device while the head runs, in watts, at least 0. */
    HEAD_POWER_W,
    /** Power of the edge device while it waits for the answer, in watts, at least 0. */
    WAIT_POWER_W,
    /** Bytes of the answer that comes back, on the wire, at least 0. */
    ANSWER_BYTES,
    /** Standard error of the mean edge energy of the row's configuration over its blocks, in joules, at least 0. */
    EDGE_ENERGY_SE_J,
    /** Requests of the block whose edge energy the row has its share of, at least 1. */
    BLOCK_REQUESTS,
    /** The meter's readings of that block, at least 1. */
    BLOCK_READINGS;

    private final String column = name().toLowerCase(Locale.ROOT);

    /** The column name in tables, for example {@code transfer_bytes}. */
    public String column() {
        return column;
    }
}
