package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.join.DatasetJoin;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.Placement;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.study.datasets.DatasetDescription;
import org.wattsplit.study.datasets.JoinJob;
import org.wattsplit.study.datasets.JoinPlan;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.runs.RunSummary;

/** One dataset made from several, of different networks on one device. */
final class JoinedDataTest {
    private static final Data EXITS = Data.open("exits");
    private static final Data SLIMMABLE = Data.open("slimmable");

    @TempDir
    private Path temp;

    private Path join(List<Data> data, @Nullable String device, List<Double> shares, int requests) {
        Path out = temp.resolve("data");
        JoinJob.run(new JoinPlan(data, device, shares, requests, 1, out, false), JobContext.quiet());
        return out;
    }

    @Test
    void eachNetworksConfigurationsKeepTheirOutcomes() {
        Dataset joined = DatasetFolder.read(join(List.of(EXITS, SLIMMABLE), "slimmable", List.of(), 100));
        assertThat(joined.model()).isEqualTo("exits+slimmable");
        assertThat(joined.space().knobs().stream().map(Knob::name))
                .containsExactly("network", "split_layer", "exit", "cpu_share", "codec", "width", "channels_sent");
        assertThat(joined.device()).isEqualTo(SLIMMABLE.dataset().device());
        assertThat(joined.space().size())
                .isEqualTo(EXITS.dataset().space().size()
                        + SLIMMABLE.dataset().space().size());
        for (Data data : List.of(EXITS, SLIMMABLE)) {
            Dataset own = data.dataset();
            String network = own.model();
            assertThat(joined.requireTable().rows().stream()
                            .filter(row -> row.configuration().value("network").equals(network))
                            .map(row -> row.outcome() + " " + row.quantities()))
                    .isEqualTo(own.requireTable().rows().stream()
                            .map(row -> row.outcome() + " " + row.quantities())
                            .toList());
            String last = String.valueOf(own.space().knobs().get(0).values().size() - 1);
            for (Evaluated one : own.requireTable().means()) {
                Map<String, String> values =
                        new TreeMap<>(Map.of("network", network, "exit", "3", "width", "1", "channels_sent", "16"));
                values.putAll(one.configuration().values());
                values.computeIfPresent("split_layer", (knob, cut) -> cut.equals(last) ? "4" : cut);
                Configuration there = joined.space().configuration(values);
                assertThat(there.placement()).isEqualTo(one.configuration().placement());
                assertThat(joined.requireTable().requireMean(there).outcome()).isEqualTo(one.outcome());
            }
        }
        assertThat(joined.space().cloudOnly().orElseThrow().value("network")).isEqualTo("exits");
        assertThat(joined.space().edgeOnly().orElseThrow().placement()).isEqualTo(Placement.EDGE);
    }

    @Test
    void requestsHaveTheSharesAndDeadlinesOfTheirNetworks() {
        Path out = join(List.of(EXITS, SLIMMABLE), "slimmable", List.of(3.0, 1.0), 8_000);
        Workload mixed = DatasetFolder.read(out).workload("mixed");
        assertThat(mixed.closedLoop()).isTrue();
        for (Data data : List.of(EXITS, SLIMMABLE)) {
            List<Request> of = mixed.requests().stream()
                    .filter(request -> request.model().equals(data.dataset().model()))
                    .toList();
            assertThat(of.size()).isBetween(data.equals(EXITS) ? 5_800 : 1_800, data.equals(EXITS) ? 6_200 : 2_200);
            assertThat(deadlines(data.dataset().largestWorkload().requests())).containsAll(deadlines(of));
        }
        DatasetDescription described = DatasetDescription.ofFolder(out);
        assertThat(described.rows()).isEqualTo(1_539 + 2_862);
        assertThat(described.source())
                .startsWith("joined from exits (measured by Wattsplit: ")
                .contains("slimmable (");
        assertThat(described.licence()).isEqualTo("Apache-2.0");
        assertThat(described.madeBy())
                .isEqualTo("wattsplit datasets join --data exits,slimmable --device slimmable --shares 3.0,1.0"
                        + " --requests 8000 --out " + out);
    }

    private static List<Double> deadlines(List<Request> requests) {
        return requests.stream().map(Request::deadlineMillis).distinct().toList();
    }

