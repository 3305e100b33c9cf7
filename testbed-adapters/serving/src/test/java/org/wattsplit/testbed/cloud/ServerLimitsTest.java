package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattsplit.testbed.cloud.TestServer.LIMITS;
import static org.wattsplit.testbed.cloud.TestServer.refusal;
import static org.wattsplit.testbed.cloud.TestServer.slow;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferResponse;

/** What the server does with more than it takes at a time, or in a time. */
final class ServerLimitsTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void aRequestBeyondTheConcurrentOnesIsRefusedAtOnceAndReadinessIsStillAnswered() throws Exception {
        server.restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.toBuilder().concurrentRequests(1).build()));
        CompletableFuture<ModelInferResponse> first =
                CompletableFuture.supplyAsync(() -> server.stub().modelInfer(slow()));
        assertThat(server.models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        Status status = refusal(() -> server.stub().modelInfer(Requests.valid().build()))
                .getStatus();
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).contains("concurrent requests", "at most 1");
        assertThat(server.ready("sum", "")).isTrue();
        server.models.slowEnds.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(2);
        // A place is taken until the answer has left the server, so its client may be a moment ahead of that.
        ModelInferResponse next =
                eventually(() -> server.stub().modelInfer(Requests.valid().build()), Status.Code.RESOURCE_EXHAUSTED);
        assertThat(next.getOutputsCount()).isEqualTo(2);
    }

    @Test
    void aComputationThatTakesTooLongEndsAtTheServersTime() {
        refusedForTime();
        // The answer was there before the computation, which never ends by itself.
        assertThat(server.models.slowEnds.getCount()).isEqualTo(1);
    }

    @Test
    @Tag("timed")
    void aComputationThatTakesTooLongEndsInTwoSeconds() {
        assertThat(refusedForTime()).isLessThan(2200);
    }

    /** Has a computation that does not end refused; the milliseconds until then. */
    private long refusedForTime() {
        server.restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.toBuilder()
                        .times(Duration.ofMillis(300), Duration.ofSeconds(5))
                        .build()));
        long begin = System.nanoTime();
        Status status = refusal(() -> server.stub().modelInfer(slow())).getStatus();
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).contains("the time of a request", "at most 300 ms");
        return (System.nanoTime() - begin) / 1_000_000;
    }

    @Test
    void aRequestThatNeverArrivesEndsAtTheServersTime() throws Exception {
        server.restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.toBuilder()
                        .concurrentRequests(1)
                        .times(Duration.ofMillis(300), Duration.ZERO)
                        .build()));
        CompletableFuture<Status> status = new CompletableFuture<>();
        ClientCall<ModelInferRequest, ModelInferResponse> call = server.requests()
                .channel()
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
                () -> server.stub().modelInfer(Requests.valid().build()),
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
        server.restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.toBuilder().loadedModels(2).build()));
        List<CompletableFuture<ModelInferResponse>> answers = Stream.of("sum", "sum2", "sum3")
                .flatMap(name -> Stream.generate(() -> name).limit(10))
                .map(name -> CompletableFuture.supplyAsync(() -> server.stub()
                        .modelInfer(Requests.valid().setModelName(name).build())))
                .toList();
        answers.forEach(
                answer -> assertThat(answer.join().getRawOutputContents(1)).isEqualTo(Requests.floats(21)));
        assertThat(server.models.opened.get() - server.models.closed.get()).isEqualTo(2);
        assertThat(server.models.mostRunning.get()).isLessThanOrEqualTo(2);
        server.close();
        assertThat(server.models.closed).hasValue(server.models.opened.get());
    }
}
