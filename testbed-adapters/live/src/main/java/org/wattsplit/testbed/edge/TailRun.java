package org.wattsplit.testbed.edge;

import java.util.Optional;
import java.util.OptionalDouble;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.cloud.CpuEnergy;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * A tail that ran.
 *
 * @param output the network's output
 * @param encodeMillis time to encode what crosses, spent on the edge
 * @param transferMillis time of the call beyond that in the cloud; the whole call where the cloud does not say what it took
 * @param cloudMillis time in the cloud: its queue, its decoding and the tail; empty where it does not say
 * @param energy what the cloud's processor spent on it; empty where it does not say
 * @param bytesSent bytes of the message that crossed
 */
public record TailRun(
        Tensor output,
        double encodeMillis,
        double transferMillis,
        OptionalDouble cloudMillis,
        Optional<CpuEnergy.Spent> energy,
        long bytesSent) {
    public TailRun {
        Check.nonNegative("the time of encoding", encodeMillis);
        Check.nonNegative("the time of the transfer", transferMillis);
    }
}
