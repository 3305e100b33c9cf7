package org.wattsplit.datasets.slimmable;

import org.wattsplit.framework.check.Check;

/**
 * One request of an end-to-end run, as published: a line of JSON.
 *
 * @param decoderTime time of the decoder on the server in ms, at least 0; of the others nothing is read
 */
record EndToEnd(
        double bw,
        double e2e,
        int mode,
        double map,
        double encoderTime,
        double kbs,
        double deadline,
        double time,
        double transferTime,
        double recTime,
        double decoderTime) {
    EndToEnd {
        Check.nonNegative("decoder_time", decoderTime);
    }
}
