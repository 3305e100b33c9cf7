package org.wattsplit.testbed.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.Disturbance;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Guarding;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testkit.TestbedChecker;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.cloud.LocalAuthority;
import org.wattsplit.testbed.link.LinkProxy;
import org.wattsplit.testbed.link.LinkShape;

/** A device that is controlled over a connection, as if it were here. */
final class RemoteTestbedTest {
    private static final Configuration SLOW = configuration("1", "600");
    private static final Configuration FAST = configuration("1", "1800");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The devices that were made, the latest last; the first one only says what it can do. */
    private final List<FakeTestbed> devices = new CopyOnWriteArrayList<>();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private boolean waits;
    private EdgeServer server = start(CloudSecurity.LOOPBACK);

    @AfterEach
    void close() {
        devices.forEach(device -> device.goOn.countDown());
        server.close();
    }

    private static Configuration configuration(String cut, String clock) {
        return FakeTestbed.SPACE.configuration(Map.of(Knob.SPLIT_LAYER, cut, "clock", clock));
    }

    private EdgeServer start(CloudSecurity security) {
        return EdgeServer.start(
                new EdgeServerOptions("127.0.0.1", 0, security), "net", () -> "of a file", this::made, told::add);
    }

    private TestbedFactory made(int setting) {
        return TestbedFactory.of(new FakeTestbed(setting, waits).capabilities(), seed -> {
            FakeTestbed device = new FakeTestbed(setting, waits);
            devices.add(device);
            return device;
        });
    }

    private FakeTestbed device() {
        return devices.get(devices.size() - 1);
    }

    private RemoteTestbed controller() {
        return controller(server.port(), CloudSecurity.LOOPBACK, SOON);
    }

    private static RemoteTestbed controller(int port, CloudSecurity security, Duration slack) {
        return RemoteTestbed.of(
                RemoteOptions.of("127.0.0.1", port, security).withTimes(SOON, slack), "net", FakeTestbed.SPACE, 1);
    }

    private static Request request(long id) {
        return new Request(id, "net", 0, 100);
    }

    @Test
    void itKeepsTheContractOfTestbeds() {
        TestbedChecker.check(TestbedFactory.of(new FakeTestbed(1, false).capabilities(), seed -> {
            RemoteTestbed testbed = controller();
            testbed.start(seed);
            return testbed;
        }));
        assertThat(told)
                .anySatisfy(line -> assertThat(line).contains("5 requests").contains("2.50 ms each in the median"));
    }

    @Test
    void whatItCanDoIsWhatTheDeviceSays() {
        try (RemoteTestbed testbed = controller()) {
            assertThat(testbed.capabilities())
                    .usingRecursiveComparison()
                    .ignoringFields("nominal")
                    .isEqualTo(new FakeTestbed(0, false).capabilities());
            assertThat(testbed.capabilities().nominal().value(Condition.RTT_MS)).hasValue(3.25);
            assertThat(testbed.capabilities().nominal().value(Condition.CLOUD_LOAD))
                    .isEmpty();
            // Nobody has the device for that.
            assertThat(told).isEmpty();
        }
    }

    @Test
    void outcomesSettingsAndConditionsAreThoseOfTheDevice() {
        FakeTestbed same = new FakeTestbed(1, false);
        try (RemoteTestbed testbed = controller()) {
            testbed.start(1);
            assertThat(testbed.settingIndex()).isEqualTo(1);
            for (long id : new long[] {0, FakeTestbed.FALLS_BACK, FakeTestbed.STICKS, 3}) {
                for (Configuration configuration : List.of(SLOW, FAST)) {
                    testbed.awaitTime(500_000);
                    same.awaitTime(500_000);
                    testbed.onDecision(1_234_567);
                    same.onDecision(1_234_567);
                    assertThat(testbed.execute(request(id), configuration))
                            .isEqualTo(same.execute(request(id), configuration));
                    assertThat(testbed.settingIndex()).isEqualTo(same.settingIndex());
                    for (Condition condition : Condition.COMMON) {
                        assertThat(testbed.conditions().value(condition))
                                .isEqualTo(same.conditions().value(condition));
                    }
                }
            }
            Outcome fallback = testbed.execute(request(FakeTestbed.FALLS_BACK), SLOW);
            assertThat(fallback.guarding()).isEqualTo(new Guarding("open", "edge-only"));
            assertThat(fallback.energyJoules(EnergyPart.EDGE)).isEmpty();
            assertThat(fallback.absences()).containsEntry(EnergyPart.EDGE, "the meter said nothing");
            // A decision counts for one request.
            assertThat(fallback.latencyMillis(LatencyPart.DECISION)).hasValue(0);
        }
    }

