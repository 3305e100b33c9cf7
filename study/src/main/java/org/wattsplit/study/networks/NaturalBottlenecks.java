package org.wattsplit.study.networks;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.testbed.split.Bottleneck;
import org.wattsplit.testbed.zoo.Zoo;

/** Natural bottlenecks of the architectures that can be built. */
public final class NaturalBottlenecks {
    private NaturalBottlenecks() {}

    /** The ratios of elements of an architecture at full width and 224 pixels; it is built for that, and removed. */
    public static List<Double> ofBuilt(String architecture) {
        try (Scratch scratch = new Scratch()) {
            Path file = scratch.folder().resolve(architecture + ".onnx");
            Zoo.model(architecture).write(file, 1);
            return Bottleneck.of(Cuts.of(file)).stream()
                    .map(Bottleneck::elementsOfInput)
                    .toList();
        }
    }
}
