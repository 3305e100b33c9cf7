package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc;
import org.wattsplit.testbed.protocol.InferTensorContents;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferResponse;
import org.wattsplit.testbed.protocol.ModelMetadataRequest;
import org.wattsplit.testbed.protocol.ModelMetadataResponse;
import org.wattsplit.testbed.protocol.ModelReadyRequest;
import org.wattsplit.testbed.protocol.ServerLiveRequest;
import org.wattsplit.testbed.protocol.ServerMetadataRequest;
import org.wattsplit.testbed.protocol.ServerReadyRequest;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** What the server answers to clients that speak the protocol, and to those that speak it badly. */
final class CloudServerTest {
    private static final CloudLimits LIMITS =
            CloudLimits.DEFAULT.withMessageBytes(1 << 20).withTensors(4, 1000);

    private final FakeModels models = new FakeModels();
    private CloudServer server = start(CloudServerOptions.loopback(0).withLimits(LIMITS));
    private Requests requests = new Requests(server.port());

    private CloudServer start(CloudServerOptions options) {
        return CloudServer.start(options, models);
    }

    /** Starts the server anew with other options. */
    private void restart(CloudServerOptions options) {
        requests.close();
        server.close();
        server = start(options);
        requests = new Requests(server.port());
    }

    @BeforeEach
    void isReady() {
        assertThat(requests.stub()
                        .serverReady(ServerReadyRequest.getDefaultInstance())
                        .getReady())
                .isTrue();
    }

    @AfterEach
    void stop() {
        models.slowEnds.countDown();
        requests.close();
        server.close();
    }

