package org.wattsplit.testbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
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
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.framework.testkit.TestbedChecker;

final class ModelTestbedTest {
    private static final Request REQUEST = new Request(0, "made", 0, 1_000);
    private static final TransitionCost COST = new TransitionCost(100, 0.5);

    @TempDir
    private Path temp;

    private static ModelTestbed testbed(double noise) {
        return new ModelTestbed(MadeModel.device(noise), COST, 2, noise > 0);
    }

    @Test
    void anOutcomeIsWhatTheFormulaSays() {
        // 50 ms at 1000 MHz take twice as long at 500; 4000 bytes at 16 Mbit/s take 2 ms.
        Configuration configuration = MadeModel.space().configuration(MadeModel.values("1", "500", "off", "true"));
        Outcome outcome = testbed(0).execute(REQUEST, configuration);
        assertThat(outcome.latencyMillis(LatencyPart.EDGE)).hasValue(102);
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(7);
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(6);
        assertThat(outcome.latencyMillis(LatencyPart.RECONFIGURATION)).hasValue(100);
        assertThat(outcome.energyJoules(EnergyPart.EDGE)).hasValue((2 * 102 + 1 * 13) / 1000.0);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0.6);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_GPU)).hasValue(0.3);
        assertThat(outcome.accuracy()).hasValue(0.69);
        assertThat(outcome.provenance(LatencyPart.EDGE)).isEqualTo(Provenance.MODELLED);
    }

    @Test
    void nothingIsSentWhereAllRunsOnTheEdge() {
        Outcome outcome =
                testbed(0).execute(REQUEST, MadeModel.space().edgeOnly().orElseThrow());
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(0);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0);
    }

    @Test
    void itKeepsTheContractOfTestbeds() {
        TestbedChecker.check(TestbedFactory.of(testbed(0)));
        TestbedChecker.check(TestbedFactory.of(testbed(0.2)));
        assertThat(testbed(0).capabilities().deterministic()).isTrue();
        assertThat(testbed(0.2).capabilities().deterministic()).isFalse();
    }

    @Test
    void noiseHasTheModelsTimesAsItsMeanAndTheirSpread() {
        ModelTestbed testbed = testbed(0.2);
        Configuration configuration = MadeModel.space().configuration(MadeModel.values("1", "1000", "off", "false"));
        double[] edge = IntStream.range(0, 20_000)
                .mapToDouble(i -> testbed.execute(REQUEST, configuration)
                        .latencyMillis(LatencyPart.EDGE)
                        .orElseThrow())
                .toArray();
        double mean = Arrays.stream(edge).average().orElseThrow();
        double squares = Arrays.stream(edge)
                .map(value -> Math.log(value / mean))
                .map(log -> log * log)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(52, within(52 * 4 * 0.2 / Math.sqrt(20_000)));
        assertThat(Math.sqrt(squares)).isBetween(0.19, 0.21);
    }

    @Test
    void timeDoesNotRunBackwards() {
        ModelTestbed testbed = testbed(0);
        testbed.advanceTo(5);
        assertThatThrownBy(() -> testbed.advanceTo(4)).hasMessageContaining("given 4");
    }

    @Test
    void aFileHoldsWhatWasWrittenUnderComments() throws IOException {
        Path path = temp.resolve("device.yaml");
        MadeModel.model(0.1).write(path);
        assertThat(DeviceCoefficients.of(path.toString())).isEqualTo(MadeModel.model(0.1));
        assertThat(Files.readAllLines(path)).anyMatch(line -> line.startsWith("# Heads by edge accelerator"));
        Files.writeString(path, Files.readString(path).replace("version: 1", "version: 2"));
        assertThatThrownBy(() -> DeviceCoefficients.of(path.toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("device-model version 1, given 2");
    }

    @Test
    void coefficientsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new DeviceCoefficients.Link(1, 0)).hasMessageContaining("mbps");
        assertThatThrownBy(() -> new DeviceCoefficients.Tail(List.of(-1.0), 1, 1))
                .hasMessageContaining("given -1");
        assertThatThrownBy(() -> new DeviceCoefficients.Head(
                        List.of(), List.of(), List.of(500.0), List.of(1.0, 2.0), List.of(1.0)))
                .hasMessageContaining("busy_w to be a list of 1 numbers");
        assertThatThrownBy(() -> DeviceCoefficients.of("toaster"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[pi4-coral-gpu]")
                .hasMessageContaining("given toaster");
    }

    @Test
    void anotherSpaceIsRefused() {
        Dataset dataset = new Dataset(
                "pi4-coral-gpu",
                "made",
                MadeModel.space(),
                null,
                Map.of("w", new Workload("w", true, List.of(REQUEST))),
                Map.of());
        assertThatThrownBy(() ->
                        new ModelProvider().open(new TestbedContext(dataset, TransitionCost.FREE, 0, Map.of()), 0))
                .hasMessageContaining("pi4-coral-gpu");
        assertThatThrownBy(() -> new ModelProvider()
                        .open(new TestbedContext(dataset, TransitionCost.FREE, 0, Map.of("noise", "loud")), 0))
                .hasMessageContaining("given loud");
    }

    private static ConfigurationSpace space(List<String> clocks, Knob... more) {
        List<Knob> knobs = new ArrayList<>(List.of(
                Knob.splitLayer(2),
                new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, clocks, true),
                new Knob("edge_accelerator", Knob.Kind.CATEGORICAL, List.of("off", "on"), true),
                new Knob("cloud_accelerator", Knob.Kind.CATEGORICAL, List.of("false", "true"), false)));
        knobs.addAll(List.of(more));
        Map<String, String> values = new HashMap<>(MadeModel.values("0", clocks.get(0), "off", "true"));
        values.putAll(List.of(more).stream()
                .collect(Collectors.toMap(Knob::name, knob -> knob.values().get(0))));
        return ConfigurationSpace.of(new SpaceSpec("other", knobs, List.of(), values, null));
    }

    @Test
    void theyKnowSpacesOfTheirKnobsAndTheirValuesOnly() {
        DeviceCoefficients coefficients = MadeModel.model(0);
        assertThat(coefficients.know(MadeModel.space())).isTrue();
        assertThat(coefficients.know(space(List.of("500", "1000")))).isTrue();
        assertThat(coefficients.know(space(List.of("1000")))).isTrue();
        assertThat(coefficients.know(space(List.of("500", "1200")))).isFalse();
        assertThat(coefficients.know(space(
                        List.of("500", "1000"), new Knob("width", Knob.Kind.NUMERIC, List.of("0.5", "1"), false))))
                .isFalse();
        assertThatThrownBy(() -> new CoefficientModel(coefficients, space(List.of("500", "1200"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cpu_freq_mhz [500.0, 1000.0]")
                .hasMessageContaining("cpu_freq_mhz [500, 1200]")
                .hasMessageContaining("device=table");
    }

    @Test
    void theFitRecoversAModelFromNoisyRowsWithOutliers() {
        RandomGenerator random = new SplittableRandom(4);
        DeviceCoefficients truth = MadeModel.model(0);
        DeviceModel device = MadeModel.device(0);
        List<Measurement> rows = new ArrayList<>();
        MadeModel.space().stream().forEach(configuration -> {
            for (int repeat = 0; repeat < 12; repeat++) {
                // Every twelfth row is far off, as stalled measurements are.
                double edge = (1 + 0.01 * random.nextGaussian()) * (repeat == 7 ? 3 : 1);
                rows.add(new Measurement(
                        configuration,
                        device.predict(configuration)
                                .outcome(
                                        device,
                                        edge,
                                        1 + 0.01 * random.nextGaussian(),
                                        1 + 0.01 * random.nextGaussian())));
            }
        });
        ModelFit.Fitted fitted = ModelFit.fit(
                truth.header(), "made", MeasurementTable.of(MadeModel.space(), rows), truth.tensorBytes(), 0.05, 1);
        DeviceCoefficients model = fitted.model();
        assertThat(model.link().rttMs()).isCloseTo(5, within(0.2));
        assertThat(model.link().mbps()).isCloseTo(16, within(0.8));
        assertThat(model.tail("true").gpuW()).isCloseTo(50, within(0.5));
        assertThat(model.headMillis("off", 2, 500)).isCloseTo(404, within(8.0));
        assertThat(model.edgeWatts("off", 1000, true)).isCloseTo(4, within(0.1));
        assertThat(model.accuracy()).isEqualTo(truth.accuracy());
        assertThat(fitted.report().fitted().configurations()
                        + fitted.report().heldOut().configurations())
                .isEqualTo((int) MadeModel.space().size());
        assertThat(fitted.report().heldOut().configurations()).isPositive();
    }

    @Test
    void aRobustLineIgnoresAFewPointsThatAreFarOff() {
        double[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        double[] y = {1, 3, 5, 7, 900, 11, 13, -400, 17};
        RobustLine line = RobustLine.through(x, y).orElseThrow();
        assertThat(line.slope()).isEqualTo(2);
        assertThat(line.at(10)).isEqualTo(21);
        assertThat(RobustLine.through(new double[] {1, 1}, new double[] {0, 5})).isEmpty();
    }
}
