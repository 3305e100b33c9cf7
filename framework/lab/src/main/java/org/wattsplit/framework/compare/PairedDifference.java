package org.wattsplit.framework.compare;

import org.jspecify.annotations.Nullable;

/**
 * One agent minus the baseline, request by request.
 *
 * @param agent the agent
 * @param baseline the agent that it is compared with
 * @param latencyMs difference of mean latency
 * @param missedPercent difference of missed deadlines, in percentage points
 * @param energyJ difference of mean energy
 * @param costJ difference of mean cost
 * @param costOverSeedsJ the same, with an interval that takes each seed's mean difference for one value: how far it
 *     holds under other seeds; null below two seeds
 */
public record PairedDifference(
        String agent,
        String baseline,
        Interval latencyMs,
        Interval missedPercent,
        Interval energyJ,
        Interval costJ,
        @Nullable Interval costOverSeedsJ) {}
