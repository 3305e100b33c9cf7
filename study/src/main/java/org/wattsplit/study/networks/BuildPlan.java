package org.wattsplit.study.networks;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.zoo.Zoo;

/**
 * Which architecture is built, and where.
 *
 * @param name one of {@link Architecture#all()}
 * @param width factor of the channels, above 0 to 4; 1 of a family
 * @param pixels pixels of an image's side; {@value Zoo#PIXELS} of a family, whose pictures have a size of their own
 * @param seed seed of the weights; of no meaning to a family, whose weights are trained
 * @param knobs values of a family's knobs, of which the largest is taken where one is missing; none of another architecture
 * @param weights the file of a family's weights; null for those that come with the project
 * @param out the ONNX file
 * @param replace whether a file that is there is replaced
 */
public record BuildPlan(
        String name,
        double width,
        int pixels,
        long seed,
        Map<String, String> knobs,
        @Nullable Path weights,
        Path out,
        boolean replace) {
    public BuildPlan {
        InputException.require(!name.isBlank(), "the architecture", "named", name);
        knobs = new TreeMap<>(knobs);
        if (NetworkFamilies.names().contains(name)) {
            InputException.require(width == 1, "the width of " + name, "one of its knobs, if it has it", width);
            InputException.require(pixels == Zoo.PIXELS, "the pixels of " + name, "those of its pictures", pixels);
        } else {
            InputException.require(knobs.isEmpty(), "the knobs of " + name, "none, as it is no family", knobs);
            InputException.require(
                    weights == null, "the weights of " + name, "drawn, as it is no family", String.valueOf(weights));
        }
    }

    /** The published architecture, with weights of seed 1; of a family the largest member. */
    public static BuildPlan of(String name, Path out) {
        return new BuildPlan(name, 1, Zoo.PIXELS, 1, Map.of(), null, out, false);
    }
}
