package org.wattsplit.study.networks;

import java.nio.file.Path;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.zoo.Zoo;

/**
 * Which architecture is built, and where.
 *
 * @param name one of {@link Architecture#all()}
 * @param width factor of the channels, above 0 to 4
 * @param pixels pixels of an image's side
 * @param seed seed of the weights
 * @param out the ONNX file
 * @param replace whether a file that is there is replaced
 */
public record BuildPlan(String name, double width, int pixels, long seed, Path out, boolean replace) {
    public BuildPlan {
        InputException.require(!name.isBlank(), "the architecture", "named", name);
    }

    /** The published architecture, with weights of seed 1. */
    public static BuildPlan of(String name, Path out) {
        return new BuildPlan(name, 1, Zoo.PIXELS, 1, out, false);
    }
}
