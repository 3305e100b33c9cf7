package org.wattsplit.testbed.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudAnswer;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudInput;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.link.LinkShape;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;

/** Split inference with a cloud in a container, and what becomes of requests when that cloud or its link changes. */
@ExtendWith(CloudImage.class)
final class CloudStandInIT {
    private static final String MODEL = "mobilenetv2";
    private static final int PIXELS = 64;
    /** Long enough that a share of a processor shows. */
    private static final String SLOW = "vgg16";

    private static final int SLOW_PIXELS = 224;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    /** In which a busy machine answers. */
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path temp;

    @SuppressWarnings("NullAway.Init")
    private static CloudStandIn cloud;

    @SuppressWarnings("NullAway.Init")
    private CloudClient client;

    @BeforeAll
    static void start() {
        Zoo.model(MODEL, 0.5, PIXELS).write(file(MODEL), 1);
        Zoo.model(SLOW, 0.25, SLOW_PIXELS).write(file(SLOW), 1);
        cloud = CloudStandIn.builder(CloudImage.NAME)
                .withModel(MODEL, file(MODEL))
                .withModel(SLOW, file(SLOW))
                .withCpuShare(1)
                .start();
    }

    @AfterAll
    static void stop() {
        // Not there when the image is not, either.
        Optional.ofNullable(cloud).ifPresent(CloudStandIn::close);
    }

    @BeforeEach
    void connect() {
        client = CloudClient.of(CloudClientOptions.of(cloud.host(), cloud.port(), CloudSecurity.LOOPBACK)
                .withDeadline(LONG));
    }

    @AfterEach
    void disconnect() {
        client.close();
        cloud.link(LinkShape.NONE, LinkShape.NONE);
    }

    private static Path file(String model) {
        return temp.resolve(model + ".onnx");
    }

    private static Tensor random(Shape shape) {
        SplittableRandom random = new SplittableRandom(1);
        float[] elements = new float[shape.elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) random.nextGaussian();
        }
        return Tensor.of(shape, elements);
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float value : tensor.toArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static List<CloudInput> floats(int elements) {
        return List.of(CloudInput.of("input", random(Shape.of(1, elements))));
    }

    /** The least of some measurements: what others do on this machine only adds to them. */
    private double fastest(int times, String model, List<CloudInput> inputs, ToDoubleFunction<CloudAnswer> figure) {
        return IntStream.range(0, times)
                .mapToDouble(time -> figure.applyAsDouble(client.infer(model, inputs)))
                .min()
                .orElseThrow();
    }

    /** The least mean of some rows of requests: each alone might pass within what a share leaves at full speed. */
    private double mean(String model, List<CloudInput> inputs, ToDoubleFunction<CloudAnswer> figure) {
        return IntStream.range(0, 3)
                .mapToDouble(row -> IntStream.range(0, 10)
                        .mapToDouble(time -> figure.applyAsDouble(client.infer(model, inputs)))
                        .average()
                        .orElseThrow())
                .min()
                .orElseThrow();
    }

    @Test
    void headHereAndTailInTheContainerGiveTheWholesOutput() {
        try (SplitModel model = OnnxSplitModel.open(
                file(MODEL), MODEL, temp.resolve("halves"), OnnxOptions.DEFAULT.withIntraOpThreads(1))) {
            Tensor input = random(model.inputShape());
            Tensor whole = model.whole(input);
            for (CutPoint cut : model.cuts()) {
                Tensor boundary = model.head(cut.index(), input);
                for (String codec : List.of("float32", "float32+zstd", "int8")) {
                    CloudAnswer answer = client.infer(
                            MODEL + ".tail." + cut.index(),
                            List.of(CloudInput.encoded(
                                    cut.tensor(), boundary, Codecs.installed().get(codec))));
                    double share = answer.outputs().values().iterator().next().distance(whole) / largest(whole);
                    assertThat(share)
                            .as(codec + " at cut " + cut.index())
                            .isLessThanOrEqualTo(codec.equals("int8") ? 0.2 : 1e-5);
                    assertThat(answer.trace().orElseThrow().computeMillis()).isPositive();
                }
            }
        }
    }

