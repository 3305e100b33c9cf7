package org.wattsplit.framework.compare;

/**
 * One agent minus the baseline, request by request.
 *
 * @param agent the agent
 * @param baseline the agent that it is compared with
 * @param latencyMs difference of mean latency
 * @param missedPercent difference of missed deadlines, in percentage points
 * @param energyJ difference of mean energy
 * @param costJ difference of mean cost
 */
public record PairedDifference(
        String agent, String baseline, Interval latencyMs, Interval missedPercent, Interval energyJ, Interval costJ) {}
