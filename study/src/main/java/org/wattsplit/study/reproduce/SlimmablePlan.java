package org.wattsplit.study.reproduce;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * How slimmable encoders are compared with ladders of separate networks.
 *
 * @param data the authors' folder, with {@code rpi4_cpus4.csv}; null for our own network only
 * @param traces the folder of the traces of scenario SlimLink-v1
 * @param seeds worlds of the tests, at least 2
 * @param requests requests of each, at least 1
 */
public record SlimmablePlan(@Nullable Path data, Path traces, int seeds, int requests) {
    public SlimmablePlan {
        InputException.require(seeds >= 2, "the seeds", "at least 2", seeds);
        InputException.require(requests >= 1, "the requests", "at least 1", requests);
    }
}