    /** How a request ended, and after how long. */
    private record Ended(Optional<TestbedException> failure, double millis) {}

    private void requestUntilInterrupted(BlockingQueue<Ended> ended) {
        while (!Thread.currentThread().isInterrupted()) {
            long begin = System.nanoTime();
            Optional<TestbedException> failure = Optional.empty();
            try {
                client.infer("identity", floats(1000), DEADLINE);
            } catch (TestbedException e) {
                failure = Optional.of(e);
            }
            ended.add(new Ended(failure, (System.nanoTime() - begin) / 1e6));
        }
    }

    private static Ended next(BlockingQueue<Ended> ended, boolean failed) throws InterruptedException {
        for (int i = 0; i < 100_000; i++) {
            Ended one = ended.poll(3, TimeUnit.MINUTES);
            assertThat(one).as("a request that ends").isNotNull();
            if (one.failure().isPresent() == failed) {
                return one;
            }
        }
        throw new AssertionError("no request " + (failed ? "failed" : "was answered"));
    }

    @Test
    void aCloudThatIsKilledIsAClearFailureUntilItIsBack() throws InterruptedException {
        killAndRestart();
    }

    @Test
    @Tag("timed")
    void aCloudThatIsKilledIsAFailureByTheDeadline() throws InterruptedException {
        assertThat(killAndRestart()).allMatch(lost -> lost.millis() < DEADLINE.toMillis() + 1000.0);
    }

    /** Kills the cloud, and starts it again; some requests between the two. */
    private List<Ended> killAndRestart() throws InterruptedException {
        List<Ended> between = new ArrayList<>();
        cloud.link(new LinkShape(1000, 5), new LinkShape(1000, 5));
        int port = cloud.port();
        BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        Thread requests = new Thread(() -> requestUntilInterrupted(ended), "requests");
        requests.start();
        try {
            next(ended, false);
            cloud.kill();
            for (int i = 0; i < 3; i++) {
                Ended lost = next(ended, true);
                between.add(lost);
                TestbedException failure = lost.failure().orElseThrow();
                assertThat(failure.part()).isEqualTo("transfer");
                assertThat(failure.retryCanHelp()).isTrue();
                assertThat(failure).hasMessageContaining(cloud.host() + ":" + port);
            }
            cloud.restart();
            ended.clear();
            next(ended, false);
            assertThat(cloud.port()).isEqualTo(port);
            return between;
        } finally {
            requests.interrupt();
            requests.join();
        }
    }

    @Test
    void aPausedCloudIsLeftAtTheDeadlineAndThenGoesOn() {
        assertThat(leavePaused()).isGreaterThan(0.9);
    }

    @Test
    @Tag("timed")
    void aPausedCloudIsLeftInTime() {
        assertThat(leavePaused()).isBetween(0.9, 3.0);
    }

