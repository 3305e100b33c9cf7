package org.wattsplit.testbed.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
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
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;

/** A table of other knobs than those of the bundled device: a clock of its own, and a width of the network. */
final class MadeTable {
    static final Request REQUEST = new Request(0, "slim", 0, 1_000);
    static final double MBPS = 80;
    static final double RTT = 2;
    static final DeviceFacts FACTS =
            DeviceFacts.NONE.withLink(MBPS, RTT).withIdlePower(0.5, 20).withClock("gpu_mhz", null);

    static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "slim",
            List.of(
                    new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false),
                    new Knob("width", Knob.Kind.NUMERIC, List.of("0.5", "1"), false),
                    new Knob("gpu_mhz", Knob.Kind.NUMERIC, List.of("400", "800"), true)),
            List.of(),
            Map.of("split_layer", "0", "width", "1", "gpu_mhz", "800"),
            Map.of("split_layer", "2", "width", "1", "gpu_mhz", "800")));

    private MadeTable() {}

    /** What a made-up device takes: 10 ms of each layer's head at 800 MHz, of which the clock changes 8. */
    record Truth(double cut, double width, double mhz) {
        static Truth of(Configuration configuration) {
            return new Truth(
                    Double.parseDouble(configuration.value(Knob.SPLIT_LAYER)),
                    Double.parseDouble(configuration.value("width")),
                    Double.parseDouble(configuration.value("gpu_mhz")));
        }

        double head() {
            return cut * width * (2 + 8 * 800 / mhz);
        }

        double bytes() {
            return cut == 2 ? 0 : 10_000 * width * (2 - cut);
        }

        double overhead() {
            return cut == 2 ? 0 : 1.5;
        }

        double transfer() {
            return cut == 2 ? 0 : overhead() + RTT + bytes() * 8 / (1000 * MBPS);
        }

        double tail() {
            return cut == 2 ? 0 : 3 * (2 - cut);
        }

        double headW() {
            return 2 + mhz / 400;
        }

        double waitW() {
            return 1 + mhz / 800;
        }

        Measurement row(Configuration configuration, boolean energy) {
            Outcome.Builder outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, head(), Provenance.MEASURED)
                    .latency(LatencyPart.TRANSFER, transfer(), Provenance.MEASURED)
                    .latency(LatencyPart.CLOUD, tail(), Provenance.MEASURED)
                    .accuracy(0.5 + 0.2 * width, Provenance.MEASURED);
            if (energy) {
                outcome.energy(
                                EnergyPart.EDGE,
                                (headW() * head() + waitW() * (transfer() + tail())) / 1000,
                                Provenance.MEASURED)
                        .energy(EnergyPart.CLOUD_CPU, 50 * tail() / 1000, Provenance.MEASURED);
            }
            Map<Quantity, Double> quantities = new EnumMap<>(Map.of(Quantity.TRANSFER_BYTES, bytes()));
            return new Measurement(configuration, outcome.build(), quantities);
        }
    }

    static Dataset dataset(DeviceFacts facts, boolean energy) {
        List<Measurement> rows = SPACE.stream()
                .map(configuration -> Truth.of(configuration).row(configuration, energy))
                .toList();
        return dataset(facts, rows);
    }

    static Dataset dataset(DeviceFacts facts, List<Measurement> rows) {
        return new Dataset(
                "slim-board",
                "slim",
                SPACE,
                MeasurementTable.of(SPACE, rows),
                Map.of("w", new Workload("w", true, List.of(REQUEST))),
                Map.of(),
                null,
                facts);
    }

    static TestbedFactory testbeds(Dataset dataset, Dynamics dynamics) {
        return TestbedFactory.of(
                new ModelProvider(),
                new TestbedContext(
                        dataset,
                        TransitionCost.FREE,
                        0,
                        Map.of(),
                        dynamics,
                        List.of(),
                        org.wattsplit.framework.provider.Registry.installed()));
    }

    static Dynamics hot(double share, boolean throttledPower) {
        return new Dynamics(
                null,
                null,
                null,
                null,
                new Thermal(90, 1e-9, 1e9, 80, 85, share, throttledPower),
                null,
                null,
                0,
                0,
                List.of());
    }

    static Configuration split(String mhz) {
        return SPACE.configuration(Map.of("split_layer", "1", "width", "0.5", "gpu_mhz", mhz));
    }
}
