package org.wattsplit.datasets.dynasplit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * The networks of DynaSplit (May, Tundo, Ilager and Brandic, arXiv 2410.23881) and their configuration spaces on its
 * testbed: a Raspberry Pi with a Coral USB TPU, and a GPU node.
 */
public enum DynaSplitModel {
    VGG16(22, true),
    VIT(19, false),
    RESNET50(40, true),
    MOBILENETV2(75, true);

    private final int layers;
    private final boolean edgeAccelerator;

    DynaSplitModel(int layers, boolean edgeAccelerator) {
        this.layers = layers;
        this.edgeAccelerator = edgeAccelerator;
    }

    /** The name in files and options. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The network of that name. */
    public static DynaSplitModel of(String label) {
        for (DynaSplitModel model : values()) {
            if (model.label().equals(label)) {
                return model;
            }
        }
        throw InputException.unknown(
                "the model",
                label,
                Arrays.stream(values()).map(DynaSplitModel::label).toList());
    }

    /**
     * The size in bytes of the tensor that is sent when the network is cut after each layer, from the input at layer 0
     * to nothing at the last: for VGG16 (Simonyan and Zisserman, ICLR 2015) an input of 224 x 224 x 3 numbers of four
     * bytes, and one byte for every number of a layer's output, as the published code quantises them.
     */
    public List<Long> tensorBytes() {
        if (this != VGG16) {
            throw InputException.of("the model", "one whose tensor sizes are known, [vgg16]", label());
        }
        List<Long> bytes = new ArrayList<>(List.of(224L * 224 * 3 * 4));
        long side = 224;
        for (int[] block : new int[][] {{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}}) {
            for (int layer = 0; layer < block[0]; layer++) {
                bytes.add(side * side * block[1]);
            }
            side /= 2;
            bytes.add(side * side * block[1]);
        }
        // Flattened, two dense layers, and the prediction, which is not sent.
        bytes.addAll(List.of(side * side * 512, 4096L, 4096L, 0L));
        return bytes;
    }

    /** The configuration space: split layer, CPU frequency, edge accelerator, cloud accelerator. */
    public ConfigurationSpace space() {
        List<Knob> knobs = List.of(
                Knob.splitLayer(layers),
                DynaSplitKnobs.clock(List.of("600", "800", "1000", "1200", "1400", "1600", "1800")),
                DynaSplitKnobs.edgeAccelerator(List.of("off", "std", "max")),
                DynaSplitKnobs.cloudAccelerator());
        Constraint edge = edgeAccelerator
                ? DynaSplitKnobs.offWithoutHead()
                : new Constraint(
                        "the edge accelerator cannot run " + label() + ", so it is off",
                        Map.of(),
                        Map.of(DynaSplitKnobs.EDGE_ACCELERATOR, List.of("off")));
        return ConfigurationSpace.of(new SpaceSpec(
                label(),
                knobs,
                List.of(edge, DynaSplitKnobs.falseWithoutTail(layers)),
                DynaSplitKnobs.fastest(0, "off", "true"),
                DynaSplitKnobs.fastest(layers, edgeAccelerator ? "max" : "off", "false")));
    }
}
