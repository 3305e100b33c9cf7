package org.wattsplit.testbed.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.DeviceKnob;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.edge.TailRun;
import org.wattsplit.testbed.edge.TailRunner;
import org.wattsplit.testbed.guard.GuardOptions;
import org.wattsplit.testbed.guard.GuardedTails;
import org.wattsplit.testbed.power.EnergyRecorder;
import org.wattsplit.testbed.power.MeterException;
import org.wattsplit.testbed.power.MeterInfo;
import org.wattsplit.testbed.power.PowerMeter;
import org.wattsplit.testbed.power.Quantity;
import org.wattsplit.testbed.power.Reading;
import org.wattsplit.testbed.profile.ProfileSpace;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** What a live testbed makes of its parts, of which none is hardware here. */
final class LiveTestbedTest {
    private static final Tensor TENSOR = Tensor.of(Shape.of(1, 2), 1, 2);
    private static final ConfigurationSpace SPACE = ProfileSpace.of(
            "net",
            List.of(0, 1, 2),
            List.of(new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("600", "1800"), true)),
            List.of("float32"));
    private static final int FAST = SPACE.cloudOnly().orElseThrow().settingIndex();
    private static final Configuration CLOUD = configuration("0", "1800");
    private static final Configuration SPLIT = configuration("1", "1800");
    private static final Configuration EDGE = configuration("2", "1800");
    private static final double EDGE_MILLIS = 40;
    /** What looks at the clock come to. */
    private static final double MICROS = 0.05;

    private final Cloud cloud = new Cloud();
    private final Time time = new Time();
    private final Clock clock = new Clock();
    private final Counter counter = new Counter();
    private final Net network = new Net();
    private final List<String> closed = new ArrayList<>();
    private @Nullable EdgeDevice device;
    /** Whether parts fail to close. */
    private boolean sticky;

    private final LiveTestbed testbed = testbed(0);

    private LiveTestbed testbed(double idleSeconds) {
        return new LiveTestbed(SPACE, dataset().table(), FAST, idleSeconds, this::open, time);
    }

    @AfterEach
    void close() {
        testbed.close();
    }

    private static Configuration configuration(String cut, String frequency) {
        return SPACE.configuration(
                Map.of(Knob.SPLIT_LAYER, cut, "cpu_freq_mhz", frequency, ProfileSpace.CODEC, "float32"));
    }

    /** The cloud's call takes 10 ms, the edge alone 40 ms. */
    private static Dataset dataset() {
        List<Measurement> rows = new ArrayList<>();
        for (String frequency : List.of("600", "1800")) {
            for (String cut : List.of("0", "1", "2")) {
                boolean crosses = !cut.equals("2");
                rows.add(new Measurement(
                        configuration(cut, frequency),
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, crosses ? 1 : EDGE_MILLIS, Provenance.MEASURED)
                                .latency(LatencyPart.TRANSFER, crosses ? 4 : 0, Provenance.MEASURED)
                                .latency(LatencyPart.CLOUD, crosses ? 6 : 0, Provenance.MEASURED)
                                .build()));
            }
        }
        List<Request> requests = List.of(request(100));
        return new Dataset(
                "made up",
                "net",
                SPACE,
                MeasurementTable.of(SPACE, rows),
                Map.of("one", new Workload("one", true, requests)),
                Map.of(),
                (String) null);
    }

    private static Request request(double deadlineMillis) {
        return new Request(0, "net", 0, deadlineMillis);
    }

    private LiveParts open() {
        GuardedTails tails = GuardedTails.of(cloud, GuardOptions.DEFAULT, within -> false);
        EnergyRecorder meter = EnergyRecorder.start(counter, time::nanos);
        EdgeDevice device = EdgeDevice.of(List.of(clock));
        this.device = device;
        List<AutoCloseable> opened = List.of(
                tails,
                () -> {
                    closed.add("model");
                    if (sticky) {
                        throw new IllegalStateException("the model is stuck");
                    }
                },
                meter,
                device,
                () -> {
                    closed.add("last");
                    if (sticky) {
                        throw new TestbedException("meter", false, "does not close");
                    }
                });
        return new LiveParts(network, tails, device, TENSOR, meter, Codecs.installed(), opened);
    }

    /** Two operations that do nothing, if in some time. */
    private final class Net implements SplitModel {
        private long headNanos;

        @Override
        public String name() {
            return "net";
        }

        @Override
        public Shape inputShape() {
            return TENSOR.shape();
        }

        @Override
        public Shape outputShape() {
            return TENSOR.shape();
        }

        @Override
        public List<CutPoint> cuts() {
            return List.of(cut(0), cut(1), cut(2));
        }

        private CutPoint cut(int index) {
            return new CutPoint(index, "t" + index, TENSOR.shape(), 1, 1, 1, 1);
        }

        @Override
        public Tensor whole(Tensor input) {
            return input;
        }

        @Override
        public Tensor head(int cut, Tensor input) {
            time.sleep(headNanos);
            return input;
        }

        @Override
        public Tensor tail(int cut, Tensor boundary) {
            return boundary;
        }

        @Override
        public void load(int cut, Half half) {}

        @Override
        public void close() {}
    }

    /** Time that passes where it is waited for or where a test says so, and a microsecond with each look at it. */
    private static final class Time implements LiveClock {
        private final AtomicLong now = new AtomicLong(1_000_000_000L);

        @Override
        public long nanos() {
            return now.addAndGet(1000);
        }

        @Override
        public void sleep(long nanos) {
            now.addAndGet(nanos);
        }
    }

    /** A cloud that does as it is told, and keeps what it was given. */
    private static final class Cloud implements TailRunner {
        private final List<Duration> deadlines = new ArrayList<>();
        private int loads;
        private @Nullable TestbedException failure;
        private Runnable meanwhile = () -> {};
        private @Nullable Tensor instead;
        private OptionalDouble millis = OptionalDouble.of(6);

        @Override
        public TailRun run(int cut, Codec codec, Tensor boundary, Duration deadline) {
            deadlines.add(deadline);
            fail();
            meanwhile.run();
            return new TailRun(instead == null ? boundary : instead, 1, 4, millis, Optional.empty(), 8);
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void load(int cut) {
            loads++;
            fail();
        }

        @Override
        public void close() {}

        /** The time of the last call, in milliseconds. */
        private double lastMillis() {
            return deadlines.get(deadlines.size() - 1).toNanos() / 1e6;
        }
    }

    /** A clock that may refuse what it is set to. */
    private static final class Clock implements DeviceKnob {
        private String value = "ondemand";
        private String refused = "";
        private @Nullable String instead;
        private @Nullable String stuckAt;

        @Override
        public String name() {
            return "cpu_freq_mhz";
        }

        @Override
        public String describe() {
            return "nothing";
        }

        @Override
        public void check(String wanted) {}

        @Override
        public void set(String wanted) {
            if (stuckAt != null) {
                value = stuckAt;
                throw new TestbedException("edge", false, "takes no " + wanted);
            }
            if (wanted.equals(refused)) {
                value = instead == null ? value : instead;
                throw new TestbedException("edge", false, "takes no " + wanted);
            }
            value = wanted;
        }

        @Override
        public String read() {
            return value;
        }

        @Override
        public void close() {
            value = "ondemand";
        }
    }

    /** A counter of one joule a millisecond, read where it is asked for: no thread comes in between. */
    private final class Counter implements PowerMeter {
        private volatile boolean broken;
        private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        private volatile double moreJoules;

        @Override
        public MeterInfo info() {
            return new MeterInfo(
                    "counter", "nothing", Quantity.ENERGY_J, 1e-6, Duration.ofHours(1), true, Provenance.MEASURED);
        }

        @Override
        public Reading read() {
            if (broken || left.getAndDecrement() <= 0) {
                throw new MeterException("the cable is out");
            }
            long now = time.nanos();
            return new Reading(now, Math.max(0, now / 1e6) + moreJoules);
        }

        @Override
        public void close() {}
    }

    private static TestbedException down() {
        return new TestbedException("transfer", true, "nobody is there");
    }

    @Test
    void eachPartIsWhereItBelongs() {
        testbed.start();
        testbed.onDecision(2_000_000);
        Outcome outcome = testbed.execute(request(100), SPLIT);
        assertThat(outcome.latencyMillis(LatencyPart.DECISION)).hasValue(2);
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(4);
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(6);
        // The encoding is the edge's.
        assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow()).isGreaterThanOrEqualTo(1);
        assertThat(outcome.energyJoules(EnergyPart.EDGE).orElseThrow()).isPositive();
        assertThat(outcome.guarding().state()).isEqualTo("closed");
        assertThat(outcome.guarding().fallback()).isEmpty();
        // A decision counts for one request.
        assertThat(testbed.execute(request(100), SPLIT).latencyMillis(LatencyPart.DECISION))
                .hasValue(0);
    }

    @Test
    void nothingIsSpentInTheCloudWhereNothingCrosses() {
        testbed.start();
        int calls = cloud.deadlines.size();
        Outcome outcome = testbed.execute(request(100), EDGE);
        assertThat(cloud.deadlines).hasSize(calls);
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(0);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0);
    }

    @Test
    void whatTheCloudDoesNotSayIsAbsent() {
        cloud.millis = OptionalDouble.empty();
        testbed.start();
        Outcome outcome = testbed.execute(request(100), CLOUD);
        assertThat(outcome.provenance(LatencyPart.CLOUD)).isEqualTo(Provenance.ABSENT);
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(4);
        assertThat(outcome.provenance(EnergyPart.CLOUD_CPU)).isEqualTo(Provenance.ABSENT);
        assertThat(outcome.absences()).containsEntry(EnergyPart.CLOUD_CPU, "the cloud said nothing of it");
    }

    @Test
    void theIdleShareIsAPartOfItsOwnWhereItWasMeasured() {
        try (LiveTestbed quiet = testbed(0.05)) {
            assertThat(quiet.capabilities().energyParts()).contains(EnergyPart.EDGE, EnergyPart.IDLE);
            quiet.start();
            cloud.meanwhile = () -> counter.moreJoules = 5;
            Outcome outcome = quiet.execute(request(100), SPLIT);
            // The counter goes on by a joule a millisecond, whatever is done, and by five in this request.
            assertThat(outcome.energyJoules(EnergyPart.EDGE).orElseThrow()).isCloseTo(5, within(1e-6));
            assertThat(outcome.energyJoules(EnergyPart.IDLE).orElseThrow()).isPositive();
            counter.broken = true;
            Outcome silent = quiet.execute(request(100), EDGE);
            assertThat(silent.provenance(EnergyPart.EDGE)).isEqualTo(Provenance.ABSENT);
            assertThat(silent.absences()).containsKeys(EnergyPart.EDGE, EnergyPart.IDLE);
        }
    }

    @Test
    void aCloudThatRunsAnotherNetworkIsRefused() {
        cloud.instead = Tensor.of(TENSOR.shape(), 1, 3);
        assertThatThrownBy(() -> testbed.start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the cloud's output of net");
    }

    @Test
    void withoutAReadingThereIsNoIdleBaseline() {
        counter.left.set(1);
        try (LiveTestbed quiet = testbed(0.05)) {
            assertThatThrownBy(() -> quiet.start())
                    .isInstanceOf(TestbedException.class)
                    .hasMessageStartingWith("meter: No idle baseline: ");
            assertThat(clock.value).isEqualTo("ondemand");
            counter.left.set(Integer.MAX_VALUE);
            // The next reset makes good for it, with parts of its own.
            quiet.start();
            assertThat(quiet.execute(request(100), EDGE).provenance(EnergyPart.IDLE))
                    .isEqualTo(Provenance.MEASURED);
        }
    }

    @Test
    void aRequestWhoseDeviceWasClosedOnTheWayHasNoOutcome() {
        testbed.start();
        cloud.meanwhile = () -> Objects.requireNonNull(device).close();
        assertThatThrownBy(() -> testbed.execute(request(100), SPLIT))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("the device was closed");
    }

    @Test
    void whatTheMeterDoesNotSayIsAbsent() {
        testbed.start();
        counter.broken = true;
        Outcome outcome = testbed.execute(request(100), EDGE);
        assertThat(outcome.energyJoules(EnergyPart.EDGE)).isEmpty();
        assertThat(outcome.absences().get(EnergyPart.EDGE)).contains("the cable is out");
    }

    @Test
    void theEdgeStandsInForACloudThatFailsAndItsOutcomeSaysSo() {
        testbed.start();
        cloud.failure = down();
        Outcome outcome = testbed.execute(request(100), CLOUD);
        assertThat(outcome.guarding().fallback())
                .matches("edge-only in [0-9.]+ ms after [0-9.]+ ms lost; transfer: nobody is there");
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(0);
        testbed.execute(request(100), CLOUD);
        testbed.execute(request(100), CLOUD);
        // The guard has opened: nothing is asked of the cloud any more.
        int calls = cloud.deadlines.size();
        assertThat(testbed.conditions().value(Condition.CLOUD_GUARD)).hasValue(1);
        Outcome guarded = testbed.execute(request(100), CLOUD);
        assertThat(cloud.deadlines).hasSize(calls);
        assertThat(guarded.guarding().state()).isEqualTo("open");
        assertThat(guarded.guarding().fallback()).contains("the guard is open");
        assertThat(guarded.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0);
    }

    @Test
    void aCallLeavesTheEdgeItsTimeWhereTheDeadlineAllows() {
        testbed.start();
        testbed.execute(request(1000), CLOUD);
        // The edge takes 40 ms by the table, three tenths less by what it took to warm up, and a quarter more at the
        // most.
        assertThat(cloud.lastMillis()).isCloseTo(1000 - 1.25 * 0.7 * EDGE_MILLIS - 5, within(MICROS));
    }

    @Test
    void timeOfTheHeadIsTakenFromTheCall() {
        testbed.start();
        network.headNanos = 30_000_000;
        Outcome outcome = testbed.execute(request(1000), CLOUD);
        assertThat(cloud.lastMillis()).isCloseTo(1000 - 30 - 1.25 * 0.7 * EDGE_MILLIS - 5, within(MICROS));
        // The encoding takes 1 ms.
        assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow()).isCloseTo(31, within(MICROS));
    }

    @Test
    void itWaitsUntilARequestComesAndNotWhenItIsLate() {
        testbed.start();
        long begun = time.now.get();
        testbed.awaitTime(500);
        assertThat((time.now.get() - begun) / 1e6).isCloseTo(500, within(MICROS));
        testbed.awaitTime(400);
        assertThat((time.now.get() - begun) / 1e6).isCloseTo(500, within(MICROS));
    }

    @Test
    void aCallGetsAllThatIsLeftWhereTheEdgeCouldNotKeepTheDeadlineAnyway() {
        testbed.start();
        // At the frequency that was not run yet the edge takes 1.25 times 40 ms, and 5.
        Configuration slow = configuration("0", "600");
        testbed.execute(request(62), slow);
        assertThat(cloud.lastMillis()).isLessThanOrEqualTo(62).isCloseTo(62, within(MICROS));
        testbed.execute(request(1), slow);
        // Three times what the table says, as no deadline is a bound there.
        assertThat(cloud.lastMillis()).isEqualTo(30);
    }

    @Test
    void aCloudThatIsDownDoesNotKeepARunFromBeginning() {
        cloud.failure = down();
        testbed.start();
        // One tail was asked for, and the others were not waited for.
        assertThat(cloud.loads).isEqualTo(1);
        assertThat(testbed.execute(request(100), EDGE).guarding().fallback()).isEmpty();
    }

    @Test
    void aCloudThatWillNeverDoKeepsARunFromBeginning() {
        cloud.failure = new TestbedException("cloud", false, "there is no such tail");
        assertThatThrownBy(() -> testbed.start()).hasMessage("cloud: there is no such tail");
        testbed.close();
        assertThat(clock.value).isEqualTo("ondemand");
    }

    @Test
    void aRefusedValueCostsTheSettingAndNotTheRequest() {
        testbed.start();
        clock.refused = "600";
        Outcome outcome = testbed.execute(request(100), configuration("0", "600"));
        assertThat(outcome.guarding().fallback())
                .matches("stayed at cpu_freq_mhz=1800 after [0-9.]+ ms; edge: takes no 600");
        assertThat(testbed.settingIndex()).isEqualTo(FAST);
        assertThat(clock.value).isEqualTo("1800");
        assertThat(testbed.execute(request(100), CLOUD).guarding().fallback()).isEmpty();
        clock.refused = "";
        assertThat(testbed.execute(request(100), configuration("0", "600"))
                        .guarding()
                        .fallback())
                .isEmpty();
        assertThat(testbed.settingIndex()).isNotEqualTo(FAST);
    }

    @Test
    void aValueThatMovedTheDeviceIsTakenBack() {
        testbed.start();
        clock.refused = "600";
        clock.instead = "900";
        testbed.execute(request(100), configuration("0", "600"));
        assertThat(clock.value).isEqualTo("1800");
    }

    @Test
    void aDeviceOfWhichNobodyKnowsWhereItIsEndsTheRun() {
        testbed.start();
        clock.stuckAt = "900";
        assertThatThrownBy(() -> testbed.execute(request(100), configuration("0", "600")))
                .hasMessage("edge: takes no 600");
    }

    @Test
    void aDeviceThatTakesNothingAnyMoreStaysWhereItIs() {
        testbed.start();
        clock.stuckAt = "1800";
        assertThat(testbed.execute(request(100), configuration("0", "600"))
                        .guarding()
                        .fallback())
                .contains("edge: takes no 600");
        assertThat(testbed.settingIndex()).isEqualTo(FAST);
    }

    @Test
    void theDeviceIsPutBackAlsoWhereOtherPartsDoNotClose() {
        testbed.start();
        assertThat(clock.value).isEqualTo("1800");
        sticky = true;
        assertThatThrownBy(testbed::close)
                .hasMessage("meter: does not close")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second).hasMessage("the model is stuck")));
        assertThat(clock.value).isEqualTo("ondemand");
        assertThat(closed).containsExactly("last", "model");
        // A second call does nothing.
        testbed.close();
        assertThat(closed).hasSize(2);
    }
}
