package org.wattsplit.testbed.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.Dynamics;

/** A small device model and its space. */
final class MadeModel {
    private MadeModel() {}

    /** Three cuts, two clocks, an accelerator; numbers that are easy to multiply. */
    static DeviceCoefficients model(double noise) {
        return new DeviceCoefficients(
                new FileHeader(
                        DeviceCoefficients.FORMAT,
                        DeviceCoefficients.VERSION,
                        null,
                        null,
                        Map.of(),
                        null,
                        Producer.thisProcess()),
                "made",
                "made",
                1000,
                List.of(8_000L, 4_000L, 0L),
                List.of(0.7, 0.69, 0.68),
                heads(),
                new DeviceCoefficients.Link(5, 16),
                Map.of(
                        "false", new DeviceCoefficients.Tail(List.of(40.0, 20.0, 0.0), 100, 0),
                        "true", new DeviceCoefficients.Tail(List.of(10.0, 6.0, 0.0), 100, 50)),
                new DeviceCoefficients.Noise(noise, noise, noise),
                1_000.0);
    }

    /** The model of these coefficients on its space. */
    static DeviceModel device(double noise) {
        return new CoefficientModel(model(noise), space());
    }

    private static Map<String, DeviceCoefficients.Head> heads() {
        Map<String, DeviceCoefficients.Head> heads = new LinkedHashMap<>();
        List<Double> clocks = List.of(500.0, 1000.0);
        heads.put(
                "off",
                new DeviceCoefficients.Head(
                        List.of(1.0, 2.0, 4.0),
                        List.of(3.0, 50.0, 200.0),
                        clocks,
                        List.of(2.0, 4.0),
                        List.of(1.0, 2.0)));
        heads.put(
                "on",
                new DeviceCoefficients.Head(
                        List.of(0.0, 5.0, 20.0), List.of(0.0, 2.0, 1.0), clocks, List.of(5.0, 6.0), List.of(3.0, 3.5)));
        return heads;
    }

    static ConfigurationSpace space() {
        List<Knob> knobs = List.of(
                new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false),
                new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("500", "1000"), true),
                new Knob("edge_accelerator", Knob.Kind.CATEGORICAL, List.of("off", "on"), true),
                new Knob("cloud_accelerator", Knob.Kind.CATEGORICAL, List.of("false", "true"), false));
        return ConfigurationSpace.of(new SpaceSpec(
                "made",
                knobs,
                List.of(new Constraint(
                        "no tail at the last layer",
                        Map.of(Knob.SPLIT_LAYER, List.of("2")),
                        Map.of("cloud_accelerator", List.of("false")))),
                values("0", "1000", "off", "true"),
                values("2", "1000", "on", "false")));
    }

    static Map<String, String> values(String layer, String clock, String edge, String cloud) {
        return Map.of(
                Knob.SPLIT_LAYER, layer, "cpu_freq_mhz", clock, "edge_accelerator", edge, "cloud_accelerator", cloud);
    }

    /** A link of that rate, and nothing else that moves. */
    static Dynamics link(double rttMs, double mbps) {
        return new Dynamics(
                new Dynamics.Link(rttMs, List.of(), List.of(), new Dynamics.Levels(List.of(mbps), 1)),
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                List.of());
    }
}
