package org.wattsplit.datasets.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
     * on the straight lines between the values that are there. Where requests differ in network or batch, each kind keeps its
     * share and its own deadlines. Nothing of their order is kept.
     *
     * @param count requests, at least 1
     * @param seed root seed; equal seeds give equal workloads
     */
    public static Workload like(Workload other, String name, int count, long seed) {
        Check.that(count >= 1, "the requests", "at least 1", count);
        RandomStreams streams = RandomStreams.of(seed);
        double[] arrival = new double[count];
        if (!other.closedLoop()) {
            double[] gaps = new double[other.requests().size()];
            for (int i = 0; i < gaps.length; i++) {
                double before = i == 0 ? 0 : other.requests().get(i - 1).arrivalMillis();
                gaps[i] = other.requests().get(i).arrivalMillis() - before;
            }
            arrival = quantiles(gaps, count, streams.stream("arrivals"));
            for (int i = 1; i < count; i++) {
                arrival[i] += arrival[i - 1];
            }
        }
        Map<Kind, double[]> kinds = new LinkedHashMap<>();
        other.requests().stream()
                .collect(Collectors.groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()))
                .forEach((kind, of) -> kinds.put(kind, sorted(of)));
        RandomGenerator deadlines = streams.stream("deadlines");
        RandomGenerator kind = streams.stream("kinds");
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Kind of = kinds.size() == 1
                    ? kinds.keySet().iterator().next()
                    : Kind.of(other.requests().get(kind.nextInt(other.requests().size())));
            double deadline = quantile(kinds.getOrDefault(of, new double[0]), deadlines);
            requests.add(new Request(i, of.model(), arrival[i], deadline, of.batch()));
        }
        return new Workload(name, other.closedLoop(), requests);
    }

    /**
     * Draws a workload from those of several networks: the network of each request by its share, then one of that workload's
     * requests, whose deadline and batch it takes. Closed loop.
     *
     * @param networks workloads by network, in order, at least one
     * @param shares of the requests, one for each network, above 0, by the sum of all; none for equal ones
     * @param count requests, at least 1
     * @param seed root seed; equal seeds give equal workloads
     */
    public static Workload mixed(
            String name, Map<String, Workload> networks, List<Double> shares, int count, long seed) {
        Check.that(count >= 1, "the requests", "at least 1", count);
        List<Map.Entry<String, Workload>> each = List.copyOf(networks.entrySet());
        double sum = shares.isEmpty()
                ? each.size()
                : shares.stream().mapToDouble(share -> share).sum();
        RandomStreams streams = RandomStreams.of(seed);
        RandomGenerator kinds = streams.stream("kinds");
        RandomGenerator deadlines = streams.stream("deadlines");
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double left = kinds.nextDouble() * sum;
            int network = 0;
            while (network < each.size() - 1 && left >= share(shares, network)) {
                left -= share(shares, network);
                network++;
            }
            List<Request> of = each.get(network).getValue().requests();
            Request like = of.get(deadlines.nextInt(of.size()));
            requests.add(new Request(i, each.get(network).getKey(), 0, like.deadlineMillis(), like.batch()));
        }
        return new Workload(name, true, requests);
    }

    private static double share(List<Double> shares, int network) {
        return shares.isEmpty() ? 1 : shares.get(network);
    }

    /** What the same configurations serve. */
    private record Kind(String model, int batch) {
        static Kind of(Request request) {
            return new Kind(request.model(), request.batch());
        }
    }

    private static double[] sorted(List<Request> requests) {
        return requests.stream().mapToDouble(Request::deadlineMillis).sorted().toArray();
    }

    /** Values of the distribution that has so many as given between each two neighbours. */
    private static double[] quantiles(double[] values, int count, RandomGenerator random) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] drawn = new double[count];
        Arrays.setAll(drawn, i -> quantile(sorted, random));
        return drawn;
    }

    private static double quantile(double[] sorted, RandomGenerator random) {
        double place = random.nextDouble() * (sorted.length - 1);
        int below = (int) place;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (above - sorted[below]);
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
