package org.wattsplit.testbed.cloud;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferResponse;
import org.wattsplit.testbed.protocol.ModelMetadataRequest;
import org.wattsplit.testbed.protocol.ModelMetadataResponse;
import org.wattsplit.testbed.protocol.ModelReadyRequest;
import org.wattsplit.testbed.protocol.ServerLiveRequest;
import org.wattsplit.testbed.protocol.ServerMetadataRequest;
import org.wattsplit.testbed.protocol.ServerMetadataResponse;
import org.wattsplit.testbed.protocol.ServerReadyRequest;

/**
 * Asks a server that speaks the Open Inference Protocol. Every call ends within its deadline: with an answer or a
 * {@link TestbedException}, of part {@code transfer} when the server could not be reached or was lost, and of part
 * {@code cloud} when it refused or failed. Thread-safe; calls share one connection.
 *
 * <p>A call that never left is sent again by gRPC. Beyond that, a call that met an unavailable server is sent once more within
 * its deadline: those that ask for what is so anyway always, inferences where {@link CloudClientOptions#retryInference} allows
 * it.
 */
public final class CloudClient implements AutoCloseable {
    /** The pause before a call is sent once more. */
    static final Duration PAUSE = Duration.ofMillis(50);

    private static final int MOST_OUTPUTS = 1024;
    private static final String CHANNEL_CLOSED = "channel closed";
    private static final String TLS =
            "no connection that both sides trust; certificates, authorities and host names must fit: ";

    private final CloudClientOptions options;
    private final ManagedChannel channel;
    private final RawMarshaller<ModelInferRequest> requests;
    private final RawMarshaller<ModelInferResponse> responses;
    private final MethodDescriptor<RawMessage<ModelInferRequest>, RawMessage<ModelInferResponse>> method;

