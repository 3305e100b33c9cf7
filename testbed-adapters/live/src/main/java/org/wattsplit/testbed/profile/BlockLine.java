package org.wattsplit.testbed.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a visit of a profile told of the edge's energy: a block of requests, or a quiet time at a hardware setting.
 *
 * @param round the number of the visit, the first one 0
 * @param values of each knob; of a quiet time those of the hardware
 * @param beganMillis when it began, in ms since 1970 by this machine's clock
 * @param requests how many requests there were; 0 in a quiet time
 * @param readings the meter's readings that count
 * @param seconds how long it took, pauses between requests included
 * @param pauseSeconds the length of the pauses
 * @param joulesPerRequest the mean energy of a request; 0 in a quiet time
 * @param quietW power of a quiet time at that hardware setting, in W; 0 where there was none
 */
public record BlockLine(
        int round,
        Map<String, String> values,
        long beganMillis,
        int requests,
        int readings,
        double seconds,
        double pauseSeconds,
        double joulesPerRequest,
        double quietW) {
    public BlockLine {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether nothing was done. */
    public boolean quiet() {
        return requests == 0;
    }
}
