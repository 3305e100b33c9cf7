package org.wattsplit.datasets.dynasplit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;

/**
 * DynaSplit's knobs besides the split layer, for spaces that have the same: a clock up to 1800 MHz, accelerators of the
 * edge, and one of the cloud.
 */
public final class DynaSplitKnobs {
    /** The knob of the edge's clock, in MHz. */
    public static final String CPU_FREQ_MHZ = "cpu_freq_mhz";

    /** The knob of the edge's accelerator. */
    public static final String EDGE_ACCELERATOR = "edge_accelerator";

    /** The knob of the cloud's accelerator. */
    public static final String CLOUD_ACCELERATOR = "cloud_accelerator";

    private DynaSplitKnobs() {}

    /** The clock of the edge. */
    public static Knob clock(List<String> megahertz) {
        return new Knob(CPU_FREQ_MHZ, Knob.Kind.NUMERIC, megahertz, true);
    }

    /** The accelerator of the edge; {@code off} is among its states. */
    public static Knob edgeAccelerator(List<String> states) {
        return new Knob(EDGE_ACCELERATOR, Knob.Kind.CATEGORICAL, states, true);
    }

    /** Whether the cloud uses its accelerator. */
    public static Knob cloudAccelerator() {
        return new Knob(CLOUD_ACCELERATOR, Knob.Kind.CATEGORICAL, List.of("false", "true"), false);
    }

    /** That the accelerator of the edge is off where the cloud computes everything. */
    public static Constraint offWithoutHead() {
        return new Constraint(
                "nothing runs on the edge at split layer 0, so the edge accelerator is off",
                Map.of(Knob.SPLIT_LAYER, List.of("0")),
                Map.of(EDGE_ACCELERATOR, List.of("off")));
    }

    /** That the cloud does not use its accelerator where the edge computes all of the layers. */
    public static Constraint falseWithoutTail(int layers) {
        return new Constraint(
                "nothing runs in the cloud at split layer " + layers + ", so the cloud accelerator is false",
                Map.of(Knob.SPLIT_LAYER, List.of(String.valueOf(layers))),
                Map.of(CLOUD_ACCELERATOR, List.of("false")));
    }

    /** A value for each knob, at 1800 MHz, in a map to which further knobs can be added. */
    public static Map<String, String> fastest(int layer, String edgeAccelerator, String cloudAccelerator) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Knob.SPLIT_LAYER, String.valueOf(layer));
        values.put(CPU_FREQ_MHZ, "1800");
        values.put(EDGE_ACCELERATOR, edgeAccelerator);
        values.put(CLOUD_ACCELERATOR, cloudAccelerator);
        return values;
    }
}
