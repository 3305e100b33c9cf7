package org.wattsplit.testbed.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
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

/** A live testbed, not yet started, of parts of which none is hardware, and closed after each test. */
final class FakeLive implements AfterEachCallback {
    static final Tensor TENSOR = Tensor.of(Shape.of(1, 2), 1, 2);
    private static final ConfigurationSpace SPACE = ProfileSpace.of(
            "net",
            List.of(0, 1, 2),
            List.of(new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("600", "1800"), true)),
            List.of("float32"));
    static final int FAST = SPACE.cloudOnly().orElseThrow().settingIndex();
    static final Configuration CLOUD = configuration("0", "1800");
    static final Configuration SPLIT = configuration("1", "1800");
    static final Configuration EDGE = configuration("2", "1800");
    static final double EDGE_MILLIS = 40;
    /** What looks at the clock come to. */
    static final double MICROS = 0.05;

    final Cloud cloud = new Cloud();
    final Time time = new Time();
    final Clock clock = new Clock();
    final Counter counter = new Counter();
    final Net network = new Net();
    final List<String> closed = new ArrayList<>();

    @Nullable
    EdgeDevice device;
    /** Knobs beside the clock. */
    final List<DeviceKnob> more = new ArrayList<>();
    /** Whether parts fail to close. */
    boolean sticky;

    final LiveTestbed testbed = testbed(0);

    /** Another one, for the caller to close, whose idle baseline is measured for so long. */
    LiveTestbed testbed(double idleSeconds) {
        return new LiveTestbed(SPACE, dataset().table(), FAST, idleSeconds, this::open, time);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        testbed.close();
    }

    static Configuration configuration(String cut, String frequency) {
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

    static Request request(double deadlineMillis) {
        return new Request(0, "net", 0, deadlineMillis);
    }

    private LiveParts open() {
        GuardedTails tails = GuardedTails.of(cloud, GuardOptions.DEFAULT, within -> false);
        EnergyRecorder meter = EnergyRecorder.start(counter, time::nanos);
        List<DeviceKnob> knobs = new ArrayList<>(List.of(clock));
        knobs.addAll(more);
        EdgeDevice device = EdgeDevice.of(knobs);
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
    final class Net implements SplitModel {
        long headNanos;

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
    static final class Time implements LiveClock {
        final AtomicLong now = new AtomicLong(1_000_000_000L);

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
    static final class Cloud implements TailRunner {
        final List<Duration> deadlines = new ArrayList<>();
        int loads;

        @Nullable
        TestbedException failure;

        Runnable meanwhile = () -> {};

        @Nullable
        Tensor instead;

        OptionalDouble millis = OptionalDouble.of(6);

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
        double lastMillis() {
            return deadlines.get(deadlines.size() - 1).toNanos() / 1e6;
        }
    }

    /** A clock that may refuse what it is set to, and that others may set. */
    final class Clock implements DeviceKnob {
        String value = "ondemand";
        String refused = "";
        /** What another program has done, until it is set anew. */
        String disturbance = "";
        /** Whether a look at it fails. */
        boolean unreadable;
        /** Why it takes nothing. */
        String held = "";
        /** How long a look at it takes. */
        long lookNanos;

        long looks;

        @Nullable
        String instead;

        @Nullable
        String stuckAt;

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
            disturbance = "";
        }

        @Override
        public String disturbance() {
            looks++;
            time.sleep(lookNanos);
            if (unreadable) {
                throw new TestbedException("edge", false, "cannot be read");
            }
            return disturbance;
        }

        @Override
        public String held() {
            return held;
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
    final class Counter implements PowerMeter {
        volatile boolean broken;
        final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        volatile double moreJoules;

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

    /** What a cloud that is down fails with. */
    static TestbedException down() {
        return new TestbedException("transfer", true, "nobody is there");
    }
}