    @Test
    void everyRequestIsServedByItsOwnNetwork() throws IOException {
        Path data = join(List.of(EXITS, SLIMMABLE), "slimmable", List.of(), 200);
        Map<String, String> asked = DatasetFolder.read(data).workload("mixed").requests().stream()
                .collect(Collectors.toMap(request -> String.valueOf(request.id()), Request::model));
        Study study = Study.of(data.toString(), temp.resolve("out")).scenario("SharedCloud-v1");
        study.search();
        study.evaluate(plan -> plan.withRequests(60));
        List<Path> logs;
        try (Stream<Path> files = Files.walk(temp.resolve("out"))) {
            logs = files.filter(path -> path.endsWith("requests.csv")).toList();
        }
        assertThat(logs).hasSizeGreaterThan(5);
        for (Path log : logs) {
            List<CSVRecord> rows = RequestLog.rows(log);
            if (log.toString().contains("/edge/")) {
                assertThat(rows)
                        .allMatch(row -> row.get("split_layer").equals("4")
                                && row.get("width").equals("1")
                                && row.get("exit").equals("3"));
            }
            assertThat(rows).hasSize(60);
            assertThat(rows.stream().map(row -> row.get("network")).distinct()).hasSize(2);
            assertThat(rows)
                    .as(log.toString())
                    .allSatisfy(row -> assertThat(row.get("network"))
                            .isEqualTo(Objects.requireNonNull(asked.get(row.get("request_id")))));
        }
    }

