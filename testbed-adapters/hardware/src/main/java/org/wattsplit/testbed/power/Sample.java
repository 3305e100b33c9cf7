package org.wattsplit.testbed.power;

import org.jspecify.annotations.Nullable;

/**
 * A reading, or a try that failed.
 *
 * @param nanos when
 * @param value of the reading; 0 for a fault
 * @param fault why there is none; none for a reading
 */
record Sample(long nanos, double value, @Nullable String fault) {
    /** @throws MeterException when the reading is none that the meter can mean */
    static Sample of(MeterInfo info, Reading given) {
        Reading reading = Figures.checked(info, given);
        return new Sample(reading.nanos(), reading.value(), null);
    }

    static Sample fault(long nanos, String reason) {
        return new Sample(nanos, 0, reason);
    }
}
