package org.wattsplit.testbed.cloud;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferResponse;
import org.wattsplit.testbed.protocol.ModelMetadataRequest;
import org.wattsplit.testbed.protocol.ModelMetadataResponse;
import org.wattsplit.testbed.protocol.ModelReadyRequest;
import org.wattsplit.testbed.protocol.ModelReadyResponse;
import org.wattsplit.testbed.protocol.ServerLiveRequest;
import org.wattsplit.testbed.protocol.ServerLiveResponse;
import org.wattsplit.testbed.protocol.ServerMetadataRequest;
import org.wattsplit.testbed.protocol.ServerMetadataResponse;
import org.wattsplit.testbed.protocol.ServerReadyRequest;
import org.wattsplit.testbed.protocol.ServerReadyResponse;
import org.wattsplit.testbed.tensor.Tensor;

/** The methods of the Open Inference Protocol. */
final class InferenceService {
    /** The one version of each model; requests may name it or none. */
    private static final String VERSION = "1";

    private static final String PLATFORM = "wattsplit";

    private final ModelRepository repository;
    private final ModelCache cache;
    private final CloudLimits limits;
    private final @Nullable CpuEnergy energy;
    private final RequestDecoder decoder;
    private final CloudMetrics metrics;
    private final ScheduledExecutorService timers;
    private final BooleanSupplier serving;
    private final Semaphore permits;
    private final RawMarshaller<ModelInferResponse> responses;

    InferenceService(
            ModelRepository repository,
            ModelCache cache,
            CloudServerOptions options,
            CloudMetrics metrics,
            ScheduledExecutorService timers,
            BooleanSupplier serving) {
        this.repository = repository;
        this.cache = cache;
        this.limits = options.limits();
        this.energy = options.energy();
        this.decoder = new RequestDecoder(limits, options.codecs());
        this.metrics = metrics;
        this.timers = timers;
        this.serving = serving;
        this.permits = new Semaphore(limits.concurrentRequests());
        this.responses = InferMethod.responses(Integer.MAX_VALUE, Integer.MAX_VALUE / 4);
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(GRPCInferenceServiceGrpc.SERVICE_NAME)
                .addMethod(quick(
                        GRPCInferenceServiceGrpc.getServerLiveMethod(),
                        (ServerLiveRequest request) ->
                                ServerLiveResponse.newBuilder().setLive(true).build()))
                .addMethod(quick(
                        GRPCInferenceServiceGrpc.getServerReadyMethod(),
                        (ServerReadyRequest request) -> ServerReadyResponse.newBuilder()
                                .setReady(serving.getAsBoolean())
                                .build()))
                .addMethod(quick(GRPCInferenceServiceGrpc.getModelReadyMethod(), this::modelReady))
                .addMethod(quick(
                        GRPCInferenceServiceGrpc.getServerMetadataMethod(),
                        (ServerMetadataRequest request) -> serverMetadata()))
                .addMethod(metadata())
                .addMethod(infer())
                .build();
    }

    private <Q extends MessageLite, A> ServerMethodDefinition<Incoming<Q>, A> quick(
            MethodDescriptor<Q, A> method, Function<Q, A> answer) {
        return ServerMethodDefinition.create(
                lenient(method, method.getRequestMarshaller(), method.getResponseMarshaller()),
                (call, headers) -> new UnaryCall<>(
                        call,
                        (request, self, deadline) -> answer.apply(request.require()),
                        limits.requestTime().toNanos(),
                        timers,
                        status -> {},
                        () -> {}));
    }