    @Test
    void theDeviceIsToldOfTheLastRequestAndSaysWhatMadeItVoid() {
        try (RemoteTestbed testbed = controller()) {
            testbed.start(1);
            assertThat(testbed.execute(request(0), SLOW).disturbance()).isEqualTo(Disturbance.NONE);
            testbed.onLast();
            assertThat(testbed.execute(request(1), SLOW).disturbance())
                    .isEqualTo(new Disturbance("the clock was capped", 7));
        }
    }

    @Test
    void aFailureOnTheDeviceKeepsItsPartAndTheDevice() {
        try (RemoteTestbed testbed = controller()) {
            testbed.start(1);
            assertThatThrownBy(() -> testbed.execute(request(FakeTestbed.FAILS), SLOW))
                    .isInstanceOfSatisfying(TestbedException.class, e -> {
                        assertThat(e.part()).isEqualTo("cloud");
                        assertThat(e.retryCanHelp()).isTrue();
                        assertThat(e).hasMessageEndingWith(server.port() + ": it is away");
                    });
            assertThatThrownBy(() -> testbed.execute(request(FakeTestbed.LACKS), SLOW))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("NoClassDefFoundError: org/nd4j/Nd4j");
            assertThat(testbed.execute(request(1), SLOW).latencyMillis()).isPositive();
        }
    }

    @Test
    void hardwareThatCannotBePutBackIsToldToTheControllerThatLeaves() {
        RemoteTestbed testbed = controller();
        testbed.start(1);
        device().sticky = true;
        assertThatThrownBy(testbed::close)
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("the testbed did not close: edge: the clock is stuck");
        assertThat(told.get(told.size() - 1)).contains("the clock is stuck");
        try (RemoteTestbed next = controller()) {
            next.start(1);
            assertThat(next.execute(request(1), SLOW).latencyMillis()).isPositive();
        }
    }

