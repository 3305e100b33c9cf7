package org.wattsplit.testbed.edge;

import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Tensor;

/** Whether the cloud runs the network that runs here. */
public final class SameNetwork {
    /** The most that the cloud's output may differ from the network's here, as a share of the largest output. */
    private static final double SAME = 1e-3;

    private SameNetwork() {}

    /**
     * Compares outputs of one input, nothing lost on the way.
     *
     * @param name the network's name
     * @throws InputException when they differ by more than a thousandth of the largest value here
     */
    public static void require(String name, Tensor here, Tensor there) {
        double largest = 0;
        for (float value : here.toArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        double difference = here.distance(there);
        if (!(difference <= SAME * largest)) {
            throw InputException.of(
                            "the cloud's output of " + name,
                            "within " + SAME + " of the largest output here, " + largest,
                            "a difference of " + difference)
                    .maybe("the cloud hosts other weights under this name");
        }
    }
}
