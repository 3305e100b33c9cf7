package org.wattsplit.testbed.cloud;

import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived: readable, or with what is wrong with it, so that a malformed one is answered like any other.
 *
 * @param value the request; none when it cannot be read
 * @param fault why it cannot be read; none when it can
 * @param bytes its size
 * @param receivedNanos when all of it was there, by {@link System#nanoTime}
 * @param parseNanos the time that reading it took
 */
record Incoming<T>(
        @Nullable T value, @Nullable StatusRuntimeException fault, long bytes, long receivedNanos, long parseNanos) {
    /** The request; throws what is wrong with it. */
    T require() {
        if (value == null) {
            throw fault == null ? new IllegalStateException("neither a request nor a fault") : fault;
        }
        return value;
    }

    /** Gives the memory of its tensors back; nothing may refer to them any more. Run once at most. */
    void release() {
        if (value instanceof RawMessage<?> message) {
            message.release().run();
        }
    }
}
