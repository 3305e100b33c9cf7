package org.wattsplit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.profile.ProfileSpace;

/** The made-up measurements of a live stage, and its workloads. */
final class LiveData {
    /** Between two requests of workload {@code paced}. */
    static final double GAP_MILLIS = 50;

    /** Of 60 requests, the latter half of which comes much later. */
    static final String WAITING = "waiting-60";

    private static final double MUCH_LATER_MILLIS = 600_000;
    /** Of two requests, the first ones that may meet a fault, in a workload that is otherwise patient. */
    private static final double HASTY_MILLIS = 500;

    private static final int CUT = 16;

    private final String model;
    private final double deadlineMillis;

    private LiveData(String model, double deadlineMillis) {
        this.model = model;
        this.deadlineMillis = deadlineMillis;
    }

    /**
     * All of it.
     *
     * @param model the network
     * @param last its last cut, with which the edge runs all of it
     * @param deadlineMillis of each request of which nothing else is said
     */
    static Dataset of(String model, int last, double deadlineMillis) {
        return new LiveData(model, deadlineMillis).dataset(last);
    }

    private Dataset dataset(int last) {
        ConfigurationSpace space = ProfileSpace.of(
                model,
                List.of(0, CUT, last),
                List.of(new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("600", "1800"), true)),
                List.of("float32"));
        List<Measurement> rows = new ArrayList<>();
        for (String frequency : List.of("600", "1800")) {
            rows.add(row(space, "0", frequency, 1, 5, 10));
            rows.add(row(space, String.valueOf(CUT), frequency, frequency.equals("600") ? 40 : 30, 5, 5));
            rows.add(row(space, String.valueOf(last), frequency, frequency.equals("600") ? 80 : 60, 0, 0));
        }
        Map<String, Workload> workloads = Stream.of(
                        IntStream.of(60, 90, 120, 150).mapToObj(this::paced),
                        IntStream.of(60, 90, 120, 600).mapToObj(count -> closed("closed", count, deadlineMillis)),
                        IntStream.of(90, 150).mapToObj(count -> closed("hasty", count, HASTY_MILLIS)),
                        Stream.of(waiting()))
                .flatMap(one -> one)
                .collect(Collectors.toMap(Workload::name, one -> one));
        return new Dataset(
                "faults", model, space, MeasurementTable.of(space, rows), workloads, Map.of(), (String) null);
    }

    private Workload paced(int count) {
        return workload("paced", count, false, id -> new Request(id, model, GAP_MILLIS * id, deadlineMillis));
    }

    /** Each comes when the one before is answered; the two after the first ones have another deadline. */
    private Workload closed(String name, int count, double twoMillis) {
        return workload(name, count, true, id -> {
            boolean one = id == LiveRun.BEFORE || id == LiveRun.BEFORE + 1;
            return new Request(id, model, 0, one ? twoMillis : deadlineMillis);
        });
    }

    private Workload waiting() {
        return workload(
                "waiting",
                60,
                false,
                id -> new Request(id, model, GAP_MILLIS * id + (id < 30 ? 0 : MUCH_LATER_MILLIS), deadlineMillis));
    }

    private static Workload workload(String name, int count, boolean closed, IntFunction<Request> request) {
        return new Workload(
                name + "-" + count,
                closed,
                IntStream.range(0, count).mapToObj(request).toList());
    }

    private static Measurement row(
            ConfigurationSpace space, String cut, String frequency, double edge, double transfer, double cloud) {
        Configuration configuration = space.configuration(
                Map.of(Knob.SPLIT_LAYER, cut, "cpu_freq_mhz", frequency, ProfileSpace.CODEC, "float32"));
        return new Measurement(
                configuration,
                Outcome.builder()
                        .latency(LatencyPart.EDGE, edge, Provenance.MEASURED)
                        .latency(LatencyPart.TRANSFER, transfer, Provenance.MEASURED)
                        .latency(LatencyPart.CLOUD, cloud, Provenance.MEASURED)
                        .energy(EnergyPart.EDGE, edge * 0.0025, Provenance.MEASURED)
                        .energy(EnergyPart.CLOUD_CPU, cloud * 0.03, Provenance.MEASURED)
                        .build());
    }
}
