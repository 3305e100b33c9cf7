package org.wattsplit.testbed.cloud;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads requests without ever failing: see {@link Incoming}. */
final class IncomingMarshaller<T> implements Marshaller<Incoming<T>> {
    private final Marshaller<T> marshaller;
    private final String type;

    IncomingMarshaller(Marshaller<T> marshaller, String type) {
        this.marshaller = marshaller;
        this.type = type;
    }

    @Override
    public InputStream stream(Incoming<T> message) {
        return marshaller.stream(message.require());
    }

    @Override
    public Incoming<T> parse(InputStream stream) {
        long begin = System.nanoTime();
        long bytes = 0;
        @Nullable T value = null;
        @Nullable StatusRuntimeException fault = null;
        try {
            bytes = stream instanceof KnownLength ? stream.available() : 0;
            value = marshaller.parse(stream);
        } catch (StatusRuntimeException e) {
            fault = named(e);
        } catch (IOException | RuntimeException e) {
            fault = Refusal.invalid("the message", "a " + type, "bytes that are none: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            fault = Refusal.beyond("a request", "small enough for the memory that is left", bytes + " bytes");
        }
        return new Incoming<>(value, fault, bytes, begin, System.nanoTime() - begin);
    }

    private StatusRuntimeException named(StatusRuntimeException e) {
        Status status = e.getStatus();
        if (status.getCode() == Status.Code.INVALID_ARGUMENT || status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
            return e;
        }
        @Nullable Throwable cause = status.getCause();
        return Refusal.invalid(
                "the message",
                "a " + type,
                "bytes that are none: " + (cause == null ? status.getDescription() : cause.getMessage()));
    }
}
