package org.wattsplit.framework.dataset;

import java.util.Locale;

/** What a row of a measurement table may say beside its outcome, so that a device model can act on the outcome's parts. */
public enum Quantity {
    /** Bytes that cross to the cloud for a request, as they are on the wire: after the codec, at least 0. */
    TRANSFER_BYTES,
    /** Power of the edge device while the head runs, in watts, at least 0. */
    HEAD_POWER_W,
    /** Power of the edge device while it waits for the answer, in watts, at least 0. */
    WAIT_POWER_W,
    /** Bytes of the answer that comes back, on the wire, at least 0. */
    ANSWER_BYTES;

    private final String column = name().toLowerCase(Locale.ROOT);

    /** The column name in tables, for example {@code transfer_bytes}. */
    public String column() {
        return column;
    }
}
