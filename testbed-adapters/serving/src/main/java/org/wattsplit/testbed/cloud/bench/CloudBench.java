package org.wattsplit.testbed.cloud.bench;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.cloud.CloudLimits;

/** Measures the endpoint in a process of its own, which has the options of Java that this one has. */
public final class CloudBench {
    /** The large tensor unless another size is asked for, in 10^6 bytes: 1x512x56x56 floats. */
    public static final double MEGABYTES = 6.422528;

    private static final int SMALL_BYTES = 1024;

    private CloudBench() {}

    /**
     * Which transfers are timed.
     *
     * @param megabytes the large tensor's size in 10^6 bytes
     * @param repeats transfers of each kind
     * @param warmUpSeconds seconds of transfers before those that count
     */
    public record TransferPlan(double megabytes, int repeats, double warmUpSeconds) {
        public TransferPlan {
            double most = CloudLimits.DEFAULT.messageBytes() / 1e6 - 0.1;
            InputException.require(
                    megabytes >= 0.001 && megabytes <= most, "the megabytes", "between 0.001 and " + most, megabytes);
            InputException.require(repeats >= 1, "the repeats", "at least 1", repeats);
            InputException.require(
                    warmUpSeconds >= 0 && warmUpSeconds <= 600,
                    "the warm-up in seconds",
                    "between 0 and 600",
                    warmUpSeconds);
        }
    }

    /**
     * Who loads the endpoint.
     *
     * @param clients clients at a time
     * @param requests requests of all clients together
     * @param seed seed of the sizes' order
     */
    public record LoadPlan(int clients, int requests, long seed) {
        public LoadPlan {
            InputException.require(clients >= 1, "the clients", "at least 1", clients);
            InputException.require(requests >= 1, "the requests", "at least 1", requests);
        }
    }

    /**
     * What a load was and took.
     *
     * @param load what was seen
     * @param endpointMemory memory of the endpoint's process
     * @param clientsMemory memory of this process, which has the clients
     */
    public record Load(LoadBench.Result load, Memory endpointMemory, Memory clientsMemory) {}

    /** Times transfers to the endpoint, against plain TCP. */
    public static TransferBench.Result transfer(TransferPlan plan) {
        int bytes = Math.toIntExact(Math.round(plan.megabytes() * 1e6 / Float.BYTES) * Float.BYTES);
        try (BenchProcess peer = BenchProcess.start()) {
            return TransferBench.run(
                    peer.ports(),
                    bytes,
                    SMALL_BYTES,
                    plan.repeats(),
                    Duration.ofNanos(Math.round(plan.warmUpSeconds() * 1e9)));
        }
    }

    /**
     * Loads the endpoint with many clients.
     *
     * @param progress told how many requests are done, by one thread at a time
     */
    public static Load load(LoadPlan plan, IntConsumer progress) throws InterruptedException {
        Memory.Watch watch = new Memory.Watch();
        try (BenchProcess peer = BenchProcess.start()) {
            LoadBench.Result result =
                    LoadBench.run(peer.ports().endpoint(), plan.clients(), plan.requests(), plan.seed(), progress);
            return new Load(result, peer.memory(), watch.seen());
        }
    }
}
