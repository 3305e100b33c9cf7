package org.wattsplit.study.workloads;

/**
 * What was generated.
 *
 * @param deadlines the kind of deadlines
 * @param arrivals the kind of arrivals
 * @param requests number of requests
 * @param seed seed
 * @param leastDeadlineMs the least deadline
 * @param meanDeadlineMs the mean deadline
 * @param largestDeadlineMs the largest deadline
 * @param lastArrivalMs when the last request arrives; 0 where each arrives when the one before it is answered
 */
public record WorkloadResult(
        String deadlines,
        String arrivals,
        int requests,
        long seed,
        double leastDeadlineMs,
        double meanDeadlineMs,
        double largestDeadlineMs,
        double lastArrivalMs) {}