    private CloudClient(CloudClientOptions options) {
        this.options = options;
        channel = SecuredGrpc.channel(options.host(), options.port(), options.security())
                .maxInboundMessageSize(options.answerBytes())
                .keepAliveTime(options.keepAlive().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .flowControlWindow(InferMethod.WINDOW_BYTES)
                .disableServiceConfigLookUp()
                .build();
        requests = InferMethod.requests(Integer.MAX_VALUE, Integer.MAX_VALUE / 4, new BufferPool(0));
        responses = InferMethod.responses(options.answerBytes(), MOST_OUTPUTS);
        method = InferMethod.forClients(requests, responses);
    }

    /**
     * A client, which connects with its first call.
     *
     * @throws InputException for options that are not safe or files that cannot be used
     */
    public static CloudClient of(CloudClientOptions options) {
        return new CloudClient(options);
    }

    /** Whether the server runs. */
    public boolean live() {
        return ask(
                "live",
                stub -> stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive());
    }

    /** Whether the server takes requests. */
    public boolean ready() {
        return ask(
                "ready",
                stub -> stub.serverReady(ServerReadyRequest.getDefaultInstance())
                        .getReady());
    }

    /** Whether the server takes requests, asked anew, also where the last try to connect has failed, within a time. */
    public boolean readyWithin(Duration time) {
        channel.resetConnectBackoff();
        try {
            return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withWaitForReady()
                    .withDeadlineAfter(time.toNanos(), TimeUnit.NANOSECONDS)
                    .serverReady(ServerReadyRequest.getDefaultInstance())
                    .getReady();
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /**
     * How far the server is, by some calls that carry nothing.
     *
     * @param calls at least 1
     */
    public RoundTrip roundTrip(int calls) {
        Check.that(calls >= 1, "the calls", "at least 1", calls);
        double[] millis = new double[calls];
        double fastest = Double.POSITIVE_INFINITY;
        OptionalDouble offset = OptionalDouble.empty();
        for (int i = 0; i < calls; i++) {
            AtomicReference<Metadata> head = new AtomicReference<>();
            long sent = System.currentTimeMillis();
            long begun = System.nanoTime();
            ask(
                    "live",
                    stub -> stub.withInterceptors(
                                    MetadataUtils.newCaptureMetadataInterceptor(head, new AtomicReference<>()))
                            .serverLive(ServerLiveRequest.getDefaultInstance()));
            millis[i] = (System.nanoTime() - begun) / 1e6;
            if (millis[i] < fastest) {
                fastest = millis[i];
                offset = offset(head.get(), sent + millis[i] / 2);
            }
        }
        return new RoundTrip(Median.withDefaults().evaluate(millis), offset);
    }

    private static OptionalDouble offset(@Nullable Metadata head, double halfWayMillis) {
        String told = head == null ? null : head.get(TimeHeader.KEY);
        try {
            return told == null ? OptionalDouble.empty() : OptionalDouble.of(Long.parseLong(told) - halfWayMillis);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Whether the server takes requests for a model. */
    public boolean ready(String model) {
        ModelReadyRequest request =
                ModelReadyRequest.newBuilder().setName(model).build();
        return ask("model " + model + " ready", stub -> stub.modelReady(request).getReady());
    }

    /** Whether the server's standard health service says that it serves; it is asked without a token, too. */
    public boolean serves() {
        return ask(
                "health",
                stub -> HealthGrpc.newBlockingStub(stub.getChannel())
                                .withDeadline(stub.getCallOptions().getDeadline())
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus()
                        == HealthCheckResponse.ServingStatus.SERVING);
    }

    /** What the server says of itself. */
    public ServerDescription server() {
        ServerMetadataResponse answer =
                ask("server metadata", stub -> stub.serverMetadata(ServerMetadataRequest.getDefaultInstance()));
        return new ServerDescription(answer.getName(), answer.getVersion(), answer.getExtensionsList());
    }

    /** What the server says of a model, which it may load for that. */
    public ModelDescription model(String name) {
        ModelMetadataRequest request =
                ModelMetadataRequest.newBuilder().setName(name).build();
        ModelMetadataResponse answer = ask("metadata of model " + name, stub -> stub.modelMetadata(request));
        try {
            return new ModelDescription(
                    answer.getName(),
                    answer.getVersionsList(),
                    answer.getPlatform(),
                    tensors(answer.getInputsList()),
                    tensors(answer.getOutputsList()));
        } catch (IllegalArgumentException e) {
            throw new TestbedException("cloud", false, "metadata of model " + name + ": " + e.getMessage());
        }
    }

    private static List<TensorMetadata> tensors(List<ModelMetadataResponse.TensorMetadata> messages) {
        return messages.stream()
                .map(each -> new TensorMetadata(each.getName(), each.getDatatype(), each.getShapeList()))
                .toList();
    }

    private <A> A ask(String what, Function<GRPCInferenceServiceBlockingStub, A> question) {
        GRPCInferenceServiceBlockingStub stub = GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(options.deadline().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return question.apply(stub);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw failure(what, e.getStatus());
            }
        }
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            return question.apply(stub);
        } catch (StatusRuntimeException e) {
            throw failure(what, e.getStatus());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("transfer", true, what + ": interrupted");
        }
    }

    /** {@link #infer(String, List, Duration)} within the usual deadline. */
    public CloudAnswer infer(String model, List<CloudInput> inputs) {
        return infer(model, inputs, options.deadline());
    }

    /**
     * Runs a model. An interrupt of the calling thread cancels the call.
     *
     * @throws TestbedException when there is no answer within the deadline
     */
    public CloudAnswer infer(String model, List<CloudInput> inputs, Duration deadline) {
        CompletableFuture<CloudAnswer> answer = start(model, inputs, deadline);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new TestbedException("transfer", true, "model " + model + ": interrupted");
        } catch (CancellationException e) {
            throw new TestbedException("transfer", true, "model " + model + ": cancelled");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TestbedException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Begins to run a model. Cancelling what this returns cancels the call; it fails with {@link TestbedException}. */
    public CompletableFuture<CloudAnswer> start(String model, List<CloudInput> inputs, Duration deadline) {
        ModelInferRequest.Builder head = ModelInferRequest.newBuilder().setModelName(model);
        inputs.forEach(input -> head.addInputs(input.message()));
        RawMessage<ModelInferRequest> request = new RawMessage<>(
                head.build(),
                inputs.stream().map(input -> input.encoded().bytes()).toList());
        return new InferCall(this, model, request, deadline).begin();
    }

    CloudClientOptions options() {
        return options;
    }

    ManagedChannel channel() {
        return channel;
    }

    MethodDescriptor<RawMessage<ModelInferRequest>, RawMessage<ModelInferResponse>> method() {
        return method;
    }

    long sentBytes(RawMessage<ModelInferRequest> request) {
        return requests.sizeBytes(request);
    }

    long receivedBytes(RawMessage<ModelInferResponse> response) {
        return responses.sizeBytes(response);
    }

    /** The failure of a call. */
    TestbedException failure(String what, Status status) {
        String words = status.getDescription() == null ? "" : ": " + status.getDescription();
        String reasons = Causes.words(status.getCause());
        String why = reasons.isEmpty() ? "" : " (" + reasons + ")";
        String message = options.host() + ":" + options.port() + ", " + what + ": " + status.getCode() + words + why;
        if (status.getCode() == Status.Code.UNKNOWN && CHANNEL_CLOSED.equals(status.getDescription())) {
            // The transport's own words, for a connection that was lost just as the call began.
            return new TestbedException("transfer", true, message);
        }
        return switch (status.getCode()) {
            // Who cancels on this side sees a cancelled future; this is a server that broke off.
            case UNAVAILABLE, CANCELLED ->
                Causes.isTls(status.getCause())
                        ? new TestbedException("transfer", false, TLS + message)
                        : new TestbedException("transfer", true, message);
            case DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> new TestbedException("cloud", true, message);
            default -> new TestbedException("cloud", false, message);
        };
    }

    /** Breaks off open calls and disconnects. */
    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
