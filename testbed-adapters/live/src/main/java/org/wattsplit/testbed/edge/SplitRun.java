package org.wattsplit.testbed.edge;

import java.util.Optional;
import java.util.OptionalDouble;
import org.wattsplit.testbed.cloud.CpuEnergy;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * One inference.
 *
 * @param output the network's output
 * @param edgeMillis time of the head and of encoding what crosses
 * @param transferMillis time of the way to the cloud and back; 0 where nothing crosses
 * @param cloudMillis time in the cloud, 0 where nothing crosses; empty where the cloud does not say
 * @param cloudEnergy what the cloud's processor spent; empty where the cloud does not say, or nothing crosses
 * @param bytesSent bytes of the message that crossed
 */
public record SplitRun(
        Tensor output,
        double edgeMillis,
        double transferMillis,
        OptionalDouble cloudMillis,
        Optional<CpuEnergy.Spent> cloudEnergy,
        long bytesSent) {
    /** The time from the input to the output. */
    public double totalMillis() {
        return edgeMillis + transferMillis + cloudMillis.orElse(0);
    }
}
