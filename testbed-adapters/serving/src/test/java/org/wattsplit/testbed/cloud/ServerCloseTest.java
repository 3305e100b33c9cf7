package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wattsplit.testbed.cloud.TestServer.LIMITS;
import static org.wattsplit.testbed.cloud.TestServer.refusal;
import static org.wattsplit.testbed.cloud.TestServer.slow;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wattsplit.testbed.protocol.ModelInferResponse;
import org.wattsplit.testbed.protocol.ServerReadyRequest;

/** What becomes of requests under way when the server closes. */
final class ServerCloseTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void closingLetsARequestUnderWayEnd() throws Exception {
        server.restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.toBuilder()
                        .times(Duration.ofSeconds(60), Duration.ofSeconds(60))
                        .build()));
        CompletableFuture<ModelInferResponse> answer =
                CompletableFuture.supplyAsync(() -> server.stub().modelInfer(slow()));
        assertThat(server.models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        // It drains once it takes no further requests.
        try (Requests others = new Requests(server.port())) {
            long begin = System.nanoTime();
            while (isReady(others)) {
                assertThat(System.nanoTime() - begin).isLessThan(60_000_000_000L);
            }
        }
        assertThat(answer).isNotDone();
        server.models.slowEnds.countDown();
        closing.get(60, TimeUnit.SECONDS);
        assertThat(answer.get(60, TimeUnit.SECONDS).getOutputsCount()).isEqualTo(2);
        assertThat(server.models.closed).hasValue(server.models.opened.get());
        assertThat(refusal(() -> server.stub().modelInfer(Requests.valid().build()))
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
        server.restart(CloudServerOptions.loopback(0)
                .withLimits(LIMITS.toBuilder()
                        .times(Duration.ofSeconds(60), Duration.ofMillis(100))
                        .build()));
        CompletableFuture<ModelInferResponse> answer =
                CompletableFuture.supplyAsync(() -> server.stub().modelInfer(slow()));
        assertThat(server.models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        server.close();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(StatusRuntimeException.class);
        assertThat(server.models.closed).hasValue(0);
        server.models.slowEnds.countDown();
        long begin = System.nanoTime();
        while (server.models.closed.get() == 0 && System.nanoTime() - begin < 60_000_000_000L) {
            Thread.sleep(1);
        }
        assertThat(server.models.closed).hasValue(1);
    }
}
