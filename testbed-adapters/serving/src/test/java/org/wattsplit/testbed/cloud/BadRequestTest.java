package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattsplit.testbed.cloud.TestServer.refusal;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.testbed.protocol.InferTensorContents;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelMetadataRequest;

/** What the server answers to clients that speak the protocol badly. */
final class BadRequestTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    static Stream<Arguments> unknownNames() {
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
                        "an endless name",
                        r -> r.setModelName("n".repeat(100_000)),
                        Status.Code.NOT_FOUND,
                        "the model",
                        "nnn…"));
    }

    static Stream<Arguments> badShapesAndTypes() {
        return Stream.of(
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
                        "given INT64"));
    }

    static Stream<Arguments> badContents() {
        return Stream.of(
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
                        "given 2"));
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
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
                        "20971"));
    }

    static Stream<Arguments> failingModels() {
        return Stream.of(
                bad(
                        "a failing model",
                        r -> r.setModelName("broken"),
                        Status.Code.INTERNAL,
                        "broken",
                        "weights are gone"),
                bad("a model without outputs", r -> r.setModelName("poor"), Status.Code.INTERNAL, "poor", "given 0"));
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
    @MethodSource({"unknownNames", "badShapesAndTypes", "badContents", "tooMuch", "failingModels"})
    void aBadRequestIsRefusedByNameRuleAndValueAndTheServerGoesOn(
            String name, UnaryOperator<ModelInferRequest.Builder> change, Status.Code code, String[] words) {
        server.refuses(change.apply(Requests.valid()).build(), code, words);
    }

    @Test
    void metadataOfAnUnknownModelIsRefused() {
        assertThat(refusal(() -> server.stub()
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
            Status status = refusal(() -> server.requests().send(bytes)).getStatus();
            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription()).contains("the message to be a ModelInferRequest");
        }
        assertThat(server.requests().send(valid)).isNotEmpty();
    }

    @Test
    void headersBeyondTheirLimitAreRefused() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("padding", Metadata.ASCII_STRING_MARSHALLER), "p".repeat(20_000));
        assertThat(refusal(() -> server.stub()
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .modelInfer(Requests.valid().build())))
                .isNotNull();
        assertThat(server.stub().modelInfer(Requests.valid().build()).getOutputsCount())
                .isEqualTo(2);
    }
}
