package org.wattsplit.study.workloads;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * Which workload is generated.
 *
 * @param deadlines the requests' deadlines
 * @param arrivals when they arrive
 * @param trace the workload file that kind {@code trace} is taken from; null for none
 * @param requests number of requests, 1 to 10 million
 * @param seed seed
 * @param out the workload file to write
 * @param replace whether a file that is there is replaced
 */
public record WorkloadPlan(
        DeadlineChoice deadlines,
        ArrivalChoice arrivals,
        @Nullable Path trace,
        int requests,
        long seed,
        Path out,
        boolean replace) {
    public WorkloadPlan {
        InputException.require(
                requests >= 1 && requests <= 10_000_000, "the requests", "between 1 and 10000000", requests);
    }
}
