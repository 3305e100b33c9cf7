package org.wattsplit.testbed.remote;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.testbed.cloud.SecuredGrpc;
import org.wattsplit.testbed.remote.protocol.Answer;
import org.wattsplit.testbed.remote.protocol.Command;
import org.wattsplit.testbed.remote.protocol.DescribeRequest;
import org.wattsplit.testbed.remote.protocol.Description;
import org.wattsplit.testbed.remote.protocol.EdgeAgentGrpc;

/**
 * Has a testbed of this machine controlled from elsewhere, by one controller at a time. When the controller goes away, or the
 * server is closed, the testbed is closed, which puts the hardware back. Thread-safe.
 */
public final class EdgeServer implements AutoCloseable {
    private static final int MESSAGE_BYTES = 256 << 10;
    private static final int CALLS_PER_CONNECTION = 8;
    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final Duration AFTER_STOP = Duration.ofSeconds(2);

    private final IntFunction<TestbedFactory> testbeds;
    private final Consumer<String> told;
    private final ConfigurationSpace space;
    private final Description description;
    private final AtomicReference<@Nullable ControlSession> current = new AtomicReference<>();
    private final Server server;

    private EdgeServer(
            EdgeServerOptions options,
            String network,
            Supplier<String> madeFrom,
            IntFunction<TestbedFactory> testbeds,
            Consumer<String> told) {
        this.testbeds = testbeds;
        this.told = told;
        InetSocketAddress address = SecuredGrpc.listening(options.host(), options.port(), options.security());
        if (!address.getAddress().isLoopbackAddress()
                && options.security().authority() == null
                && !options.security().plainTextAnywhere()) {
            throw InputException.of(
                            "the authority of controllers' certificates", "given beyond this machine itself", "none")
                    .maybe("name it (mutual TLS), or allow plain text explicitly");
        }
        Capabilities capabilities = testbeds.apply(0).describe();
        space = capabilities.space();
        description = Messages.description(network, madeFrom.get(), capabilities);
        try {
            server = SecuredGrpc.server(address, options.security())
                    .intercept(new Peers())
                    .addService(new Service())
                    .maxInboundMessageSize(MESSAGE_BYTES)
                    .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                    .handshakeTimeout(10, TimeUnit.SECONDS)
                    // A controller whose machine is gone must not keep the device.
                    .keepAliveTime(10, TimeUnit.SECONDS)
                    .keepAliveTimeout(10, TimeUnit.SECONDS)
                    .permitKeepAliveTime(5, TimeUnit.SECONDS)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new TestbedException("edge", false, "cannot listen on " + address + ": " + SecuredGrpc.reason(e));
        }
    }

    /**
     * Starts a server; it takes a controller when this returns.
     *
     * @param network the network that the testbed runs
     * @param madeFrom tells the checksum of the file that the testbed is made from, for the logs of controllers
     * @param testbeds describes and opens testbeds that start at the hardware setting of a number; each controller has a
     *     session of its own
     * @param told told in words of controllers that come and go
     * @throws InputException for options that are not safe or files that cannot be used
     * @throws TestbedException when the address cannot be listened on
     */
    public static EdgeServer start(
            EdgeServerOptions options,
            String network,
            Supplier<String> madeFrom,
            IntFunction<TestbedFactory> testbeds,
            Consumer<String> told) {
        return new EdgeServer(options, network, madeFrom, testbeds, told);
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Waits until the server is closed. */
    public void awaitClosed() throws InterruptedException {
        server.awaitTermination();
    }

    /** Lets the command under way end, has the hardware put back, and stops. A second call does nothing. */
    @Override
    public void close() {
        server.shutdown();
        try {
            ControlSession session = current.get();
            if (session != null) {
                session.leave(Status.UNAVAILABLE.withDescription("the edge server stops"));
                session.awaitEnd(STOPPING);
            }
            if (!server.awaitTermination(AFTER_STOP.toNanos(), TimeUnit.NANOSECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private final class Service extends EdgeAgentGrpc.EdgeAgentImplBase {
        @Override
        public void describe(DescribeRequest request, StreamObserver<Description> answer) {
            answer.onNext(description);
            answer.onCompleted();
        }

        @Override
        public StreamObserver<Command> control(StreamObserver<Answer> answers) {
            String peer = Peers.PEER.get();
            ControlSession session =
                    new ControlSession(peer, (ServerCallStreamObserver<Answer>) answers, space, testbeds, this::ended);
            ControlSession other = current.compareAndExchange(null, session);
            if (other != null) {
                answers.onError(Status.FAILED_PRECONDITION
                        .withDescription("Expected one controller at a time, given another while " + other.peer()
                                + " has the device")
                        .asRuntimeException());
                return new Nobody();
            }
            told.accept("controller " + peer + " has the device");
            session.begin();
            return session;
        }

        private void ended(ControlSession session, String words) {
            current.compareAndSet(session, null);
            told.accept("controller " + session.peer() + " is gone; " + words);
        }
    }

    /** What is left of a controller that was refused. */
    private static final class Nobody implements StreamObserver<Command> {
        @Override
        public void onNext(Command command) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    /** Tells calls where they come from. */
    private static final class Peers implements ServerInterceptor {
        static final Context.Key<String> PEER = Context.keyWithDefault("peer", "somebody");

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String peer = String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR))
                    .replaceFirst("^/", "");
            return Contexts.interceptCall(Context.current().withValue(PEER, peer), call, headers, next);
        }
    }
}
