package org.wattsplit.framework.space;

import java.util.List;
import java.util.Map;

/** Small spaces for tests. */
public final class SpaceFixture {
    private SpaceFixture() {}

    /** Layers 0 to 4, two clocks, an accelerator that is off at layer 0, a cloud accelerator that is false at layer 4. */
    public static ConfigurationSpace small() {
        return ConfigurationSpace.of(spec(4));
    }

    static SpaceSpec spec(int layers) {
        String last = String.valueOf(layers);
        return new SpaceSpec(
                "small",
                List.of(
                        Knob.splitLayer(layers),
                        new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("600", "1200"), true),
                        new Knob("edge_accelerator", Knob.Kind.CATEGORICAL, List.of("off", "std", "max"), true),
                        new Knob("cloud_accelerator", Knob.Kind.CATEGORICAL, List.of("false", "true"), false)),
                List.of(
                        new Constraint(
                                "no head at layer 0",
                                Map.of(Knob.SPLIT_LAYER, List.of("0")),
                                Map.of("edge_accelerator", List.of("off"))),
                        new Constraint(
                                "no tail at the last layer",
                                Map.of(Knob.SPLIT_LAYER, List.of(last)),
                                Map.of("cloud_accelerator", List.of("false")))),
                values("0", "1200", "off", "true"),
                values(last, "1200", "max", "false"));
    }

    /** A value for every knob. */
    public static Map<String, String> values(String layer, String clock, String edge, String cloud) {
        return Map.of(
                Knob.SPLIT_LAYER, layer, "cpu_freq_mhz", clock, "edge_accelerator", edge, "cloud_accelerator", cloud);
    }
}
