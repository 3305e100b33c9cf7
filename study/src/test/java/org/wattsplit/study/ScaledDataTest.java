package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.ScenarioChoice;

/** What scenarios of the bundled device make of tables that lack something, have zeros, or look like its own. */
final class ScaledDataTest {
    private static final Map<String, Workload> WORKLOADS =
            Map.of("one", new Workload("one", true, List.of(new Request(0, "board", 0, 100))));
    private static final Registry REGISTRY = Registry.installed();
    private static final DeviceFacts FACTS =
            DeviceFacts.NONE.withLink(100, 1).withIdlePower(1, 0).withClock("gpu_mhz", null);

    private static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "board",
            List.of(
                    Knob.splitLayer(2),
                    new Knob("width", Knob.Kind.NUMERIC, List.of("1", "2", "3"), false),
                    new Knob("gpu_mhz", Knob.Kind.NUMERIC, List.of("300", "600"), true)),
            List.of(),
            Map.of(Knob.SPLIT_LAYER, "0", "width", "3", "gpu_mhz", "600"),
            Map.of(Knob.SPLIT_LAYER, "2", "width", "3", "gpu_mhz", "600")));

    private static final double HEAD_W = 5;
    private static final double WAIT_W = 2;

    /** A board of those powers; energies or powers are what its rows have. */
    private static Dataset board(DeviceFacts facts, double scale, boolean energies) {
        List<Measurement> rows = new ArrayList<>();
        SPACE.stream().forEach(configuration -> {
            double cut = Double.parseDouble(configuration.value(Knob.SPLIT_LAYER));
            double width = Double.parseDouble(configuration.value("width"));
            double head = cut * width * (4 + 10 * 600 / Double.parseDouble(configuration.value("gpu_mhz")));
            double bytes = cut == 2 ? 0 : 10_000 * width * (2 - cut);
            double transfer = cut == 2 ? 0 : 2 + bytes * 8 / 100_000;
            double tail = 3 * width * (2 - cut);
            Map<Quantity, Double> quantities = new EnumMap<>(Map.of(Quantity.TRANSFER_BYTES, bytes));
            Outcome.Builder outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, head, Provenance.MEASURED)
                    .latency(LatencyPart.TRANSFER, transfer, Provenance.MEASURED)
                    .latency(LatencyPart.CLOUD, tail, Provenance.MEASURED);
            if (energies) {
                outcome.energy(
                        EnergyPart.EDGE,
                        scale * (HEAD_W * head + WAIT_W * (transfer + tail)) / 1000,
                        Provenance.MEASURED);
            } else {
                quantities.put(Quantity.HEAD_POWER_W, scale * HEAD_W);
                quantities.put(Quantity.WAIT_POWER_W, scale * WAIT_W);
            }
            rows.add(new Measurement(configuration, outcome.build(), quantities));
        });
        return new Dataset("board", "board", SPACE, MeasurementTable.of(SPACE, rows), WORKLOADS, Map.of(), null, facts);
    }

    private static Scenario scaled(Dataset data, String id) {
        return scaled(data, ScenarioChoice.of(id));
    }

    private static Scenario scaled(Dataset data, ScenarioChoice choice) {
        return choice.provider(data, REGISTRY).scenario();
    }

    @Test
    void powersDoWhereEnergiesWereNotMeasured() {
        for (String id : List.of("HotDevice-v2", "Field-v2", "SharedCloud-v1")) {
            Scenario byPowers = scaled(board(FACTS, 1, false), id);
            Scenario byEnergies = scaled(board(FACTS, 1, true), id);
            assertThat(byPowers).isEqualTo(byEnergies);
            assertThat(byPowers.dynamics().idlePowerW()).isEqualTo(id.equals("SharedCloud-v1") ? 0 : 1);
        }
        Dynamics.Battery battery =
                scaled(board(FACTS, 1, false), "Field-v2").dynamics().battery();
        assertThat(Objects.requireNonNull(battery).capacityJ()).isPositive();
    }

    @Test
    void whatScalesByNothingIsNamed() {
        Dataset idle = board(FACTS.withIdlePower(0, 0), 0, true);
        assertThatThrownBy(() -> scaled(idle, priced("HotDevice-v2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the mean power at gpu_mhz=")
                .hasMessageContaining("in dataset board")
                .hasMessageContaining("above 0 W, as the thermal resistance of scenario HotDevice-v2")
                .hasMessageContaining("given 0.0")
                .hasMessageContaining("idle_power_w");
        assertThatThrownBy(() -> scaled(board(FACTS, 0, true), priced("Field-v2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the median edge_energy_j of dataset board")
                .hasMessageContaining("above 0 J, as scenario Field-v2 is scaled by it, given 0.0");
    }

    private static ScenarioChoice priced(String id) {
        return new ScenarioChoice(id, TraceFolder.DEFAULT, 1.0, null);
    }

    /** A table of some other device in the knobs of the bundled one, with those clocks and cuts. */
    private static Dataset lookalike(List<String> clocks) {
        SpaceSpec bundled = Data.open("pi4-coral-gpu").dataset().space().spec();
        List<Knob> knobs = bundled.knobs().stream()
                .map(knob -> knob.name().equals("cpu_freq_mhz")
                        ? new Knob(knob.name(), knob.kind(), clocks, knob.hardware())
                        : knob)
                .toList();
        ConfigurationSpace space = ConfigurationSpace.of(
                new SpaceSpec("lookalike", knobs, bundled.constraints(), bundled.cloudOnly(), bundled.edgeOnly()));
        List<Measurement> rows = space.stream()
                .map(configuration -> new Measurement(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, 3, Provenance.MEASURED)
                                .latency(LatencyPart.CLOUD, 4, Provenance.MEASURED)
                                .energy(EnergyPart.EDGE, 0.02, Provenance.MEASURED)
                                .build()))
                .toList();
        return new Dataset(
                "lookalike", "vgg16", space, MeasurementTable.of(space, rows), WORKLOADS, Map.of(), null, FACTS);
    }

    @Test
    void aTableWithOtherValuesOfTheBundledDevicesKnobsIsItsOwnDevice() {
        Dataset other = lookalike(List.of("700", "1800"));
        ScenarioChoice choice = ScenarioChoice.of("SharedCloud-v1");
        assertThat(scaled(other, choice).testbedOptions()).containsEntry("device", "table");
        assertThat(choice.words(other, REGISTRY))
                .hasValueSatisfying(line -> assertThat(line).contains("scaled to the requests of lookalike"));
        assertThat(choice.borrowed(other, REGISTRY)).isEmpty();
    }

    @Test
    void aScaledScenarioIsStatedWithAllPrices() {
        Dataset slimmable = Data.open("slimmable").dataset();
        String line =
                ScenarioChoice.of("SlimLink-v1").words(slimmable, REGISTRY).orElseThrow();
        assertThat(line)
                .contains("a missed deadline costs ")
                .contains("each second of lateness nothing")
                .containsPattern("a wrong answer [0-9.]+ m?J");
    }

    @Test
    void aScenarioThatIsNotScaledToTheDataSaysSo() {
        for (String id : List.of("CoInference-v2", "CoInferenceLate-v2")) {
            ScenarioChoice choice = ScenarioChoice.of(id);
            assertThat(choice.words(Data.open("exits").dataset(), REGISTRY)).isEmpty();
            assertThat(choice.words(Data.open("slimmable").dataset(), REGISTRY))
                    .hasValue("scenario " + id
                            + " is not scaled to slimmable: its link, loads and prices are those of dataset"
                            + " exits");
        }
    }

    @Test
    void aRunOnTheCoefficientsOfAnotherDeviceSaysSo() {
        ScenarioChoice choice = ScenarioChoice.of("SharedCloud-v1");
        assertThat(choice.borrowed(lookalike(List.of("600", "1800")), REGISTRY))
                .hasValue("scenario SharedCloud-v1 runs on the coefficients of device pi4-coral-gpu,"
                        + " which were fitted to other data than lookalike");
        assertThat(choice.borrowed(Data.open("pi4-coral-gpu").dataset(), REGISTRY))
                .isEmpty();
        assertThat(ScenarioChoice.of("DynaSplit-v1").borrowed(lookalike(List.of("600", "1800")), REGISTRY))
                .isEmpty();
    }
}
