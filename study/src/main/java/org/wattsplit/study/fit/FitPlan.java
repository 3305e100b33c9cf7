package org.wattsplit.study.fit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.CommandText;

/**
 * What a device model is fitted to.
 *
 * @param data a clone of the published repository, or a folder of its files
 * @param network the network
 * @param device what the file calls the device
 * @param heldOut share of the configurations that is held out, 0.05 to 0.5
 * @param seed seed of the split
 * @param out the YAML file to write
 * @param replace whether a file that is there is replaced
 */
public record FitPlan(Path data, String network, String device, double heldOut, long seed, Path out, boolean replace) {
    /** The network unless another is asked for, the only one whose tensor sizes are known. */
    public static final String NETWORK = "vgg16";

    /** The device unless another is asked for. */
    public static final String DEVICE = "pi4-coral-gpu";

    /** The share that is held out unless another is asked for. */
    public static final double HELD_OUT = 0.2;

    public FitPlan {
        InputException.require(
                heldOut >= 0.05 && heldOut <= 0.5, "the share that is held out", "between 0.05 and 0.5", heldOut);
    }

    /** The command that does the same, but for where its result goes. */
    public @Nullable String command() {
        return CommandText.of("testbeds fit")
                .required("--data", data)
                .option("--network", network, NETWORK)
                .option("--device", device, DEVICE)
                .option("--held-out", heldOut, HELD_OUT)
                .option("--seed", seed, 1L)
                .text();
    }
}
