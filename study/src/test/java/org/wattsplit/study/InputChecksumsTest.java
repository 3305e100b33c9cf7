package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.experiment.Dependencies;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.OutcomeParts;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.Totals;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.study.job.Data;

/**
 * What runs know by its checksum only: every field that requests, measurements, traces and Pareto sets have is in it, but for
 * those that change nothing.
 */
final class InputChecksumsTest {
    private static final Request REQUEST = new Request(7, "net", 5, 100);
    private static final Workload WORKLOAD = new Workload("day", false, List.of(REQUEST));
    private static final OutcomeParts.Part PART = new OutcomeParts.Part(12.5, Provenance.MEASURED);
    private static final Dataset DATA = Data.open("synthetic").dataset();
    private static final ConfigurationSpace SPACE = DATA.space();

    private static Stream<String> fields(Class<?> type, String... without) {
        assertThat(Stream.of(type.getRecordComponents()).map(RecordComponent::getName))
                .containsAll(List.of(without));
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !Set.of(without).contains(name))
                .map(RecordChange::snake);
    }

    static Stream<String> requestFields() {
        return fields(Request.class);
    }

    @ParameterizedTest
    @MethodSource("requestFields")
    void ofARequest(String field) {
        Request other = RecordChange.of(REQUEST, field, Map.of());
        assertThat(new Workload("day", false, List.of(other)).checksum()).isNotEqualTo(WORKLOAD.checksum());
    }

    static Stream<String> workloadFields() {
        return fields(Workload.class, "name");
    }

    @ParameterizedTest
    @MethodSource("workloadFields")
    void ofAWorkload(String field) {
        Map<String, Object> others = Map.of("requests", List.of(REQUEST, new Request(8, "net", 6, 100)));
        assertThat(RecordChange.of(WORKLOAD, field, others).checksum()).isNotEqualTo(WORKLOAD.checksum());
    }

    static Stream<String> partFields() {
        return fields(OutcomeParts.Part.class);
    }

    private static String measured(OutcomeParts.Part part) {
        Measurement row =
                new Measurement(configuration(0), OutcomeParts.toOutcome(Map.of(LatencyPart.EDGE.column(), part)));
        Dataset one = new Dataset(
                DATA.name(), DATA.model(), SPACE, MeasurementTable.of(SPACE, List.of(row)), DATA.workloads(), Map.of());
        return Objects.requireNonNull(one.contents().get("measurements"));
    }

    @ParameterizedTest
    @MethodSource("partFields")
    void ofAMeasurement(String field) {
        OutcomeParts.Part other = RecordChange.of(PART, field, Map.of("provenance", Provenance.MODELLED));
        assertThat(measured(other)).isNotEqualTo(measured(PART));
    }

    @Test
    void ofATrace() {
        NetworkTrace usual = NetworkTrace.of("a", 10, new double[] {1, 2}, new double[] {3, 4});
        Map<String, NetworkTrace> others = Map.of(
                "binMillis", NetworkTrace.of("a", 11, new double[] {1, 2}, new double[] {3, 4}),
                "mbps", NetworkTrace.of("a", 10, new double[] {1, 3}, new double[] {3, 4}),
                "rttMillis", NetworkTrace.of("a", 10, new double[] {1, 2}, new double[] {3, 5}));
        Set<String> fields = Stream.of(NetworkTrace.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .map(Field::getName)
                .filter(name -> !name.equals("name"))
                .collect(Collectors.toSet());
        assertThat(others.keySet()).isEqualTo(fields);
        others.values().forEach(other -> assertThat(other.checksum()).isNotEqualTo(usual.checksum()));
    }

    static Stream<String> evaluatedFields() {
        // How often it was measured changes nothing that is expected of it.
        return fields(Evaluated.class, "measurements");
    }

    private static Configuration configuration(int number) {
        return DATA.requireTable().means().get(number).configuration();
    }

    private static String checksum(Evaluated one) {
        return Dependencies.checksum(ParetoSet.of(SPACE, List.of(Objective.LATENCY), List.of(one)));
    }

    @ParameterizedTest
    @MethodSource("evaluatedFields")
    void ofAParetoSet(String field) {
        Outcome outcome = OutcomeParts.toOutcome(Map.of(LatencyPart.EDGE.column(), PART));
        Evaluated usual = new Evaluated(configuration(0), outcome, 3);
        Map<String, Object> others = Map.of(
                "configuration",
                configuration(1),
                "outcome",
                OutcomeParts.toOutcome(
                        Map.of(LatencyPart.EDGE.column(), new OutcomeParts.Part(12.6, Provenance.MEASURED))),
                "judged_by",
                new Totals(12.7, 0));
        assertThat(checksum(RecordChange.of(usual, field, others))).isNotEqualTo(checksum(usual));
    }
}
