package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc;
import org.wattsplit.testbed.protocol.InferTensorContents;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferResponse;
import org.wattsplit.testbed.protocol.ModelMetadataRequest;
import org.wattsplit.testbed.protocol.ModelMetadataResponse;
import org.wattsplit.testbed.protocol.ModelReadyRequest;
import org.wattsplit.testbed.protocol.ServerLiveRequest;
import org.wattsplit.testbed.protocol.ServerMetadataRequest;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** What the server answers to clients that speak the protocol. */
final class CloudServerTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void theServerIsLiveAndSaysWhatItIs() {
        assertThat(server.stub()
                        .serverLive(ServerLiveRequest.getDefaultInstance())
                        .getLive())
                .isTrue();
        assertThat(server.stub()
                        .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getName())
                .isEqualTo("wattsplit");
        assertThat(HealthGrpc.newBlockingStub(server.requests().channel())
                        .check(HealthCheckRequest.newBuilder()
                                .setService(GRPCInferenceServiceGrpc.SERVICE_NAME)
                                .build())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    @Test
    void aModelIsReadyWhenTheServerHostsItsVersion() {
        assertThat(server.ready("sum", "")).isTrue();
        assertThat(server.ready("sum", "1")).isTrue();
        assertThat(server.ready("sum", "2")).isFalse();
        assertThat(server.ready("resnet", "")).isFalse();
        assertThat(server.models.opened).hasValue(0);
    }

    @Test
    void metadataNamesTensorsWithTheirTypesAndShapes() {
        ModelMetadataResponse answer = server.stub()
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
        ModelInferResponse answer = server.stub().modelInfer(Requests.valid().build());
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
        ModelInferResponse answer = server.stub()
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
        ModelInferResponse answer = server.stub()
                .modelInfer(Requests.valid()
                        .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                                .setName("all"))
                        .build());
        assertThat(answer.getOutputsList()).hasSize(1);
        assertThat(answer.getRawOutputContentsList()).containsExactly(Requests.floats(21));
    }

    @Test
    void aCompressedRequestIsRead() {
        assertThat(server.stub()
                        .withCompression("gzip")
                        .modelInfer(Requests.valid().build())
                        .getRawOutputContents(1))
                .isEqualTo(Requests.floats(21));
    }

    @Test
    void energyIsAnsweredWithItsSource() {
        server.restart(CloudServerOptions.loopback(0).withEnergy(() -> () -> new CpuEnergy.Spent(1.5, "made up")));
        ModelInferResponse answer = server.stub().modelInfer(Requests.valid().build());
        assertThat(answer.getParametersOrThrow("cpu_energy_j").getDoubleParam()).isEqualTo(1.5);
        assertThat(answer.getParametersOrThrow("energy_source").getStringParam())
                .isEqualTo("made up");
    }

    @Test
    void aCodecsTensorIsDecodedWithItsScales() {
        server.restart(CloudServerOptions.loopback(0).withCodecs(Codecs.installed()::get));
        ModelInferRequest request = Requests.valid()
                .clear()
                .setModelName("sum")
                .addInputs(Requests.input("x", "INT8", 1, 3)
                        .putParameters("codec", Requests.text("int8"))
                        .putParameters("scales", Requests.text("0.5"))
                        .putParameters("zero_points", Requests.text("3")))
                .addRawInputContents(ByteString.copyFrom(new byte[] {5, 7, 9}))
                .build();
        assertThat(server.stub().modelInfer(request).getRawOutputContents(0)).isEqualTo(Requests.floats(6));
        server.refuses(
                change(request, "scales", "0.5,x"),
                Status.Code.INVALID_ARGUMENT,
                "parameter scales of input x",
                "given x");
        server.refuses(change(request, "codec", "jpeg"), Status.Code.INVALID_ARGUMENT, "a codec", "float16");
        server.refuses(
                request.toBuilder().setRawInputContents(0, Requests.floats(1)).build(),
                Status.Code.INVALID_ARGUMENT,
                "input x",
                "given 4");
        try (CloudClient client =
                CloudClient.of(CloudClientOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK))) {
            CloudInput input = CloudInput.encoded(
                    "x", Tensor.of(Shape.of(1, 3), 1, 2, -4), Codecs.installed().get("int8"));
            assertThat(client.infer("sum", List.of(input)).output("all").toArray())
                    .containsExactly(new float[] {-1}, within(0.05f));
        }
    }

    private static ModelInferRequest change(ModelInferRequest request, String parameter, String value) {
        return request.toBuilder()
                .setInputs(0, request.getInputs(0).toBuilder().putParameters(parameter, Requests.text(value)))
                .build();
    }

    @Test
    void metricsCountRequestsByModelAndStatus() throws IOException, InterruptedException {
        server.restart(CloudServerOptions.loopback(0).withMetrics(0));
        server.stub().modelInfer(Requests.valid().build());
        server.refuses(Requests.valid().setModelName("made up").build(), Status.Code.NOT_FOUND, "made up");
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
    void twoServersInOneProcessAnswerEachForItself() {
        try (CloudServer other =
                        CloudServer.start(CloudServerOptions.loopback(0).withMetrics(0), IdentityModel.repository());
                Requests others = new Requests(other.port())) {
            assertThat(server.ready("identity", "")).isFalse();
            assertThat(others.stub()
                            .modelReady(ModelReadyRequest.newBuilder()
                                    .setName("identity")
                                    .build())
                            .getReady())
                    .isTrue();
            assertThat(server.stub().modelInfer(Requests.valid().build()).getOutputsCount())
                    .isEqualTo(2);
        }
        assertThat(server.stub().modelInfer(Requests.valid().build()).getOutputsCount())
                .isEqualTo(2);
    }

    @Test
    void aPortInUseIsNamed() {
        CloudServerOptions options = CloudServerOptions.loopback(server.port());
        assertThatThrownBy(() -> server.start(options))
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
}
