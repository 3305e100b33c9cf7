package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;

/** The dynamic scenarios on data of another device, and of other knobs. */
final class MovingDataTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"SharedCloud-v1", "HotDevice-v1", "HotDevice-v2", "Field-v1", "Field-v2"})
    void eachScenarioOfTheBundledDeviceRunsOnOtherMeasurements(String id) throws IOException {
        Study study =
                Study.of(Board.folder(temp).toString(), temp.resolve("out")).scenario(id);
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
        Path folder = Board.folder(temp);
        double byRatio = Board.scaled(Data.open(folder.toString()).dataset(), "SharedCloud-v1")
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
        assertThat(Board.scaled(measured, "SharedCloud-v1").transition().millis())
                .isEqualTo(33);
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
                Board.DEVICE.replace("base_mbps: 100", "base_mbps: 940").replace("gpu_mhz", "cpu_freq_mhz"));
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
        Dataset data = Data.open(Board.folder(temp).toString()).dataset();
        Scenario here = Board.scaled(data, "Field-v2");
        Scenario there = Board.scaled(Data.open("pi4-coral-gpu").dataset(), "Field-v2");
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
        Dynamics.Link link =
                link(Board.scaled(Data.open(Board.folder(temp).toString()).dataset(), file.toString()));
        LinkLevels levels = Objects.requireNonNull(link.levels());
        double times = link.rttMs() / 30;
        assertThat(levels.rttMs().get(0)).isCloseTo(20 * times, within(0.2 * times));
        assertThat(levels.dwellS().get(1)).isCloseTo(20 * times, within(0.2 * times));
        assertThat(levels.values().get(1) / levels.values().get(0)).isCloseTo(2, within(0.02));
        assertThat(levels.values().get(0)).isNotEqualTo(8);
        assertThat(link.downlinkFactor()).isEqualTo(3);
        Dynamics.Levels loads = Objects.requireNonNull(
                        Board.scaled(Data.open(Board.folder(temp).toString()).dataset(), file.toString())
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
                link(Board.scaled(Data.open(Board.folder(temp).toString()).dataset(), faded.toString()))
                        .fading());
        assertThat(fading.bandwidthMhz()).isEqualTo(levels.values().get(0));
        assertThat(fading.leastMbps()).isCloseTo(fading.bandwidthMhz() / 10, within(0.01 * fading.bandwidthMhz()));
        assertThat(fading.blockMs()).isCloseTo(levels.rttMs().get(0), within(1e-9));
        assertThat(fading.snrDb()).isEqualTo(10);
        assertThat(fading.correlation()).isEqualTo(0.9);
        Study study =
                Study.of(Board.folder(temp).toString(), temp.resolve("answers")).scenario(file.toString());
        study.search();
        assertThatThrownBy(() -> study.evaluate("dynamic-split"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("downlink_factor")
                .hasMessageContaining("answer_bytes");
    }

    private static Dynamics.Link link(Scenario scenario) {
        return Objects.requireNonNull(scenario.dynamics().link());
    }

    private static Thermal thermal(Scenario scenario) {
        return Objects.requireNonNull(scenario.dynamics().thermal());
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
        Scenario here = Board.scaled(Data.open(Board.folder(temp).toString()).dataset(), "HotDevice-v2");
        double gap = thermal(here).throttleC() - thermal(here).ambientC();
        double resistance = thermal(here).kelvinPerWatt();
        List<Double> watts = new ArrayList<>();
        Dataset data = Data.open(Board.folder(temp).toString()).dataset();
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
        Path folder = Board.folder(temp);
        Files.writeString(folder.resolve("device.yaml"), Board.DEVICE.replace("idle_power_w: 1\n", ""));
        assertThatThrownBy(() -> Board.scaled(Data.open(folder.toString()).dataset(), "HotDevice-v1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("idle_power_w in device.yaml");
        Files.delete(folder.resolve("device.yaml"));
        Study study = Study.of(folder.toString(), temp.resolve("other")).scenario("SharedCloud-v1");
        study.search();
        study.evaluate("dynamic-split");
        assertThat(study.compare().comparison().agents()).containsKey("dynamic-split");
    }

    @Test
    void onlyAScenarioThatWasScaledIsSaidToBe() throws IOException {
        Path folder = Board.folder(temp);
        Path own = Files.writeString(temp.resolve("own.yaml"), """
                format: scenario
                version: 1
                scenario:
                  id: Own-v1
                  description: the table as it is
                  testbed: model
                  testbed_options: {device: table}
                  weights: {joules_per_miss: 1}
                """);
        Dataset data = Data.open(folder.toString()).dataset();
        assertThat(ScenarioChoice.of("SharedCloud-v1")
                        .words(data, JobContext.quiet().registry()))
                .isPresent();
        assertThat(ScenarioChoice.of(own.toString())
                        .words(data, JobContext.quiet().registry()))
                .isEmpty();
    }
}
