package org.wattsplit.framework.compare;

import org.jspecify.annotations.Nullable;

/**
 * One agent minus the baseline, request by request.
 *
 * @param agent the agent
 * @param baseline the agent that it is compared with
 * @param latencyMs difference of mean latency
 * @param missedPercent difference of missed deadlines, in percentage points
 * @param energyJ difference of mean energy; null where either has none
 * @param costJ difference of mean cost
 */
public record PairedDifference(
        String agent,
        String baseline,
        Interval latencyMs,
        Interval missedPercent,
        @Nullable Interval energyJ,
        Interval costJ) {}
