package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelReadyRequest;
import org.wattsplit.testbed.protocol.ServerReadyRequest;

/** A server of a test's own, with low limits and models for tests, and a client that asks it. */
final class TestServer implements BeforeEachCallback, AfterEachCallback {
    static final CloudLimits LIMITS = CloudLimits.DEFAULT.toBuilder()
            .messageBytes(1 << 20)
            .tensors(4, 1000)
            .build();

    final FakeModels models = new FakeModels();
    private CloudServer server = start(CloudServerOptions.loopback(0).withLimits(LIMITS));
    private Requests requests = new Requests(server.port());

    /** Another server with the same models, for the caller to close. */
    CloudServer start(CloudServerOptions options) {
        return CloudServer.start(options, models);
    }

    /** Starts the server anew with other options. */
    void restart(CloudServerOptions options) {
        requests.close();
        server.close();
        server = start(options);
        requests = new Requests(server.port());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        assertThat(stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isTrue();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        models.slowEnds.countDown();
        requests.close();
        server.close();
    }

    /** Closes the server alone: the client may go on to ask. */
    void close() {
        server.close();
    }

    int port() {
        return server.port();
    }

    OptionalInt metricsPort() {
        return server.metricsPort();
    }

    Requests requests() {
        return requests;
    }

    GRPCInferenceServiceBlockingStub stub() {
        return requests.stub();
    }

    /** Whether the server says that a model of that version is ready. */
    boolean ready(String name, String version) {
        return stub().modelReady(ModelReadyRequest.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .build())
                .getReady();
    }

    /** Asks that a request is refused so, and that the server goes on. */
    void refuses(ModelInferRequest request, Status.Code code, String... words) {
        assertThat(refusal(() -> stub().modelInfer(request)).getStatus())
                .satisfies(status -> assertThat(status.getCode()).isEqualTo(code))
                .satisfies(status -> assertThat(status.getDescription()).contains(words));
        assertThat(stub().modelInfer(Requests.valid().build()).getRawOutputContents(1))
                .isEqualTo(Requests.floats(21));
    }

    /** What a call is refused with. */
    static StatusRuntimeException refusal(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    /** A request that takes as long as the test wants it to. */
    static ModelInferRequest slow() {
        return Requests.valid().setModelName("slow").build();
    }
}
