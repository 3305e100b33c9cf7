package org.wattsplit.datasets.workload;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.request.Request;

/** Draws workloads: deadlines and arrivals from streams of their own, so that one can change without the other. */
public final class WorkloadGenerator {
    private WorkloadGenerator() {}

    /**
     * Draws a workload.
     *
     * @param model the network that requests ask for
     * @param count requests, at least 1
     * @param seed root seed; equal seeds give equal workloads
     */
    public static Workload generate(
            String name, String model, int count, Deadlines deadlines, Arrivals arrivals, long seed) {
        Check.that(count >= 1, "the requests", "at least 1", count);
        RandomStreams streams = RandomStreams.of(seed);
        double[] deadline = deadlines.draw(count, streams.stream("deadlines"));
        double[] arrival = arrivals.draw(count, streams.stream("arrivals"));
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new Request(i, model, arrival[i], deadline[i]));
        }
        return new Workload(name, arrivals instanceof Arrivals.ClosedLoop, requests);
    }
}
