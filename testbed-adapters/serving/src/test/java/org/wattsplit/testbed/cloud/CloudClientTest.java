package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** What the client makes of answers, and of their absence. */
final class CloudClientTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final FakeModels models = new FakeModels();
    private final CloudServer server = CloudServer.start(
            CloudServerOptions.loopback(0)
                    .withLimits(CloudLimits.DEFAULT.toBuilder()
                            .times(DEADLINE.plus(DEADLINE), Duration.ZERO)
                            .build()),
            models);
    private final CloudClient client = client(server.port());

    private static CloudClient client(int port) {
        return CloudClient.of(
                CloudClientOptions.of("127.0.0.1", port, CloudSecurity.LOOPBACK).withDeadline(DEADLINE));
    }

    @AfterEach
    void stop() {
        models.slowEnds.countDown();
        client.close();
        server.close();
    }

    private static List<CloudInput> input(float... elements) {
        return List.of(CloudInput.of("x", Tensor.of(Shape.of(elements.length / 3, 3), elements)));
    }

    @Test
    void itAsksWhatTheServerIsAndHosts() {
        assertThat(client.live()).isTrue();
        assertThat(client.ready()).isTrue();
        assertThat(client.ready("sum")).isTrue();
        assertThat(client.ready("resnet")).isFalse();
        assertThat(client.server().name()).isEqualTo("wattsplit");
        assertThat(client.model("sum").inputs())
                .containsExactly(new TensorMetadata("x", "FP32", List.of(TensorMetadata.ANY, 3L)));
    }

    @Test
    void anAnswerHasOutputsTraceAndBytes() {
        CloudAnswer answer = client.infer("sum", input(1, 2, 3, 4, 5, 6));
        assertThat(answer.outputs().keySet()).containsExactly("rows", "all");
        assertThat(answer.output("rows").toArray()).containsExactly(6f, 15f);
        CloudTrace trace = answer.trace().orElseThrow();
        assertThat(trace.queueMillis() + trace.decodeMillis() + trace.computeMillis())
                .isBetween(0.0, answer.millis());
        assertThat(trace.energy()).isEmpty();
        assertThat(answer.bytesSent()).isBetween(24L, 100L);
        assertThat(answer.bytesReceived()).isBetween(12L, 300L);
        assertThat(answer.attempts()).isEqualTo(1);
        assertThatThrownBy(() -> answer.output("none")).hasMessageContaining("[rows, all]");
    }

    @Test
    void aRefusalIsAFailureOfTheCloudInItsWords() {
        assertThatThrownBy(() -> client.infer("resnet", input(1, 2, 3)))
                .isInstanceOfSatisfying(TestbedException.class, failure -> {
                    assertThat(failure.part()).isEqualTo("cloud");
                    assertThat(failure.retryCanHelp()).isFalse();
                })
                .hasMessageContaining("NOT_FOUND")
                .hasMessageContaining("given resnet");
        assertThatThrownBy(() -> client.model("resnet")).hasMessageContaining("NOT_FOUND");
    }

    /** Passes connections on to a port until it is killed, which breaks them off as the end of a process does. */
    private static final class Forwarder {
        private final ServerSocket server;
        private final Thread accepting;
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();

        Forwarder(int to) throws IOException {
            server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            accepting = daemon(() -> {
                while (true) {
                    Socket from = server.accept();
                    Socket onward = new Socket(InetAddress.getLoopbackAddress(), to);
                    sockets.addAll(List.of(from, onward));
                    daemon(() -> from.getInputStream().transferTo(onward.getOutputStream()));
                    daemon(() -> onward.getInputStream().transferTo(from.getOutputStream()));
                }
            });
        }

        private interface Task {
            void run() throws IOException;
        }

        private static Thread daemon(Task task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (IOException e) {
                    // It was killed.
                }
            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        void kill() throws IOException, InterruptedException {
            server.close();
            // Until it knows, one more connection could come in.
            accepting.join();
            for (Socket each : sockets) {
                each.setSoLinger(true, 0);
                each.close();
            }
        }
    }

    @Test
    void aServerKilledMidRequestIsAFailureOfTheTransferBeforeTheDeadline() throws Exception {
        kill(DEADLINE);
    }

    @Test
    @Tag("timed")
    void aServerKilledMidRequestIsAFailureOfTheTransferWithinFiveSeconds() throws Exception {
        long millis = kill(Duration.ofSeconds(5));
        assertThat(millis).isLessThan(5000);
    }

    /** Kills a server in the middle of a request; the milliseconds until its client knows. */
    private long kill(Duration deadline) throws Exception {
        Forwarder forwarder = new Forwarder(server.port());
        try (CloudClient forwarded = client(forwarder.server.getLocalPort())) {
            CompletableFuture<CloudAnswer> answer = forwarded.start("slow", input(1, 0, 0), deadline);
            assertThat(models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();
            forwarder.kill();
            lost(answer, "attempt 2");
            return (System.nanoTime() - begin) / 1_000_000;
        }
    }

    @Test
    void aServerThatStopsMidRequestIsAFailureOfTheTransferToo() throws Exception {
        CompletableFuture<CloudAnswer> answer = client.start("slow", input(1, 0, 0), DEADLINE);
        assertThat(models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        server.close();
        lost(answer, "model slow");
    }

    private static void lost(CompletableFuture<CloudAnswer> answer, String words) {
        assertThatThrownBy(() -> answer.get(120, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(TestbedException.class, failure -> {
                    assertThat(failure.part()).isEqualTo("transfer");
                    assertThat(failure.retryCanHelp()).isTrue();
                })
                .hasMessageContaining(words)
                .hasMessageNotContaining("DEADLINE_EXCEEDED");
    }

    @Test
    void aServerThatIsNotThereIsAFailureOfTheTransfer() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (CloudClient lost = client(port)) {
            assertThatThrownBy(lost::live)
                    .hasMessageStartingWith("transfer: ")
                    .hasMessageContaining("127.0.0.1:" + port);
            assertThatThrownBy(() -> lost.infer("sum", input(1, 2, 3)))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageStartingWith("transfer: ");
        }
    }

    @Test
    void aServerThatComesBackAnswersTheSecondAttempt() {
        int port = server.port();
        assertThat(client.live()).isTrue();
        server.close();
        try (CloudServer again = CloudServer.start(CloudServerOptions.loopback(port), models)) {
            assertThat(again.port()).isEqualTo(port);
            assertThat(client.infer("sum", input(1, 2, 3)).output("all").toArray())
                    .containsExactly(6f);
        }
    }

    @Test
    void aServerThatSaysNothingIsLeftAtTheDeadline() throws IOException {
        leave();
    }

    @Test
    @Tag("timed")
    void aServerThatSaysNothingIsLeftInTime() throws IOException {
        assertThat(leave()).isLessThan(3000);
    }

    /** Asks a server that says nothing; the milliseconds until its client leaves it. */
    private static long leave() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                CloudClient waiting = client(mute.getLocalPort())) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> waiting.infer("sum", input(1, 2, 3), Duration.ofMillis(400)))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("DEADLINE_EXCEEDED");
            return (System.nanoTime() - begin) / 1_000_000;
        }
    }

    @Test
    void theDeadlineEndsASlowComputation() {
        assertThatThrownBy(() -> client.infer("slow", input(1, 0, 0), Duration.ofMillis(200)))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("DEADLINE_EXCEEDED");
        assertThat(client.infer("sum", input(1, 2, 3)).output("all").toArray()).containsExactly(6f);
    }

    @Test
    void cancellingTheFutureOrInterruptingTheThreadCancelsTheCall() throws Exception {
        CompletableFuture<CloudAnswer> answer = client.start("slow", input(1, 0, 0), DEADLINE);
        assertThat(models.slowBegins.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer.cancel(true)).isTrue();
        assertThatThrownBy(answer::join).isInstanceOf(CancellationException.class);
        CompletableFuture<Throwable> caught = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                client.infer("slow", input(1, 0, 0));
            } catch (TestbedException e) {
                caught.complete(e);
            }
        });
        thread.start();
        thread.interrupt();
        assertThat(caught.get(120, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
    }

    @Test
    void aTensorOfMegabytesComesThroughWhole() {
        float[] elements = new float[1_605_632];
        elements[elements.length - 1] = 1;
        try (CloudServer identity = CloudServer.start(CloudServerOptions.loopback(0), IdentityModel.repository());
                CloudClient sender = client(identity.port())) {
            CloudAnswer answer = sender.infer(
                    IdentityModel.NAME, List.of(CloudInput.of("input", Tensor.of(Shape.of(1, 512, 56, 56), elements))));
            assertThat(answer.output("elements").toArray()).containsExactly(1_605_632f);
            assertThat(answer.bytesSent()).isBetween(6_422_528L, 6_422_700L);
        }
    }
}