    @Test
    void factsThatContradictTheTableOfAnyNetworkAreRefusedAtOnce() {
        assertThatThrownBy(() -> join(List.of(EXITS, SLIMMABLE), "exits", List.of(), 10))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("those of exits")
                .hasMessageContaining("contradict that of slimmable: Expected transfer_latency_ms of ")
                .hasMessageContaining("Maybe say --device slimmable, whose facts fit all");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void figuresAreSplitByNetwork() {
        Path data = join(List.of(EXITS, SLIMMABLE), "slimmable", List.of(3.0, 1.0), 200);
        Path out = temp.resolve("out");
        Study study = Study.of(data.toString(), out);
        study.search();
        study.evaluate("planner", "cloud", "clairvoyant");
        RunSummary run = RunSummary.of(out.resolve("runs/planner/seed-1"));
        AgentFigures exits = Objects.requireNonNull(run.byNetwork().get("exits"));
        AgentFigures slimmable = Objects.requireNonNull(run.byNetwork().get("slimmable"));
        ComparisonResult whole = study.compare().comparison();
        assertThat(whole.caveats()).anyMatch(line -> line.contains("--network NAME"));
        ComparisonResult one = study.compare(
                        plan -> plan.withNetwork("exits").withReport(temp.resolve("exits.html"), false))
                .comparison();
        assertThat(Objects.requireNonNull(one.agents().get("planner")).costJ()).isEqualTo(exits.costJ());
        assertThat(one.agents().get("clairvoyant"))
                .matches(figures -> figures.role().equals("reference"));
        assertThat(one.requests()).isBetween(140, 160);
        double share = one.requests() / 200.0;
        assertThat(share * exits.costJ().value()
                        + (1 - share) * slimmable.costJ().value())
                .isCloseTo(Objects.requireNonNull(run.figures()).costJ().value(), within(1e-12));
        assertThatThrownBy(() ->
                        study.compare(plan -> plan.withNetwork("exit").withReport(temp.resolve("none.html"), false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Maybe you meant exits");
    }

    @Test
    void networksWithoutBatchesServeOneInputAndKeepTheirConstraints() {
        Dataset alone = board("alone", List.of(Knob.splitLayer(3)), List.of(), DatasetAbout.of("a desk", "MIT"));
        Knob batch = new Knob(Knob.BATCH, Knob.Kind.NUMERIC, List.of("2", "8"), false);
        Dataset many = board(
                "many",
                List.of(Knob.splitLayer(2), batch),
                List.of(new Constraint(
                        "a large batch stays here",
                        Map.of(Knob.BATCH, List.of("8")),
                        Map.of(Knob.SPLIT_LAYER, List.of("2")))),
                null);
        Dataset joined = DatasetJoin.of(List.of(alone, many), null, List.of(), 50, 1);
        assertThat(joined.space().stream().map(Configuration::toString))
                .containsExactly(
                        "network=alone split_layer=0 batch=1",
                        "network=alone split_layer=1 batch=1",
                        "network=alone split_layer=2 batch=1",
                        "network=alone split_layer=3 batch=1",
                        "network=many split_layer=0 batch=2",
                        "network=many split_layer=1 batch=2",
                        "network=many split_layer=3 batch=2",
                        "network=many split_layer=3 batch=8");
        DatasetAbout about = Objects.requireNonNull(joined.about());
        assertThat(about.source()).isEqualTo("joined from alone (a desk), and many");
        assertThat(about.licence()).isEqualTo("alone: MIT; many: none stated");
    }

    @Test
    void anAgentOfOneConfigurationTakesTheNearestOfANetworkThatLacksIt() throws IOException {
        Knob floats = new Knob("codec", Knob.Kind.CATEGORICAL, List.of("float32"), false);
        Knob bytes = new Knob("codec", Knob.Kind.CATEGORICAL, List.of("int8"), false);
        Dataset joined = DatasetJoin.of(
                List.of(
                        board("precise", List.of(Knob.splitLayer(3), floats), List.of(), null),
                        board("rough", List.of(Knob.splitLayer(2), bytes), List.of(), null)),
                null,
                List.of(),
                50,
                1);
        Study study = Study.of(joined, temp.resolve("out")).scenario(new ScenarioChoice(null, temp, 1.0, null));
        study.search();
        study.evaluate("edge");
        assertThat(RequestLog.rows(temp.resolve("out/runs/edge/seed-1/requests.csv")).stream()
                        .map(row -> row.get("model") + " " + row.get("split_layer") + " " + row.get("codec"))
                        .distinct())
                .containsExactlyInAnyOrder("precise 3 float32", "rough 3 int8");
    }

    private static Dataset board(
            String network, List<Knob> knobs, List<Constraint> constraints, @Nullable DatasetAbout about) {
        String last = String.valueOf(knobs.get(0).values().size() - 1);
        Map<String, String> edge = knobs.stream()
                .collect(Collectors.toMap(
                        Knob::name,
                        knob -> knob.name().equals(Knob.SPLIT_LAYER)
                                ? last
                                : knob.values().get(0)));
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(network, knobs, constraints, null, edge));
        Outcome outcome = Outcome.builder()
                .latency(LatencyPart.EDGE, 5, Provenance.MEASURED)
                .build();
        List<Measurement> rows =
                space.stream().map(one -> new Measurement(one, outcome)).toList();
        int batch = edge.containsKey(Knob.BATCH) ? 2 : 1;
        Workload workload = new Workload("day", true, List.of(new Request(0, network, 0, 10, batch)));
        return new Dataset(
                network,
                network,
                space,
                MeasurementTable.of(space, rows),
                Map.of("day", workload),
                Map.of(),
                null,
                DeviceFacts.NONE,
                about);
    }

    @Test
    void whatDiffersThatMustNotIsNamed() {
        refused(List.of(EXITS), List.of(), "Expected the datasets to be two or more, given [exits]");
        refused(List.of(EXITS, EXITS), List.of(), "Expected the networks to be different, given exits twice");
        refused(
                List.of(EXITS, SLIMMABLE),
                List.of(0.3),
                "Expected the shares to be one for each of [exits, slimmable], given [0.3]");
        refused(
                List.of(EXITS, Data.open("synthetic")),
                List.of(),
                "Expected the hardware knobs of synthetic to be those of exits, {cpu_share=[0.1, 0.2, 0.4]}, given {");
        refused(
                List.of(EXITS, Data.open("loopback-vm")),
                List.of(),
                "Expected column accuracy to be in the table of each network, given none of mobilenetv2");
        assertThatThrownBy(() -> join(List.of(EXITS, SLIMMABLE), null, List.of(), 10))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "Expected the device facts of slimmable to be those of exits (base_mbps: 24582.6")
                .hasMessageContaining("given base_mbps: 18538.05")
                .hasMessageContaining("Maybe say with --device NETWORK whose count");
        assertThatThrownBy(() -> join(List.of(EXITS, SLIMMABLE), "exit", List.of(), 10))
                .hasMessageContaining("Maybe you meant exits");
        assertThat(temp).isEmptyDirectory();
    }

    private void refused(List<Data> data, List<Double> shares, String message) {
        assertThatThrownBy(() -> join(data, "exits", shares, 10))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(message);
    }
}
