package org.wattsplit.testbed.cloud.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudInput;
import org.wattsplit.testbed.cloud.IdentityModel;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Many clients at a time, each with a connection of its own and one request after the other, of sizes that are drawn. Every
 * answer is checked.
 */
public final class LoadBench {
    /** Of twenty requests one is of the largest size, four of the next, five of the next, ten of the smallest. */
    private static final int[] SIZE_BYTES = {6_422_528, 802_816, 65_536, 1024};

    private static final int[] SHARES = {1, 5, 10, 20};

    private LoadBench() {}

    /**
     * What was seen.
     *
     * @param clients clients at a time
     * @param requests requests of all
     * @param errors requests without the right answer
     * @param kinds how often each error was met, by its message
     * @param seconds from the first request to the last answer
     * @param requestsPerSecond requests by those seconds
     * @param megabytesPerSecond bytes of tensors by those seconds, in 10^6
     */
    public record Result(
            int clients,
            int requests,
            int errors,
            Map<String, Integer> kinds,
            double seconds,
            double requestsPerSecond,
            double megabytesPerSecond) {}

    /**
     * Runs.
     *
     * @param progress told how many requests are done, by one thread at a time
     */
    public static Result run(int port, int clients, int requests, long seed, IntConsumer progress)
            throws InterruptedException {
        Check.that(clients >= 1, "the clients", "at least 1", clients);
        Check.that(requests >= 1, "the requests", "at least 1", requests);
        List<Tensor> tensors = new ArrayList<>();
        for (int bytes : SIZE_BYTES) {
            tensors.add(TransferBench.tensor(bytes));
        }
        Run run = new Run(requests, tensors, progress);
        SplittableRandom random = new SplittableRandom(seed);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            SplittableRandom own = random.split();
            threads.add(new Thread(() -> run.client(port, own), "bench-client-" + i));
        }
        long begin = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        int errors = run.kinds.values().stream().mapToInt(Integer::intValue).sum();
        return new Result(
                clients, requests, errors, run.kinds, seconds, requests / seconds, run.bytes.get() / 1e6 / seconds);
    }

    private static final class Run {
        private final AtomicInteger left;
        private final AtomicLong bytes = new AtomicLong();
        private final Map<String, Integer> kinds = new TreeMap<>();
        private final List<Tensor> tensors;
        private final IntConsumer progress;
        private int done;

        Run(int requests, List<Tensor> tensors, IntConsumer progress) {
            this.left = new AtomicInteger(requests);
            this.tensors = tensors;
            this.progress = progress;
        }

        void client(int port, SplittableRandom random) {
            try (CloudClient client = TransferBench.client(port)) {
                while (left.getAndDecrement() > 0) {
                    Tensor tensor = tensors.get(drawn(random));
                    try {
                        float answer = client.infer(
                                        IdentityModel.NAME, List.of(CloudInput.of(IdentityModel.INPUT, tensor)))
                                .output(IdentityModel.OUTPUT)
                                .floats()
                                .get(0);
                        TransferBench.requireElements(tensor, answer);
                        bytes.addAndGet(tensor.sizeBytes());
                        ended(null);
                    } catch (TestbedException e) {
                        ended(String.valueOf(e.getMessage()));
                    }
                }
            }
        }

        private static int drawn(SplittableRandom random) {
            int draw = random.nextInt(SHARES[SHARES.length - 1]);
            int size = 0;
            while (draw >= SHARES[size]) {
                size++;
            }
            return size;
        }

        private synchronized void ended(@Nullable String error) {
            if (error != null) {
                kinds.merge(error, 1, Integer::sum);
            }
            progress.accept(++done);
        }
    }
}