    /** A method whose unreadable requests are answered in its own words. */
    private static <Q, A> MethodDescriptor<Incoming<Q>, A> lenient(
            MethodDescriptor<?, ?> method,
            MethodDescriptor.Marshaller<Q> requests,
            MethodDescriptor.Marshaller<A> answers) {
        return MethodDescriptor.<Incoming<Q>, A>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method.getFullMethodName())
                .setRequestMarshaller(new IncomingMarshaller<>(requests, method.getBareMethodName() + "Request"))
                .setResponseMarshaller(answers)
                .build();
    }

    private ModelReadyResponse modelReady(ModelReadyRequest request) {
        boolean known = repository.names().contains(request.getName()) && isVersion(request.getVersion());
        return ModelReadyResponse.newBuilder()
                .setReady(known && serving.getAsBoolean())
                .build();
    }

    private static ServerMetadataResponse serverMetadata() {
        return ServerMetadataResponse.newBuilder()
                .setName(PLATFORM)
                .setVersion(Producer.thisProcess().code())
                .build();
    }

    private static boolean isVersion(String version) {
        return version.isEmpty() || version.equals(VERSION);
    }

    private static void requireVersion(String model, String version) {
        if (!isVersion(version)) {
            throw Refusal.of(
                    Status.NOT_FOUND,
                    "the version of model " + Refusal.shortened(model),
                    VERSION + " or none",
                    version);
        }
    }

    /** Metadata may load a model, so it counts as a request. */
    private ServerMethodDefinition<Incoming<ModelMetadataRequest>, ModelMetadataResponse> metadata() {
        MethodDescriptor<ModelMetadataRequest, ModelMetadataResponse> method =
                GRPCInferenceServiceGrpc.getModelMetadataMethod();
        return ServerMethodDefinition.create(
                lenient(method, method.getRequestMarshaller(), method.getResponseMarshaller()),
                counted((request, call, deadline) -> modelMetadata(request.require(), deadline), status -> {}));
    }

    private ModelMetadataResponse modelMetadata(ModelMetadataRequest request, long deadlineNanos) {
        try (ModelCache.Lease lease = cache.acquire(request.getName(), deadlineNanos)) {
            requireVersion(request.getName(), request.getVersion());
            HostedModel model = lease.model();
            return ModelMetadataResponse.newBuilder()
                    .setName(request.getName())
                    .addVersions(VERSION)
                    .setPlatform(PLATFORM)
                    .addAllInputs(model.inputs().stream()
                            .map(InferenceService::message)
                            .toList())
                    .addAllOutputs(model.outputs().stream()
                            .map(InferenceService::message)
                            .toList())
                    .build();
        }
    }

    private static ModelMetadataResponse.TensorMetadata message(TensorMetadata tensor) {
        return ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(tensor.name())
                .setDatatype(tensor.datatype())
                .addAllShape(tensor.shape())
                .build();
    }

    /** A handler of calls that only so many may be at a time; further ones are refused before their request is read. */
    private <Q, A> ServerCallHandler<Incoming<Q>, A> counted(UnaryCall.Body<Q, A> body, Consumer<Status> ended) {
        return (call, headers) -> {
            if (!permits.tryAcquire()) {
                Status status = Refusal.beyond(
                                "the concurrent requests", "at most " + limits.concurrentRequests(), "one more")
                        .getStatus();
                call.close(status, new Metadata());
                ended.accept(status);
                return new ServerCall.Listener<>() {};
            }
            return new UnaryCall<>(call, body, limits.requestTime().toNanos(), timers, ended, permits::release);
        };
    }

    private ServerMethodDefinition<Incoming<RawMessage<ModelInferRequest>>, RawMessage<ModelInferResponse>> infer() {
        return ServerMethodDefinition.create(
                lenient(
                        GRPCInferenceServiceGrpc.getModelInferMethod(),
                        InferMethod.requests(
                                limits.headBytes(), limits.tensors(), new BufferPool(limits.messageBytes())),
                        responses),
                (call, headers) -> {
                    AtomicReference<String> model = new AtomicReference<>(CloudMetrics.NO_MODEL);
                    return this.<RawMessage<ModelInferRequest>, RawMessage<ModelInferResponse>>counted(
                                    (request, self, deadline) -> infer(request, self, deadline, model),
                                    status -> metrics.ended(Objects.requireNonNull(model.get()), status))
                            .startCall(call, headers);
                });
    }

    private RawMessage<ModelInferResponse> infer(
            Incoming<RawMessage<ModelInferRequest>> incoming,
            UnaryCall<?, ?> call,
            long deadlineNanos,
            AtomicReference<String> label) {
        RawMessage<ModelInferRequest> request = incoming.require();
        String name = request.head().getModelName();
        if (repository.names().contains(name)) {
            label.set(name);
        }
        metrics.received(Objects.requireNonNull(label.get()), incoming.bytes());
        try (ModelCache.Lease lease = cache.acquire(name, deadlineNanos)) {
            requireVersion(name, request.head().getModelVersion());
            HostedModel model = lease.model();
            List<Integer> wanted = RequestDecoder.outputs(request.head(), model);
            long beforeDecode = System.nanoTime();
            List<Tensor> inputs = decoder.decode(request, model);
            long decodeNanos = incoming.parseNanos() + System.nanoTime() - beforeDecode;
            lease.takeTurn(deadlineNanos);
            if (call.isOver()) {
                throw Status.CANCELLED
                        .withDescription("nobody waits for the answer")
                        .asRuntimeException();
            }
            CpuEnergy.@Nullable Interval interval = energy == null ? null : energy.begin();
            long begin = System.nanoTime();
            List<Tensor> outputs = run(model, inputs);
            long end = System.nanoTime();
            CloudTrace trace = new CloudTrace(
                    (begin - incoming.receivedNanos() - decodeNanos) / 1e6,
                    decodeNanos / 1e6,
                    (end - begin) / 1e6,
                    interval == null ? Optional.empty() : Optional.of(interval.end()));
            RawMessage<ModelInferResponse> answer = answer(request.head(), model, wanted, outputs, trace);
            metrics.answered(name, responses.sizeBytes(answer), trace);
            return answer;
        }
    }

    private static List<Tensor> run(HostedModel model, List<Tensor> inputs) {
        List<Tensor> outputs;
        try {
            outputs = model.infer(inputs);
        } catch (InputException | StatusRuntimeException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Status.INTERNAL
                    .withDescription("model " + model.name() + " failed: " + Refusal.shortened(e.toString()))
                    .withCause(e)
                    .asRuntimeException();
        }
        if (outputs.size() != model.outputs().size()) {
            throw Refusal.of(
                    Status.INTERNAL,
                    "the outputs of model " + model.name(),
                    String.valueOf(model.outputs().size()),
                    outputs.size());
        }
        return outputs;
    }

    private static RawMessage<ModelInferResponse> answer(
            ModelInferRequest request,
            HostedModel model,
            List<Integer> wanted,
            List<Tensor> outputs,
            CloudTrace trace) {
        ModelInferResponse.Builder head = ModelInferResponse.newBuilder()
                .setModelName(model.name())
                .setModelVersion(VERSION)
                .setId(request.getId())
                .putAllParameters(trace.parameters());
        List<ByteBuffer> contents = new ArrayList<>();
        for (int place : wanted) {
            TensorMetadata metadata = model.outputs().get(place);
            Tensor tensor = outputs.get(place);
            head.addOutputs(ModelInferResponse.InferOutputTensor.newBuilder()
                    .setName(metadata.name())
                    .setDatatype(metadata.datatype())
                    .addAllShape(tensor.shape().sizes()));
            contents.add(tensor.bytes());
        }
        return new RawMessage<>(head.build(), contents);
    }
}
