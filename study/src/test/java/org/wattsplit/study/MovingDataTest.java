package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;

/** The dynamic scenarios on data of another device, of other knobs, and with a price of accuracy. */
final class MovingDataTest {
    /** A board that is ten times as fast as the bundled one, with a network of three widths. */
    private static final String SPACE = """
            name: slim
            knobs:
            - {name: split_layer, kind: numeric, values: [0, 1, 2]}
            - {name: width, kind: numeric, values: [0.25, 0.5, 1]}
            - {name: gpu_mhz, kind: numeric, values: [300, 600], hardware: true}
            cloud_only: {split_layer: 0, width: 1, gpu_mhz: 600}
            edge_only: {split_layer: 2, width: 1, gpu_mhz: 600}
            """;

    private static final String DEVICE = """
            format: device
            version: 1
            base_mbps: 100
            base_rtt_ms: 1
            idle_power_w: 1
            cloud_idle_power_w: 20
            clock: gpu_mhz
            """;

    @TempDir
    private Path temp;

    private Path folder() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("board"));
        Files.writeString(folder.resolve("space.yaml"), SPACE);
        Files.writeString(folder.resolve("device.yaml"), DEVICE);
        List<String> rows = new ArrayList<>(
                List.of("split_layer,width,gpu_mhz,edge_latency_ms,transfer_latency_ms,cloud_latency_ms,edge_energy_j,"
                        + "cloud_cpu_energy_j,accuracy,transfer_bytes"));
        for (int cut = 0; cut <= 2; cut++) {
            for (double width : new double[] {0.25, 0.5, 1}) {
                for (int mhz : new int[] {300, 600}) {
                    double head = cut * width * (4 + 20 * 600.0 / mhz);
                    double bytes = cut == 2 ? 0 : 40_000 * width * (2 - cut);
                    double transfer = cut == 2 ? 0 : 2 + bytes * 8 / 100_000;
                    double tail = 6 * width * (2 - cut);
                    double joules = ((2 + mhz / 200.0) * head + (1 + mhz / 600.0) * (transfer + tail)) / 1000;
                    rows.add(String.format(
                            Locale.ROOT,
                            "%d,%s,%d,%s,%s,%s,%s,%s,%s,%s",
                            cut,
                            width == 1 ? "1" : width,
                            mhz,
                            head,
                            transfer,
                            tail,
                            joules,
                            60 * tail / 1000,
                            width == 1 ? 0.9 : 0.6 + 0.3 * width,
                            bytes));
                }
            }
        }
        Files.writeString(folder.resolve("measurements.csv"), String.join("\n", rows) + "\n");
        StringBuilder requests = new StringBuilder("request_id,deadline_ms\n");
        for (int i = 0; i < 400; i++) {
            requests.append(i).append(',').append(15 + i * 37 % 60).append('\n');
        }
        Files.writeString(folder.resolve("workload-day.csv"), requests);
        return folder;
    }

    private static Scenario scaled(Dataset data, String id) {
        return ScenarioChoice.of(id)
                .provider(data, JobContext.quiet().registry())
                .scenario();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SharedCloud-v1", "HotDevice-v1", "HotDevice-v2", "Field-v1", "Field-v2"})
    void eachScenarioOfTheBundledDeviceRunsOnOtherMeasurements(String id) throws IOException {
        Study study = Study.of(folder().toString(), temp.resolve("out")).scenario(id);
        study.search();
        study.evaluate("dynamic-split", "held-split", "myopic-cost", "relaxed");
        ComparisonResult result = study.compare().comparison();
        double bound = figures(result.agents(), "relaxed").costJ().value();
        assertThat(figures(result.agents(), "relaxed").role())
                .isEqualTo(id.equals("HotDevice-v2") || id.equals("Field-v2") ? "reference" : "bound");
        assertThat(result.agents().values())
                .allSatisfy(one -> assertThat(one.costJ().value()).isGreaterThanOrEqualTo(bound * (1 - 1e-9)));
        assertThat(result.scenario()).isEqualTo(id);
    }

    @Test
    void aChangeOfTheSettingTakesWhatItDoesInTheDatasOwnScenario() throws IOException {
        Path folder = folder();
        double byRatio = scaled(Data.open(folder.toString()).dataset(), "SharedCloud-v1")
                .transition()
                .millis();
        Files.writeString(folder.resolve("scenario.yaml"), """
                format: scenario
                version: 1
                scenario:
                  id: Board-v1
                  description: what was measured on the board
                  testbed: replay
                  testbed_options: {}
                  transition: {millis: 33, joules: 0}
                  weights: {joules_per_miss: 1}
                """);
        Dataset measured = Data.open(folder.toString()).dataset();
        assertThat(byRatio).isBetween(1.0, 32.0);
        assertThat(scaled(measured, "SharedCloud-v1").transition().millis()).isEqualTo(33);
    }

    /** ViT as DynaSplit's files have it, made up: no accuracy, sizes of tensors in KiB; and the place beside them. */
    private Path vit() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("published"));
        List<String> requests = new ArrayList<>(List.of("Index,Network,Latency"));
        for (int i = 0; i < 60; i++) {
            requests.add(i + ",vit," + (300 + i * 7919L % 2000));
        }
        Files.write(folder.resolve("network_latency_50_samples.csv"), requests);
        List<String> pool = new ArrayList<>(List.of("latency,energy,avg energy edge (J),avg latency edge (ms),"
                + "avg latency cloud (ms),avg latency transfer (ms),avg energy cloud (J),avg energy cloud gpu (J),"
                + "tensor size (KB),cpu-freq,layer,edge-accelerator,server-accelerator"));
        for (int layer = 0; layer <= 19; layer++) {
            for (int clock = 600; clock <= 1800; clock += 600) {
                boolean whole = layer == 19;
                double edge = layer * (5 + 40 * 1800.0 / clock);
                double cloud = whole ? 0 : 20 + 5.0 * (19 - layer);
                double kib = whole ? 0 : 588;
                double transfer = whole ? 0 : 3 + 1 + kib * 1024 * 8 / 940_000;
                double edgeJ = ((2 + clock / 450.0) * edge + (2 + clock / 1800.0) * (transfer + cloud)) / 1000;
                double cloudJ = 0.2 * cloud;
                pool.add(String.format(
                        Locale.ROOT,
                        "%.9f,%.9f,%.9f,%.9f,%.9f,%.9f,%.9f,%.9f,%.3f,%d.0,%d.0,off,%s",
                        edge + cloud + transfer,
                        edgeJ + cloudJ,
                        edgeJ,
                        edge,
                        cloud,
                        transfer,
                        cloudJ,
                        cloudJ / 4,
                        kib,
                        clock,
                        layer,
                        whole ? "False" : "True"));
            }
        }
        Files.write(folder.resolve("simulation_pool_vit.csv"), pool);
        Files.writeString(
                folder.resolve("device.yaml"),
                DEVICE.replace("base_mbps: 100", "base_mbps: 940").replace("gpu_mhz", "cpu_freq_mhz"));
        return folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SharedCloud-v1", "HotDevice-v2", "Field-v2"})
    void eachScenarioRunsOnTheirPublishedLayoutWithoutAccuracy(String id) throws IOException {
        Dataset data = Data.open(vit().toString(), "vit").dataset();
        assertThat(data.requireTable().means(Quantity.TRANSFER_BYTES).values()).contains(588 * 1024.0, 0.0);
        Study study = Study.of(data, temp.resolve("vit")).scenario(id);
        study.search();
        study.evaluate("dynamic-split", "held-split");
        assertThat(study.compare().comparison().agents().values())
                .allSatisfy(one -> assertThat(one.accuracyPercent()).isNull());
    }

    @Test
    void whatMovesKeepsItsRelationToWhatRequestsNeed() throws IOException {
        Dataset data = Data.open(folder().toString()).dataset();
        Scenario here = scaled(data, "Field-v2");
        Scenario there = scaled(Data.open("pi4-coral-gpu").dataset(), "Field-v2");
        double median = median(data.requireTable().means().stream()
                .mapToDouble(one -> one.outcome().latencyMillis())
                .toArray());
        double bytes = median(data.requireTable().means(Quantity.TRANSFER_BYTES).values().stream()
                .mapToDouble(one -> one)
                .filter(one -> one > 0)
                .toArray());
        double times = link(here).rttMs() / link(there).rttMs();
        assertThat(thermal(here).timeConstantS()).isCloseTo(60 * times, within(0.01 * 60 * times));
        assertThat(Objects.requireNonNull(here.arrivals()).onSeconds())
                .isCloseTo(20 * times, within(0.01 * 20 * times));
        // Half of the time is off, and the device is busy for 0.6 of all.
        assertThat(Objects.requireNonNull(here.arrivals()).perSecond() / 2 * median / 1000)
                .isCloseTo(0.6, within(0.01));
        // A level of the link moves the median bytes in the same share of the median latency as there.
        double share = bytes
                * 8
                / 1000
                / Objects.requireNonNull(link(here).levels()).values().get(0)
                / median;
        assertThat(share).isBetween(0.01, 100.0);
        assertThat(here.dynamics().idlePowerW()).isEqualTo(1);
        assertThat(here.weights().joulesPerMiss()).isCloseTo(1.14, within(0.005));
        assertThat(here.testbedOptions()).containsEntry("device", "table");
        assertThat(here.id()).isEqualTo("Field-v2");
        assertThat(there.testbedOptions()).containsEntry("device", "pi4-coral-gpu");
    }

    @Test
    void timesAndRatesOfALevelAreScaledAndWhatIsARatioStays() throws IOException {
        Path file = Files.writeString(temp.resolve("levels.yaml"), """
                format: scenario
                version: 1
                scenario:
                  id: Levels-v1
                  description: levels with round trips of their own
                  testbed: model
                  testbed_options: {device: pi4-coral-gpu}
                  weights: {joules_per_miss: 100}
                  dynamics:
                    link:
                      rtt_ms: 30
                      levels: {values: [8, 16], dwell_s: [10, 20], rtt_ms: [20, 40]}
                      downlink_factor: 3
                    edge_load:
                      levels: {values: [0, 0.5], mean_seconds: 10}
                """);
        Dynamics.Link link = link(scaled(Data.open(folder().toString()).dataset(), file.toString()));
        LinkLevels levels = Objects.requireNonNull(link.levels());
        double times = link.rttMs() / 30;
        assertThat(levels.rttMs().get(0)).isCloseTo(20 * times, within(0.2 * times));
        assertThat(levels.dwellS().get(1)).isCloseTo(20 * times, within(0.2 * times));
        assertThat(levels.values().get(1) / levels.values().get(0)).isCloseTo(2, within(0.02));
        assertThat(levels.values().get(0)).isNotEqualTo(8);
        assertThat(link.downlinkFactor()).isEqualTo(3);
        Dynamics.Levels loads = Objects.requireNonNull(
                        scaled(Data.open(folder().toString()).dataset(), file.toString())
                                .dynamics()
                                .edgeLoad())
                .levels();
        assertThat(loads.values()).containsExactly(0.0, 0.5);
        assertThat(loads.meanSeconds()).isEqualTo(levels.dwellS().get(0));
        String fades = Files.readString(file)
                .replaceFirst(
                        "levels: .*",
                        "fading: {bandwidth_mhz: 8, snr_db: 10, correlation: 0.9, block_ms: 20, least_mbps: 0.8}");
        Path faded = Files.writeString(temp.resolve("fades.yaml"), fades);
        BlockFading fading = Objects.requireNonNull(
                link(scaled(Data.open(folder().toString()).dataset(), faded.toString()))
                        .fading());
        assertThat(fading.bandwidthMhz()).isEqualTo(levels.values().get(0));
        assertThat(fading.leastMbps()).isCloseTo(fading.bandwidthMhz() / 10, within(0.01 * fading.bandwidthMhz()));
        assertThat(fading.blockMs()).isCloseTo(levels.rttMs().get(0), within(1e-9));
        assertThat(fading.snrDb()).isEqualTo(10);
        assertThat(fading.correlation()).isEqualTo(0.9);
        Study study = Study.of(folder().toString(), temp.resolve("answers")).scenario(file.toString());
        study.search();
        assertThatThrownBy(() -> study.evaluate("dynamic-split"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("downlink_factor")
                .hasMessageContaining("answer_bytes");
    }

    private static Dynamics.Link link(Scenario scenario) {
        return Objects.requireNonNull(scenario.dynamics().link());
    }

    private static Dynamics.Thermal thermal(Scenario scenario) {
        return Objects.requireNonNull(scenario.dynamics().thermal());
    }

    private static double accuracy(Map<String, AgentFigures> agents, String agent) {
        return Objects.requireNonNull(figures(agents, agent).accuracyPercent());
    }

    private static AgentFigures figures(Map<String, AgentFigures> agents, String agent) {
        return Objects.requireNonNull(agents.get(agent));
    }

    private static double median(double[] values) {
        double[] sorted = java.util.Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Test
    void theStrongestSettingThrottlesAndTheWeakestDoesNot() throws IOException {
        Scenario here = scaled(Data.open(folder().toString()).dataset(), "HotDevice-v2");
        double gap = thermal(here).throttleC() - thermal(here).ambientC();
        double resistance = thermal(here).kelvinPerWatt();
        List<Double> watts = new ArrayList<>();
        Dataset data = Data.open(folder().toString()).dataset();
        for (int setting = 0; setting < 2; setting++) {
            int one = setting;
            double joules = 0;
            double seconds = 0;
            for (var mean : data.requireTable().means()) {
                if (mean.configuration().settingIndex() == one) {
                    joules += mean.outcome()
                            .energyJoules(org.wattsplit.framework.outcome.EnergyPart.EDGE)
                            .orElseThrow();
                    seconds += mean.outcome().latencyMillis() / 1000;
                }
            }
            watts.add(0.6 * joules / seconds + 0.4);
        }
        assertThat(watts.get(0) * resistance).isLessThan(gap);
        assertThat(watts.get(1) * resistance).isGreaterThan(gap);
    }

    @Test
    void whatTheDataDoesNotSayIsNamed() throws IOException {
        Path folder = folder();
        Files.writeString(folder.resolve("device.yaml"), DEVICE.replace("idle_power_w: 1\n", ""));
        assertThatThrownBy(() -> scaled(Data.open(folder.toString()).dataset(), "HotDevice-v1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("idle_power_w in device.yaml");
        Files.delete(folder.resolve("device.yaml"));
        Study study = Study.of(folder.toString(), temp.resolve("other")).scenario("SharedCloud-v1");
        study.search();
        study.evaluate("dynamic-split");
        assertThat(study.compare().comparison().agents()).containsKey("dynamic-split");
    }

    @Test
    void accuracyHasAPriceThatAllCountAndAFloorMasks() throws IOException {
        Path folder = folder();
        String scenario = """
                format: scenario
                version: 1
                scenario:
                  id: Priced-v1
                  description: wrong answers cost
                  testbed: replay
                  weights: {joules_per_miss: 1, wrong_answer_j: %s%s}
                """;
        Map<String, AgentFigures> cheap = run(folder, "cheap", scenario.formatted(0, ""));
        Map<String, AgentFigures> priced = run(folder, "priced", scenario.formatted(20, ""));
        Map<String, AgentFigures> masked = run(folder, "masked", scenario.formatted(0, ", accuracy_floor: 0.85"));
        for (String agent : List.of("planner", "myopic-cost", "held-split")) {
            AgentFigures one = figures(priced, agent);
            assertThat(accuracy(priced, agent)).isGreaterThan(accuracy(cheap, agent));
            assertThat(one.costJ().value())
                    .isCloseTo(
                            Objects.requireNonNull(one.meanEnergyJ()).value()
                                    + one.missedPercent().value() / 100
                                    + 20 * (1 - accuracy(priced, agent) / 100),
                            within(1e-9))
                    .isGreaterThanOrEqualTo(
                            figures(priced, "clairvoyant").costJ().value() - 1e-9);
            assertThat(accuracy(masked, agent)).isCloseTo(90, within(1e-9));
        }
        for (String name : List.of("priced", "masked")) {
            Map<String, String> drawn = new HashMap<>();
            for (String agent : List.of("planner", "myopic-cost", "held-split")) {
                List<Map<String, String>> rows = requests(name, agent);
                double right = rows.stream()
                        .mapToInt(row -> Integer.parseInt(Objects.requireNonNull(row.get("right"))))
                        .average()
                        .orElseThrow();
                // 400 answers: a standard error of at most 0.024.
                double expected = accuracy(name.equals("priced") ? priced : masked, agent) / 100;
                assertThat(right).isCloseTo(expected, within(0.08));
                for (Map<String, String> row : rows) {
                    String key = row.get("request_id") + " " + row.get("split_layer") + " " + row.get("width") + " "
                            + row.get("gpu_mhz");
                    String answer = Objects.requireNonNull(row.get("right"));
                    assertThat(drawn.computeIfAbsent(key, any -> answer)).isEqualTo(answer);
                }
            }
        }
        assertThat(requests("cheap", "planner").get(0)).containsKey("accuracy").doesNotContainKey("right");
        assertThatThrownBy(() -> run(folder, "high", scenario.formatted(0, ", accuracy_floor: 0.95")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("accuracy_floor")
                .hasMessageContaining("at most the best accuracy of an action, 0.9");
        assertThat(new CostWeights(1, 20, 0, 3).cost(2, true, 500, 0.9)).isCloseTo(6.5, within(1e-12));
        assertThat(new CostWeights(1, 20, 0, 3).cost(2, false, -500, 0.9)).isCloseTo(4, within(1e-12));
    }

    @Test
    void latenessHasAPriceThatAllCount() throws IOException {
        Path folder = folder();
        String scenario = """
                format: scenario
                version: 1
                scenario:
                  id: Late-v1
                  description: late answers cost more the later they are
                  testbed: replay
                  weights: {joules_per_miss: 0.001, joules_per_late_second: %s}
                """;
        Map<String, AgentFigures> hard = run(folder, "hard", scenario.formatted(0));
        Map<String, AgentFigures> soft = run(folder, "soft", scenario.formatted(50));
        for (String agent : List.of("planner", "myopic-cost", "held-split", "clairvoyant")) {
            AgentFigures one = figures(soft, agent);
            double missed = one.missedPercent().value() / 100;
            double late = lateness(soft, agent);
            assertThat(one.costJ().value())
                    .as(agent)
                    .isCloseTo(
                            Objects.requireNonNull(one.meanEnergyJ()).value() + 0.001 * missed + 50 * late,
                            within(1e-9))
                    .isGreaterThanOrEqualTo(figures(soft, "clairvoyant").costJ().value() - 1e-9);
            assertThat(late).isLessThanOrEqualTo(lateness(hard, agent));
        }
        assertThat(lateness(hard, "planner")).isPositive();
        assertThat(scaled(
                                Data.open(folder.toString()).dataset(),
                                Files.writeString(
                                                temp.resolve("late.yaml"),
                                                scenario.formatted(50)
                                                        .replace(
                                                                "testbed: replay",
                                                                "testbed: model\n  testbed_options: {device: pi4-coral-gpu}"))
                                        .toString())
                        .weights()
                        .joulesPerLateSecond())
                .isPositive()
                .isNotEqualTo(50);
    }

    private static double lateness(Map<String, AgentFigures> agents, String agent) {
        AgentFigures one = figures(agents, agent);
        double missed = one.missedPercent().value() / 100;
        return missed == 0 ? 0 : Objects.requireNonNull(one.exceedanceMs()) / 1000 * missed;
    }

    /** The rows of a run's log, by column. */
    private List<Map<String, String>> requests(String name, String agent) throws IOException {
        List<List<String>> lines =
                Files.readAllLines(temp.resolve(name)
                                .resolve("runs")
                                .resolve(agent)
                                .resolve("seed-1/requests.csv"))
                        .stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> List.of(line.split(",", -1)))
                        .toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < line.size(); i++) {
                row.put(lines.get(0).get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private Map<String, AgentFigures> run(Path folder, String name, String scenario) throws IOException {
        Path file = Files.writeString(temp.resolve(name + ".yaml"), scenario);
        Study study = Study.of(folder.toString(), temp.resolve(name)).scenario(file.toString());
        study.search();
        study.evaluate("planner", "myopic-cost", "held-split", "clairvoyant");
        return study.compare().comparison().agents();
    }
}
