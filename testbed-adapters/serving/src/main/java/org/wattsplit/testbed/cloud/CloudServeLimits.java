package org.wattsplit.testbed.cloud;

import java.time.Duration;

/**
 * What a server that people start allows, in their units. Errors name a limit as the option is called that gives it.
 *
 * @param messageMebibytes most MiB of a request, 1 to 1024
 * @param tensors most tensors of a request, 1 to 1024
 * @param elements most elements of a request, 1 to 2^29
 * @param requests most requests at a time, 1 to 4096; further ones are refused
 * @param models most models in memory, 1 to 4096; the one used longest ago makes room
 * @param seconds most seconds of a request, 0.001 to 86400
 * @param drainSeconds seconds that requests under way have when the server stops, 0 to 86400
 */
public record CloudServeLimits(
        int messageMebibytes,
        int tensors,
        long elements,
        int requests,
        int models,
        double seconds,
        double drainSeconds) {
    private static final double DAY = 86_400;
    private static final CloudLimits USUAL = CloudLimits.DEFAULT;

    /** Those of {@link CloudLimits#DEFAULT}: 64 MiB, 16 tensors, 2^24 elements, 64 requests, 4 models, 30 s, 10 s to drain. */
    public static final CloudServeLimits DEFAULT = new CloudServeLimits(
            USUAL.messageBytes() >> 20,
            USUAL.tensors(),
            USUAL.elements(),
            USUAL.concurrentRequests(),
            USUAL.loadedModels(),
            USUAL.requestTime().toSeconds(),
            USUAL.drain().toSeconds());

    public CloudServeLimits {
        Ranges.require("the most MiB of a message", 1, 1024, messageMebibytes);
        Ranges.require("the most tensors of a message", 1, 1024, tensors);
        Ranges.require("the most elements of a tensor", 1, 1L << 29, elements);
        Ranges.require("the most requests at once", 1, 4096, requests);
        Ranges.require("the most loaded models", 1, 4096, models);
        Ranges.require("the most seconds of a request", 0.001, DAY, seconds);
        Ranges.require("the seconds of draining", 0, DAY, drainSeconds);
    }

    /** These, with another bound on a request's size. */
    public CloudServeLimits withMessage(int mebibytes) {
        return new CloudServeLimits(mebibytes, tensors, elements, requests, models, seconds, drainSeconds);
    }

    /** These, with other bounds on a request's tensors and their elements. */
    public CloudServeLimits withTensors(int most, long mostElements) {
        return new CloudServeLimits(messageMebibytes, most, mostElements, requests, models, seconds, drainSeconds);
    }

    /** These, with another bound on requests at a time. */
    public CloudServeLimits withRequests(int most) {
        return new CloudServeLimits(messageMebibytes, tensors, elements, most, models, seconds, drainSeconds);
    }

    /** These, with another bound on models in memory. */
    public CloudServeLimits withModels(int most) {
        return new CloudServeLimits(messageMebibytes, tensors, elements, requests, most, seconds, drainSeconds);
    }

    /** These, with other times for a request and for draining. */
    public CloudServeLimits withSeconds(double request, double drain) {
        return new CloudServeLimits(messageMebibytes, tensors, elements, requests, models, request, drain);
    }

    /** These limits, as a server takes them. */
    public CloudLimits limits() {
        return USUAL.toBuilder()
                .messageBytes(messageMebibytes << 20)
                .tensors(tensors, elements)
                .concurrentRequests(requests)
                .loadedModels(models)
                .times(time(seconds), time(drainSeconds))
                .build();
    }

    private static Duration time(double inSeconds) {
        return Duration.ofNanos(Math.round(inSeconds * 1e9));
    }
}
