package org.wattsplit.testbed.cloud;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.InstantSource;

/** Tells the server's time, in milliseconds since 1970, in the head of every answer, so that clients can compare clocks. */
record TimeHeader(InstantSource clock) implements ServerInterceptor {
    static final Metadata.Key<String> KEY = Metadata.Key.of("wattsplit-time-ms", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return next.startCall(
                new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
                    @Override
                    public void sendHeaders(Metadata answer) {
                        answer.put(KEY, String.valueOf(clock.millis()));
                        super.sendHeaders(answer);
                    }
                },
                headers);
    }
}