    /** Asks a cloud that is paused; the seconds until it is left. */
    private double leavePaused() {
        double seconds;
        client.infer("identity", floats(10));
        cloud.pause();
        try {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> client.infer("identity", floats(10), Duration.ofSeconds(1)))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("DEADLINE_EXCEEDED");
            seconds = (System.nanoTime() - begin) / 1e9;
        } finally {
            cloud.unpause();
        }
        client.infer("identity", floats(10));
        return seconds;
    }

    @Test
    void aCloudThatIsCutOffAnswersOnceItIsReached() {
        client.infer("identity", floats(10));
        cloud.cut();
        assertThatThrownBy(() -> client.infer("identity", floats(10), DEADLINE))
                .isInstanceOf(TestbedException.class)
                .hasMessageStartingWith("transfer: ");
        cloud.restore();
        long end = System.nanoTime() + LONG.toNanos();
        boolean answered = false;
        while (!answered && System.nanoTime() < end) {
            try {
                client.infer("identity", floats(10), DEADLINE);
                answered = true;
            } catch (TestbedException e) {
                assertThat(e.part()).isEqualTo("transfer");
            }
        }
        assertThat(answered).isTrue();
    }

    @Test
    @Tag("timed")
    void theLinkHasItsRateInEachDirectionAndChangesWhileItIsUsed() {
        // The tail after the last layer sends back what it is sent.
        CutPoint last;
        try (SplitModel model = OnnxSplitModel.open(file(MODEL), MODEL, temp.resolve("halves"), OnnxOptions.DEFAULT)) {
            last = model.cuts().get(model.cuts().size() - 1);
        }
        String echo = MODEL + ".tail." + last.index();
        List<CloudInput> thousand = List.of(CloudInput.of(last.tensor(), random(last.shape())));
        List<CloudInput> large = floats(500_000);
        client.infer("identity", large);
        client.infer(echo, thousand);

        cloud.link(new LinkShape(40, 0), new LinkShape(0.2, 0));
        // A short answer takes its time downward, too.
        double shortDownward = fastest(5, "identity", floats(1), CloudAnswer::millis);
        double upward = fastest(5, "identity", large, CloudAnswer::millis) - shortDownward;
        assertThat(500_000 * 32 / upward / 1e3).isCloseTo(40, within(4.0));
        double downward = fastest(3, echo, thousand, answer -> answer.millis() / answer.bytesReceived());
        assertThat(8 / downward / 1e3).isCloseTo(0.2, within(0.02));

        cloud.link(new LinkShape(16, 0), LinkShape.NONE);
        double slower = fastest(3, "identity", large, CloudAnswer::millis);
        assertThat(500_000 * 32 / slower / 1e3).isCloseTo(16, within(1.6));
        assertThat(fastest(3, echo, thousand, CloudAnswer::millis)).isLessThan(60);
    }

    /** Of what a link delays nothing can be faster. */
    @Test
    void theLinkIsNoFasterThanItIsTold() {
        client.infer("identity", floats(500_000));
        cloud.link(new LinkShape(40, 30), new LinkShape(1000, 12));
        assertThat(fastest(2, "identity", floats(10), CloudAnswer::millis)).isGreaterThan(42);
        assertThat(fastest(2, "identity", floats(500_000), CloudAnswer::millis)).isGreaterThan(400);
    }

    @Test
    @Tag("timed")
    void theLinkHasItsDelay() {
        double near = fastest(20, "identity", floats(10), CloudAnswer::millis);
        cloud.link(new LinkShape(1000, 30), new LinkShape(1000, 12));
        assertThat(fastest(9, "identity", floats(10), CloudAnswer::millis) - near)
                .isCloseTo(42, within(5.0));
    }

    @Test
    @Tag("timed")
    void aShareOfAProcessorSlowsWorkDownAboutAsMuch() {
        List<CloudInput> image = List.of(CloudInput.of("input", random(Shape.of(1, 3, SLOW_PIXELS, SLOW_PIXELS))));
        String whole = SLOW + ".whole";
        ToDoubleFunction<CloudAnswer> compute =
                answer -> answer.trace().orElseThrow().computeMillis();
        double full = mean(whole, image, compute);
        cloud.cpuShare(0.2);
        try {
            double fifth = mean(whole, image, compute);
            System.out.printf("compute with one processor %.1f ms, with a fifth %.1f ms%n", full, fifth);
            assertThat(fifth / full).isBetween(2.0, 10.0);
        } finally {
            cloud.cpuShare(1);
        }
    }

    @Test
    void aModelThatIsNoneIsAFailureInTheContainersWords() throws IOException {
        Path text = Files.writeString(temp.resolve("text.onnx"), "no model");
        CloudStandIn.Builder builder = CloudStandIn.builder(CloudImage.NAME).withModel("text", text);
        assertThatThrownBy(builder::start).isInstanceOf(TestbedException.class).hasMessageContaining("text.onnx");
    }
}
