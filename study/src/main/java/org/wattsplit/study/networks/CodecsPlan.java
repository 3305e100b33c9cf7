package org.wattsplit.study.networks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * At which cuts of which network codecs are compared.
 *
 * @param network an ONNX file, an architecture or a family that the project can build, or {@value #DIGITS}, the trained
 *     network for digits
 * @param knobs of a family's member, whose largest values are taken where they are missing; none of another network
 * @param cuts these, below the last; null for the first, and a quarter, half and three quarters of the way
 * @param inputs inputs, each of which goes through every codec; null for 500 images of digits, or 7 drawn inputs
 * @param seed seed of the inputs
 */
public record CodecsPlan(
        String network,
        Map<String, String> knobs,
        @Nullable List<Integer> cuts,
        @Nullable Integer inputs,
        long seed) {
    /** The trained network for digits. */
    public static final String DIGITS = "digits";

    /** The seed unless another is asked for. */
    public static final long SEED = 20_000;

    /** The share of right answers among so many images is known to a percent or so. */
    private static final int IMAGES = 500;

    private static final int DRAWN = 7;

    public CodecsPlan {
        knobs = Map.copyOf(knobs);
        cuts = cuts == null ? null : List.copyOf(cuts);
        if (inputs != null) {
            InputException.require(inputs >= 1, "the inputs", "at least 1", inputs);
        }
    }

    /** A network that has no knobs. */
    public CodecsPlan(String network, @Nullable List<Integer> cuts, @Nullable Integer inputs, long seed) {
        this(network, Map.of(), cuts, inputs, seed);
    }

    /** Whether the inputs are images with right answers. */
    public boolean answered() {
        return network.equals(DIGITS);
    }

    /** The number of inputs. */
    public int count() {
        return inputs != null ? inputs : answered() ? IMAGES : DRAWN;
    }
}