    @Test
    void otherNetworksAndKnobsAreRefusedBeforeTheDeviceIsHad() {
        RemoteOptions options = RemoteOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK);
        try (RemoteTestbed other = RemoteTestbed.of(options, "vgg16", FakeTestbed.SPACE, 0)) {
            assertThatThrownBy(() -> other.start(1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("vgg16, that of the data, given net");
        }
        ConfigurationSpace fewer = ConfigurationSpace.of(new SpaceSpec(
                "net",
                FakeTestbed.SPACE.knobs().subList(0, 1),
                List.of(),
                Map.of(Knob.SPLIT_LAYER, "0"),
                Map.of(Knob.SPLIT_LAYER, "2")));
        try (RemoteTestbed other = RemoteTestbed.of(options, "net", fewer, 0)) {
            assertThatThrownBy(() -> other.start(1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the knobs of the edge server");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aSecondControllerIsRefusedUntilTheFirstIsGone() {
        try (RemoteTestbed first = controller();
                RemoteTestbed second = controller()) {
            first.start(1);
            assertThatThrownBy(() -> second.start(1))
                    .isInstanceOfSatisfying(
                            TestbedException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue())
                    .hasMessageContaining("one controller at a time");
            first.execute(request(1), SLOW);
            first.close();
            second.start(1);
            assertThat(second.execute(request(1), FAST).latencyMillis()).isPositive();
        }
    }

    @Test
    void theHardwareIsPutBackWhenAControllerCloses() {
        try (RemoteTestbed testbed = controller()) {
            testbed.start(1);
            assertThat(device().closed.getCount()).isEqualTo(1);
        }
        assertThat(device().closed.getCount()).isZero();
    }

    /** The way to the server, through what can be cut. */
    private LinkProxy link() {
        return LinkProxy.to(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), LinkShape.NONE, LinkShape.NONE);
    }

    @Test
    void theHardwareIsPutBackWhenTheConnectionIsLostWhileTimePasses() throws InterruptedException {
        waits = true;
        try (LinkProxy link = link();
                RemoteTestbed testbed = controller(link.port(), CloudSecurity.LOOPBACK, SOON)) {
            testbed.start(1);
            CompletableFuture<Throwable> failure = failure(() -> testbed.awaitTime(600_000));
            link.cut();
            assertThat(failure.join())
                    .isInstanceOf(TestbedException.class)
                    .hasMessageStartingWith("edge: the edge server at");
            assertThat(device().closed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aConnectionThatIsLostInTheMiddleOfARequestIsAnErrorAtOnce() throws InterruptedException {
        try (LinkProxy link = link();
                RemoteTestbed testbed = controller(link.port(), CloudSecurity.LOOPBACK, SOON)) {
            testbed.start(1);
            CompletableFuture<Throwable> failure = failure(() -> testbed.execute(request(FakeTestbed.STALLS), SLOW));
            assertThat(device().stalled.await(60, TimeUnit.SECONDS)).isTrue();
            link.cut();
            // The device still computes, so it was the lost connection that ended the wait.
            assertThat(failure.join())
                    .isInstanceOfSatisfying(TestbedException.class, e -> {
                        assertThat(e.part()).isEqualTo("edge");
                        assertThat(e.retryCanHelp()).isTrue();
                    })
                    .hasMessageContaining("UNAVAILABLE");
            assertThat(device().closed.getCount()).isEqualTo(1);
            device().goOn.countDown();
            assertThat(device().closed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static CompletableFuture<Throwable> failure(Runnable action) {
        return CompletableFuture.runAsync(action)
                .handle((nothing, failure) ->
                        failure == null ? new AssertionError("Expected a failure") : failure.getCause());
    }

    @Test
    void aServerThatStopsInTheMiddleOfARequestEndsItWithAnErrorAndPutsTheHardwareBack() throws InterruptedException {
        try (RemoteTestbed testbed = controller()) {
            testbed.start(1);
            FakeTestbed device = device();
            CompletableFuture<Throwable> failure = failure(() -> testbed.execute(request(FakeTestbed.STALLS), SLOW));
            assertThat(device.stalled.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            device.goOn.countDown();
            stopped.join();
            assertThat(device.closed.getCount()).isZero();
            // The answer may still have come; the next request meets nobody.
            failure.join();
            assertThatThrownBy(() -> testbed.start(1)).isInstanceOfSatisfying(TestbedException.class, e -> {
                assertThat(e.part()).isEqualTo("edge");
                assertThat(e.retryCanHelp()).isTrue();
            });
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsAnErrorInTime() throws InterruptedException {
        try (RemoteTestbed testbed = controller(server.port(), CloudSecurity.LOOPBACK, Duration.ofMillis(300))) {
            // What it can do is asked for within that time, too: once it is known the device is had at leisure.
            whatItCanDo(testbed);
            testbed.start(1);
            assertThatThrownBy(() -> testbed.execute(request(FakeTestbed.STALLS), SLOW))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("no answer within 400 ms");
            device().goOn.countDown();
            // The device is had anew, once the server has put it back.
            assertThat(device().closed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void whatItCanDo(RemoteTestbed testbed) {
        long begun = System.nanoTime();
        while (true) {
            try {
                assertThat(testbed.capabilities()).isNotNull();
                return;
            } catch (TestbedException e) {
                assertThat(System.nanoTime() - begun).as(e.toString()).isLessThan(SOON.toNanos());
            }
        }
    }

    @Test
    void mutualTlsTakesOnlyControllersOfItsAuthority(@TempDir Path folder) {
        LocalAuthority authority = LocalAuthority.of(folder, "ours");
        LocalAuthority.Pair ofServer = authority.sign("edge");
        LocalAuthority.Pair ofController = authority.signClient("controller");
        CloudSecurity believing = CloudSecurity.trusting(authority.certificate());
        try (EdgeServer secured = start(
                CloudSecurity.tls(ofServer.certificate(), ofServer.key()).withAuthority(authority.certificate()))) {
            try (RemoteTestbed stranger = controller(secured.port(), believing, SOON)) {
                assertThatThrownBy(() -> stranger.start(1))
                        .isInstanceOf(TestbedException.class)
                        .hasMessageContaining("UNAVAILABLE");
            }
            CloudSecurity known = CloudSecurity.tls(ofController.certificate(), ofController.key())
                    .withAuthority(authority.certificate());
            try (RemoteTestbed testbed = controller(secured.port(), known, SOON)) {
                testbed.start(1);
                assertThat(testbed.execute(request(1), SLOW).latencyMillis()).isPositive();
            }
        }
    }

    @Test
    void beyondTheMachineControllersShowCertificates(@TempDir Path folder) {
        LocalAuthority.Pair pair = LocalAuthority.of(folder, "ours").sign("edge");
        EdgeServerOptions everywhere =
                new EdgeServerOptions("0.0.0.0", 0, CloudSecurity.tls(pair.certificate(), pair.key()));
        assertThatThrownBy(() -> EdgeServer.start(everywhere, "net", () -> "of a file", this::made, told::add))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the authority of controllers' certificates");
        EdgeServerOptions plain = new EdgeServerOptions("0.0.0.0", 0, CloudSecurity.LOOPBACK);
        assertThatThrownBy(() -> EdgeServer.start(plain, "net", () -> "of a file", this::made, told::add))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("without TLS");
    }
}
