package org.wattsplit.datasets.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
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
        return workload(name, model, deadline, arrival, arrivals instanceof Arrivals.ClosedLoop);
    }

    /**
     * Draws a workload of the distribution of another one: deadlines, and gaps between arrivals where it has any, each alone,
     * on the straight lines between the values that are there. Nothing of their order is kept.
     *
     * @param count requests, at least 1
     * @param seed root seed; equal seeds give equal workloads
     */
    public static Workload like(Workload other, String name, String model, int count, long seed) {
        Check.that(count >= 1, "the requests", "at least 1", count);
        RandomStreams streams = RandomStreams.of(seed);
        double[] deadlines =
                other.requests().stream().mapToDouble(Request::deadlineMillis).toArray();
        double[] arrival = new double[count];
        if (!other.closedLoop()) {
            double[] gaps = new double[deadlines.length];
            for (int i = 0; i < gaps.length; i++) {
                double before = i == 0 ? 0 : other.requests().get(i - 1).arrivalMillis();
                gaps[i] = other.requests().get(i).arrivalMillis() - before;
            }
            arrival = quantiles(gaps, count, streams.stream("arrivals"));
            for (int i = 1; i < count; i++) {
                arrival[i] += arrival[i - 1];
            }
        }
        return workload(
                name, model, quantiles(deadlines, count, streams.stream("deadlines")), arrival, other.closedLoop());
    }

    /** Values of the distribution that has so many as given between each two neighbours. */
    private static double[] quantiles(double[] values, int count, RandomGenerator random) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            double place = random.nextDouble() * (sorted.length - 1);
            int below = (int) place;
            double above = sorted[Math.min(below + 1, sorted.length - 1)];
            drawn[i] = sorted[below] + (place - below) * (above - sorted[below]);
        }
        return drawn;
    }

    private static Workload workload(
            String name, String model, double[] deadlines, double[] arrivals, boolean closedLoop) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < deadlines.length; i++) {
            requests.add(new Request(i, model, arrivals[i], deadlines[i]));
        }
        return new Workload(name, closedLoop, requests);
    }
}
