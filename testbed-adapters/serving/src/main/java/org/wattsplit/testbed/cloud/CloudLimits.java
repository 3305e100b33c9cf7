package org.wattsplit.testbed.cloud;

import java.time.Duration;
import org.wattsplit.framework.check.Check;

/**
 * What a server allows. A request beyond one of these is refused with {@code RESOURCE_EXHAUSTED}, one that takes too long
 * with {@code DEADLINE_EXCEEDED}. Memory in use by requests is at most about {@code concurrentRequests * messageBytes}.
 *
 * @param messageBytes bytes of a request
 * @param headBytes bytes of a request besides raw contents: names, shapes, parameters and typed contents, which need up to
 *     eight times as much memory
 * @param tensors tensors in a request
 * @param elements elements of all tensors of a request
 * @param concurrentRequests requests that are received, wait or run
 * @param loadedModels models in memory; requests for further ones wait until one is no longer in use
 * @param requestTime time from the first byte of a request to its answer. A computation that takes longer runs to its end,
 *     as native code cannot be stopped, but its answer goes nowhere; until then the request counts as running
 * @param headerBytes bytes of a call's headers
 * @param callsPerConnection calls at a time over one connection
 * @param idle time after which a connection without calls is closed
 * @param leastPing least time between a client's pings; a client that pings more often is disconnected
 * @param drain time that {@link CloudServer#close} gives to requests under way
 */
public record CloudLimits(
        int messageBytes,
        int headBytes,
        int tensors,
        long elements,
        int concurrentRequests,
        int loadedModels,
        Duration requestTime,
        int headerBytes,
        int callsPerConnection,
        Duration idle,
        Duration leastPing,
        Duration drain) {
    /** 64 MiB a request, 64 requests, 4 models, 30 s a request, 10 s to drain. */
    public static final CloudLimits DEFAULT = new CloudLimits(
            64 << 20,
            8 << 20,
            16,
            16 << 20,
            64,
            4,
            Duration.ofSeconds(30),
            8192,
            128,
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    public CloudLimits {
        atLeastOne("the most bytes of a request", messageBytes);
        atLeastOne("the most bytes of a request's head", headBytes);
        atLeastOne("the most tensors of a request", tensors);
        atLeastOne("the most elements of a request", elements);
        atLeastOne("the most concurrent requests", concurrentRequests);
        atLeastOne("the most loaded models", loadedModels);
        atLeastOne("the most bytes of headers", headerBytes);
        atLeastOne("the most calls of a connection", callsPerConnection);
        positive("the time of a request", requestTime);
        positive("the idle time of a connection", idle);
        positive("the least time between pings", leastPing);
        Check.that(!drain.isNegative(), "the time to drain", "at least 0", drain);
    }

    private static void atLeastOne(String name, long value) {
        Check.that(value >= 1, name, "at least 1", value);
    }

    private static void positive(String name, Duration value) {
        Check.that(!value.isNegative() && !value.isZero(), name, "above 0", value);
    }

    /** Limits that begin as these. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Makes limits from others. */
    public static final class Builder {
        private final CloudLimits from;
        private int messageBytes;
        private int headBytes;
        private int tensors;
        private long elements;
        private int concurrentRequests;
        private int loadedModels;
        private Duration requestTime;
        private Duration drain;

        private Builder(CloudLimits from) {
            this.from = from;
            messageBytes = from.messageBytes;
            headBytes = from.headBytes;
            tensors = from.tensors;
            elements = from.elements;
            concurrentRequests = from.concurrentRequests;
            loadedModels = from.loadedModels;
            requestTime = from.requestTime;
            drain = from.drain;
        }

        /** Another bound on a request's bytes, and on those of its head where that is lower. */
        public Builder messageBytes(int most) {
            messageBytes = most;
            headBytes = Math.min(from.headBytes, most);
            return this;
        }

        /** Other bounds on a request's tensors and their elements. */
        public Builder tensors(int most, long mostElements) {
            tensors = most;
            elements = mostElements;
            return this;
        }

        /** Another bound on concurrent requests. */
        public Builder concurrentRequests(int most) {
            concurrentRequests = most;
            return this;
        }

        /** Another bound on loaded models. */
        public Builder loadedModels(int most) {
            loadedModels = most;
            return this;
        }

        /** Other times for a request and for draining. */
        public Builder times(Duration request, Duration toDrain) {
            requestTime = request;
            drain = toDrain;
            return this;
        }

        /** The limits. */
        public CloudLimits build() {
            return new CloudLimits(
                    messageBytes,
                    headBytes,
                    tensors,
                    elements,
                    concurrentRequests,
                    loadedModels,
                    requestTime,
                    from.headerBytes,
                    from.callsPerConnection,
                    from.idle,
                    from.leastPing,
                    drain);
        }
    }
}