    @Test
    void theServerIsLiveAndSaysWhatItIs() {
        assertThat(requests.stub()
                        .serverLive(ServerLiveRequest.getDefaultInstance())
                        .getLive())
                .isTrue();
        assertThat(requests.stub()
                        .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getName())
                .isEqualTo("wattsplit");
        assertThat(HealthGrpc.newBlockingStub(requests.channel())
                        .check(HealthCheckRequest.newBuilder()
                                .setService(GRPCInferenceServiceGrpc.SERVICE_NAME)
                                .build())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    @Test
    void aModelIsReadyWhenTheServerHostsItsVersion() {
        assertThat(ready("sum", "")).isTrue();
        assertThat(ready("sum", "1")).isTrue();
        assertThat(ready("sum", "2")).isFalse();
        assertThat(ready("resnet", "")).isFalse();
        assertThat(models.opened).hasValue(0);
    }

    private boolean ready(String name, String version) {
        return requests.stub()
                .modelReady(ModelReadyRequest.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .build())
                .getReady();
    }

    @Test
    void metadataNamesTensorsWithTheirTypesAndShapes() {
        ModelMetadataResponse answer = requests.stub()
                .modelMetadata(ModelMetadataRequest.newBuilder().setName("sum").build());
        assertThat(answer.getVersionsList()).containsExactly("1");
        assertThat(answer.getInputs(0).getName()).isEqualTo("x");
        assertThat(answer.getInputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(answer.getInputs(0).getShapeList()).containsExactly(-1L, 3L);
        assertThat(answer.getOutputsList()).hasSize(2);
    }

    @Test
    void rawContentsAreAnsweredRawWithATraceAndTheRequestsId() {
        long begin = System.nanoTime();
        ModelInferResponse answer = requests.stub().modelInfer(Requests.valid().build());
        double millis = (System.nanoTime() - begin) / 1e6;
        assertThat(answer.getId()).isEqualTo("request 7");
        assertThat(answer.getOutputsList())
                .extracting(ModelInferResponse.InferOutputTensor::getName)
                .containsExactly("rows", "all");
        assertThat(answer.getOutputs(0).getShapeList()).containsExactly(2L);
        assertThat(answer.getRawOutputContentsList()).containsExactly(Requests.floats(6, 15), Requests.floats(21));
        assertThat(answer.getParametersMap()).containsOnlyKeys("queue_ms", "decode_ms", "compute_ms");
        assertThat(answer.getParametersMap().values())
                .allSatisfy(each -> assertThat(each.getDoubleParam()).isBetween(0.0, millis));
    }

    @Test
    void typedContentsAreReadToo() {
        ModelInferResponse answer = requests.stub()
                .modelInfer(Requests.valid()
                        .clearRawInputContents()
                        .clearInputs()
                        .addInputs(Requests.input("x", "FP32", 1, 3)
                                .setContents(InferTensorContents.newBuilder().addAllFp32Contents(List.of(1f, 2f, 4f))))
                        .build());
        assertThat(answer.getRawOutputContents(1)).isEqualTo(Requests.floats(7));
    }

    @Test
    void onlyRequestedOutputsAreAnswered() {
        ModelInferResponse answer = requests.stub()
                .modelInfer(Requests.valid()
                        .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                                .setName("all"))
                        .build());
        assertThat(answer.getOutputsList()).hasSize(1);
        assertThat(answer.getRawOutputContentsList()).containsExactly(Requests.floats(21));
    }

    @Test
    void aCompressedRequestIsRead() {
        assertThat(requests.stub()
                        .withCompression("gzip")
                        .modelInfer(Requests.valid().build())
                        .getRawOutputContents(1))
                .isEqualTo(Requests.floats(21));
    }

    @Test
    void energyIsAnsweredWithItsSource() {
        restart(CloudServerOptions.loopback(0).withEnergy(() -> () -> new CpuEnergy.Spent(1.5, "made up")));
        ModelInferResponse answer = requests.stub().modelInfer(Requests.valid().build());
        assertThat(answer.getParametersOrThrow("cpu_energy_j").getDoubleParam()).isEqualTo(1.5);
        assertThat(answer.getParametersOrThrow("energy_source").getStringParam())
                .isEqualTo("made up");
    }

    /** Elements as bytes times a scale less a zero point. */
    private static final class Bytes implements Codec {
        @Override
        public String name() {
            return "int8";
        }

        @Override
        public int bytes(Shape shape) {
            return shape.elements();
        }

        @Override
        public String description() {
            return "of this test";
        }

        @Override
        public Encoded encode(Tensor tensor) {
            ByteBuffer bytes = ByteBuffer.allocate(tensor.shape().elements());
            for (float each : tensor.toArray()) {
                bytes.put((byte) (each * 2 + 3));
            }
            return new Encoded("INT8", bytes.flip(), List.of(0.5f), List.of(3));
        }

        @Override
        public Tensor decode(Encoded encoded, Shape shape) {
            if (encoded.bytes().remaining() != shape.elements()
                    || encoded.scales().size() != 1) {
                throw InputException.of(
                        "the bytes", "as many as elements", encoded.bytes().remaining());
            }
            float[] elements = new float[shape.elements()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = encoded.scales().get(0)
                        * (encoded.bytes().get(i) - encoded.zeroPoints().get(0));
            }
            return Tensor.of(shape, elements);
        }
    }

    private static Codec codec(String name) {
        if (!name.equals("int8")) {
            throw InputException.unknown("the codec", name, List.of("int8"));
        }
        return new Bytes();
    }

    @Test
    void aCodecsTensorIsDecodedWithItsScales() {
        restart(CloudServerOptions.loopback(0).withCodecs(CloudServerTest::codec));
        ModelInferRequest request = Requests.valid()
                .clear()
                .setModelName("sum")
                .addInputs(Requests.input("x", "INT8", 1, 3)
                        .putParameters("codec", Requests.text("int8"))
                        .putParameters("scales", Requests.text("0.5"))
                        .putParameters("zero_points", Requests.text("3")))
                .addRawInputContents(ByteString.copyFrom(new byte[] {5, 7, 9}))
                .build();
        assertThat(requests.stub().modelInfer(request).getRawOutputContents(0)).isEqualTo(Requests.floats(6));
        refused(
                change(request, "scales", "0.5,x"),
                Status.Code.INVALID_ARGUMENT,
                "parameter scales of input x",
                "given x");
        refused(change(request, "codec", "jpeg"), Status.Code.INVALID_ARGUMENT, "[int8]", "given jpeg");
        refused(
                request.toBuilder().setRawInputContents(0, Requests.floats(1)).build(),
                Status.Code.INVALID_ARGUMENT,
                "input x",
                "given 4");
        try (CloudClient client =
                CloudClient.of(CloudClientOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK))) {
            CloudInput input = CloudInput.encoded("x", Tensor.of(Shape.of(1, 3), 1, 2, -4), new Bytes());
            assertThat(client.infer("sum", List.of(input)).output("all").toArray())
                    .containsExactly(-1f);
        }
    }

    private static ModelInferRequest change(ModelInferRequest request, String parameter, String value) {
        return request.toBuilder()
                .setInputs(0, request.getInputs(0).toBuilder().putParameters(parameter, Requests.text(value)))
                .build();
    }

    private void refused(ModelInferRequest request, Status.Code code, String... words) {
        assertThat(refusal(() -> requests.stub().modelInfer(request)).getStatus())
                .satisfies(status -> assertThat(status.getCode()).isEqualTo(code))
                .satisfies(status -> assertThat(status.getDescription()).contains(words));
        assertThat(requests.stub().modelInfer(Requests.valid().build()).getRawOutputContents(1))
                .isEqualTo(Requests.floats(21));
    }

    private static StatusRuntimeException refusal(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                bad("unknown model", r -> r.setModelName("resnet"), Status.Code.NOT_FOUND, "the model", "resnet"),
                bad("unknown version", r -> r.setModelVersion("9"), Status.Code.NOT_FOUND, "version", "given 9"),
                bad(
                        "no input",
                        r -> r.clearInputs().clearRawInputContents(),
                        Status.Code.INVALID_ARGUMENT,
                        "[x]",
                        "[]"),
                bad("wrong input", r -> r.getInputsBuilder(0).setName("y"), Status.Code.INVALID_ARGUMENT, "[x]", "[y]"),
                bad(
                        "input twice",
                        r -> r.addInputs(r.getInputs(0)).addRawInputContents(r.getRawInputContents(0)),
                        Status.Code.INVALID_ARGUMENT,
                        "given once",
                        "given x"),
                bad(
                        "wrong rank",
                        r -> r.getInputsBuilder(0).clearShape().addShape(6),
                        Status.Code.INVALID_ARGUMENT,
                        "the shape of input x of model sum",
                        "[-1, 3]",
                        "given [6]"),
                bad(
                        "wrong size",
                        r -> r.getInputsBuilder(0).setShape(1, 2).setShape(0, 3),
                        Status.Code.INVALID_ARGUMENT,
                        "given [3, 2]"),
                bad("size 0", r -> r.getInputsBuilder(0).setShape(0, 0), Status.Code.INVALID_ARGUMENT, "[0, 3]"),
                bad(
                        "overflowing shape",
                        r -> r.getInputsBuilder(0).setShape(0, Long.MAX_VALUE),
                        Status.Code.INVALID_ARGUMENT,
                        "9223372036854775807"),
                bad(
                        "a thousand dimensions",
                        r -> {
                            for (int i = 0; i < 1000; i++) {
                                r.getInputsBuilder(0).addShape(1);
                            }
                            return r;
                        },
                        Status.Code.INVALID_ARGUMENT,
                        "1002 dimensions"),
                bad(
                        "wrong type",
                        r -> r.getInputsBuilder(0).setDatatype("INT64"),
                        Status.Code.INVALID_ARGUMENT,
                        "the datatype of input x",
                        "FP32",
                        "given INT64"),
                bad(
                        "wrong length",
                        r -> r.setRawInputContents(0, Requests.floats(1, 2)),
                        Status.Code.INVALID_ARGUMENT,
                        "the raw contents of input x of shape 2x3",
                        "24 bytes",
                        "given 8"),
                bad(
                        "wrong typed length",
                        r -> r.clearRawInputContents(),
                        Status.Code.INVALID_ARGUMENT,
                        "6 elements",
                        "given 0"),
                bad(
                        "raw and typed",
                        r -> r.getInputsBuilder(0)
                                .setContents(InferTensorContents.newBuilder().addFp32Contents(1)),
                        Status.Code.INVALID_ARGUMENT,
                        "raw or typed",
                        "both"),
                bad(
                        "more raw contents than inputs",
                        r -> r.addRawInputContents(ByteString.EMPTY),
                        Status.Code.INVALID_ARGUMENT,
                        "one for each of 1 inputs",
                        "given 2"),
                bad(
                        "too many raw contents",
                        r -> r.addAllRawInputContents(Collections.nCopies(5, ByteString.EMPTY)),
                        Status.Code.RESOURCE_EXHAUSTED,
                        "at most 4"),
                bad(
                        "a swarm of empty fields",
                        r -> {
                            for (int i = 0; i < 10_000; i++) {
                                r.addInputs(ModelInferRequest.InferInputTensor.getDefaultInstance());
                            }
                            return r;
                        },
                        Status.Code.RESOURCE_EXHAUSTED,
                        "the fields of a ModelInferRequest"),
                bad(
                        "too many elements",
                        r -> {
                            r.getInputsBuilder(0).setShape(0, 1000);
                            return r.setRawInputContents(0, Requests.floats(new float[3000]));
                        },
                        Status.Code.RESOURCE_EXHAUSTED,
                        "at most 1000",
                        "given 3000"),
                bad(
                        "oversized",
                        r -> r.setRawInputContents(0, ByteString.copyFrom(new byte[2 << 20])),
                        Status.Code.RESOURCE_EXHAUSTED,
                        "1048576",
                        "20971"),
                bad(
                        "unknown output",
                        r -> r.addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                                .setName("z")),
                        Status.Code.INVALID_ARGUMENT,
                        "[rows, all]",
                        "given z"),
                bad(
                        "unknown codec",
                        r -> r.putParameters("codec", Requests.text("jpeg")),
                        Status.Code.INVALID_ARGUMENT,
                        "the codec",
                        "given jpeg"),
                bad(
                        "a codec that is no string",
                        r -> r.putParameters(
                                "codec",
                                Requests.text("").toBuilder().setBoolParam(true).build()),
                        Status.Code.INVALID_ARGUMENT,
                        "parameter codec",
                        "a string"),
                bad(
                        "a failing model",
                        r -> r.setModelName("broken"),
                        Status.Code.INTERNAL,
                        "broken",
                        "weights are gone"),
                bad("a model without outputs", r -> r.setModelName("poor"), Status.Code.INTERNAL, "poor", "given 0"),
                bad(
                        "an endless name",
                        r -> r.setModelName("n".repeat(100_000)),
                        Status.Code.NOT_FOUND,
                        "the model",
                        "nnn…"));
    }

    private static Arguments bad(
            String name, Function<ModelInferRequest.Builder, Object> change, Status.Code code, String... words) {
        UnaryOperator<ModelInferRequest.Builder> in = request -> {
            Object unused = change.apply(request);
            return request;
        };
        return Arguments.of(name, in, code, words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void aBadRequestIsRefusedByNameRuleAndValueAndTheServerGoesOn(
            String name, UnaryOperator<ModelInferRequest.Builder> change, Status.Code code, String[] words) {
        refused(change.apply(Requests.valid()).build(), code, words);
    }

    @Test
    void metadataOfAnUnknownModelIsRefused() {
        assertThat(refusal(() -> requests.stub()
                                .modelMetadata(ModelMetadataRequest.newBuilder()
                                        .setName("resnet")
                                        .build()))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void malformedBytesAreAnswered() {
        byte[] valid = Requests.valid().build().toByteArray();
        for (byte[] bytes :
                List.of(new byte[] {1, 2, 3}, new byte[] {0}, Arrays.copyOf(valid, valid.length - 1), new byte[] {
                    (byte) 0x3A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7
                })) {
            Status status = refusal(() -> requests.send(bytes)).getStatus();
            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription()).contains("the message to be a ModelInferRequest");
        }
        assertThat(requests.send(valid)).isNotEmpty();
    }

    @Test
    void headersBeyondTheirLimitAreRefused() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("padding", Metadata.ASCII_STRING_MARSHALLER), "p".repeat(20_000));
        assertThat(refusal(() -> requests.stub()
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .modelInfer(Requests.valid().build())))
                .isNotNull();
        assertThat(requests.stub().modelInfer(Requests.valid().build()).getOutputsCount())
                .isEqualTo(2);
    }

    @Test
    void aRequestBeyondTheConcurrentOnesIsRefusedAtOnceAndReadinessIsStillAnswered() throws Exception {
        restart(CloudServerOptions.loopback(0).withLimits(LIMITS.withConcurrentRequests(1)));
        CompletableFuture<ModelInferResponse> first =
                CompletableFuture.supplyAsync(() -> requests.stub().modelInfer(slow()));
        assertThat(models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        Status status = refusal(
                        () -> requests.stub().modelInfer(Requests.valid().build()))
                .getStatus();
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).contains("concurrent requests", "at most 1");
        assertThat(ready("sum", "")).isTrue();
        models.slowEnds.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(2);
        assertThat(requests.stub().modelInfer(Requests.valid().build()).getOutputsCount())
                .isEqualTo(2);
    }

    private static ModelInferRequest slow() {
        return Requests.valid().setModelName("slow").build();
    }

    @Test
    void aComputationThatTakesTooLongEndsAtTheServersTime() {
        refusedForTime();
        // The answer was there before the computation, which never ends by itself.
        assertThat(models.slowEnds.getCount()).isEqualTo(1);
    }

    @Test
    @Tag("timed")
    void aComputationThatTakesTooLongEndsInTwoSeconds() {
        assertThat(refusedForTime()).isLessThan(2200);
    }

    /** Has a computation that does not end refused; the milliseconds until then. */
    private long refusedForTime() {
        restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.withTimes(Duration.ofMillis(300), Duration.ofSeconds(5))));
        long begin = System.nanoTime();
        Status status = refusal(() -> requests.stub().modelInfer(slow())).getStatus();
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).contains("the time of a request", "at most 300 ms");
        return (System.nanoTime() - begin) / 1_000_000;
    }

    @Test
    void aRequestThatNeverArrivesEndsAtTheServersTime() throws Exception {
        restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.withConcurrentRequests(1).withTimes(Duration.ofMillis(300), Duration.ZERO)));
        CompletableFuture<Status> status = new CompletableFuture<>();
        ClientCall<ModelInferRequest, ModelInferResponse> call = requests.channel()
                .newCall(
                        // A unary call would send its headers with its request only.
                        GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder()
                                .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                                .build(),
                        CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status ended, Metadata trailers) {
                        status.complete(ended);
                    }
                },
                new Metadata());
        assertThat(status.get(60, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        call.cancel("done", null);
        // Its place is free again in a moment, and what comes then has no longer time than it had.
        ModelInferResponse answer = eventually(
                () -> requests.stub().modelInfer(Requests.valid().build()),
                Status.Code.RESOURCE_EXHAUSTED,
                Status.Code.DEADLINE_EXCEEDED);
        assertThat(answer.getOutputsCount()).isEqualTo(2);
    }

    /** What a call answers in the end, where it may be refused so at first. */
    private static <T> T eventually(Supplier<T> call, Status.Code... refusals) {
        long begin = System.nanoTime();
        while (true) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                assertThat(refusals).contains(e.getStatus().getCode());
                assertThat(System.nanoTime() - begin).as(e.toString()).isLessThan(60_000_000_000L);
            }
        }
    }

    @Test
    void modelsBeyondTheLimitMakeRoomAndEachRunsOneRequestAtATime() {
        restart(CloudServerOptions.loopback(0).withLimits(LIMITS.withLoadedModels(2)));
        List<CompletableFuture<ModelInferResponse>> answers = Stream.of("sum", "sum2", "sum3")
                .flatMap(name -> Stream.generate(() -> name).limit(10))
                .map(name -> CompletableFuture.supplyAsync(() -> requests.stub()
                        .modelInfer(Requests.valid().setModelName(name).build())))
                .toList();
        answers.forEach(
                answer -> assertThat(answer.join().getRawOutputContents(1)).isEqualTo(Requests.floats(21)));
        assertThat(models.opened.get() - models.closed.get()).isEqualTo(2);
        assertThat(models.mostRunning.get()).isLessThanOrEqualTo(2);
        server.close();
        assertThat(models.closed).hasValue(models.opened.get());
    }

    @Test
    void metricsCountRequestsByModelAndStatus() throws IOException, InterruptedException {
        restart(CloudServerOptions.loopback(0).withMetrics(0));
        requests.stub().modelInfer(Requests.valid().build());
        refused(Requests.valid().setModelName("made up").build(), Status.Code.NOT_FOUND, "made up");
        String page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                        + server.metricsPort().orElseThrow() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(page)
                .contains("wattsplit_cloud_requests_total{model=\"sum\",status=\"OK\"} 2.0")
                .contains("wattsplit_cloud_requests_total{model=\"none\",status=\"NOT_FOUND\"} 1.0")
                .contains("wattsplit_cloud_compute_seconds_count{model=\"sum\"} 2")
                .contains("wattsplit_cloud_queue_seconds_bucket", "wattsplit_cloud_decode_seconds_bucket")
                .contains("wattsplit_cloud_loaded_models 1.0")
                .containsPattern("wattsplit_cloud_request_bytes_total\\{model=\"sum\"} [1-9]")
                .containsPattern("wattsplit_cloud_response_bytes_total\\{model=\"sum\"} [1-9]");
    }

    @Test
    void closingLetsARequestUnderWayEnd() throws Exception {
        restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.withTimes(Duration.ofSeconds(60), Duration.ofSeconds(60))));
        CompletableFuture<ModelInferResponse> answer =
                CompletableFuture.supplyAsync(() -> requests.stub().modelInfer(slow()));
        assertThat(models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        // It drains once it takes no further requests.
        try (Requests others = new Requests(server.port())) {
            long begin = System.nanoTime();
            while (isReady(others)) {
                assertThat(System.nanoTime() - begin).isLessThan(60_000_000_000L);
            }
        }
        assertThat(answer).isNotDone();
        models.slowEnds.countDown();
        closing.get(60, TimeUnit.SECONDS);
        assertThat(answer.get(60, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(2);
        assertThat(models.closed).hasValue(models.opened.get());
        assertThat(refusal(() -> requests.stub().modelInfer(Requests.valid().build()))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    private static boolean isReady(Requests requests) {
        try {
            return requests.stub()
                    .serverReady(ServerReadyRequest.getDefaultInstance())
                    .getReady();
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    @Test
    void aRequestThatOutlivesTheDrainIsBrokenOffAndItsModelClosedAfterIt() throws Exception {
        restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.withTimes(Duration.ofSeconds(60), Duration.ofMillis(100))));
        CompletableFuture<ModelInferResponse> answer =
                CompletableFuture.supplyAsync(() -> requests.stub().modelInfer(slow()));
        assertThat(models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        server.close();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(StatusRuntimeException.class);
        assertThat(models.closed).hasValue(0);
        models.slowEnds.countDown();
        long begin = System.nanoTime();
        while (models.closed.get() == 0 && System.nanoTime() - begin < 60_000_000_000L) {
            Thread.sleep(1);
        }
        assertThat(models.closed).hasValue(1);
    }

    @Test
    void twoServersInOneProcessAnswerEachForItself() {
        try (CloudServer other =
                        CloudServer.start(CloudServerOptions.loopback(0).withMetrics(0), IdentityModel.repository());
                Requests others = new Requests(other.port())) {
            assertThat(ready("identity", "")).isFalse();
            assertThat(others.stub()
                            .modelReady(ModelReadyRequest.newBuilder()
                                    .setName("identity")
                                    .build())
                            .getReady())
                    .isTrue();
            assertThat(requests.stub().modelInfer(Requests.valid().build()).getOutputsCount())
                    .isEqualTo(2);
        }
        assertThat(requests.stub().modelInfer(Requests.valid().build()).getOutputsCount())
                .isEqualTo(2);
    }

    @Test
    void aPortInUseIsNamed() {
        CloudServerOptions options = CloudServerOptions.loopback(server.port());
        assertThatThrownBy(() -> start(options))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining(String.valueOf(server.port()));
    }

    @Test
    void manyClientsAtOnceAreAllAnswered() {
        int clients = 50;
        int each = 20;
        List<CompletableFuture<Integer>> counts = Stream.iterate(0, i -> i + 1)
                .limit(clients)
                .map(i -> CompletableFuture.supplyAsync(() -> client(i, each), task -> new Thread(task).start()))
                .toList();
        assertThat(counts.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(clients * each);
    }

    private int client(int number, int count) {
        CloudClientOptions options = CloudClientOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK)
                .withDeadline(Duration.ofSeconds(60));
        int right = 0;
        try (CloudClient client = CloudClient.of(options)) {
            for (int i = 0; i < count; i++) {
                Tensor x = Tensor.of(Shape.of(1, 3), number, i, 1);
                CloudAnswer answer = client.infer("sum", List.of(CloudInput.of("x", x)));
                right += answer.output("all").toArray()[0] == number + i + 1 ? 1 : 0;
            }
        }
        return right;
    }

    @Test
    void littleEndianFloatsComeThroughBitForBit() {
        float[] odd = {Float.NaN, Float.MIN_VALUE, -0f};
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(odd);
        RawMessage<ModelInferRequest> message = new RawMessage<>(
                ModelInferRequest.newBuilder().setModelName("m").build(), List.of(bytes));
        RawMarshaller<ModelInferRequest> marshaller = InferMethod.requests(1000, 4, new BufferPool(0));
        RawMessage<ModelInferRequest> back = marshaller.parse(marshaller.stream(message));
        assertThat(back.head()).isEqualTo(message.head());
        assertThat(back.contents().get(0)).isEqualTo(bytes);
        assertThat(back.contents().get(0).isDirect()).isTrue();
    }
}
