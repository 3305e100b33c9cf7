package org.wattsplit.testbed.remote;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.wattsplit.framework.outcome.Disturbance;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Guarding;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.RealTimeTestbed;
import org.wattsplit.framework.testbed.TestbedException;

/** A device that computes nothing, and stalls, fails or leaves things out when a request says so by its number. */
final class FakeTestbed implements RealTimeTestbed {
    static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "net",
            List.of(
                    new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false),
                    new Knob("clock", Knob.Kind.NUMERIC, List.of("600", "900", "1800"), true)),
            List.of(),
            Map.of(Knob.SPLIT_LAYER, "0", "clock", "600"),
            Map.of(Knob.SPLIT_LAYER, "2", "clock", "1800")));

    /** Requests of that number take until somebody ends them. */
    static final long STALLS = 1001;
    /** Requests of that number fail in the cloud. */
    static final long FAILS = 1002;
    /** Requests of that number lack a library. */
    static final long LACKS = 1005;
    /** Requests of that number fall back, and their energy is absent. */
    static final long FALLS_BACK = 1003;
    /** Requests of that number find the hardware stuck. */
    static final long STICKS = 1004;

    final CountDownLatch stalled = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    /** Whether it does not close. */
    volatile boolean sticky;

    private final boolean waits;
    private boolean last;
    private int setting;
    private double decisionMillis;
    private double timeMillis;

    /**
     * A device.
     *
     * @param waits whether time passes for real
     */
    FakeTestbed(int initialSetting, boolean waits) {
        this.waits = waits;
        setting = initialSetting;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                SPACE,
                Set.of(LatencyPart.DECISION, LatencyPart.RECONFIGURATION, LatencyPart.EDGE),
                Set.of(EnergyPart.EDGE),
                true,
                true,
                Conditions.NONE.with(Condition.RTT_MS, 3.25),
                List.of(Condition.DEVICE_TEMPERATURE_C, Condition.CLOUD_GUARD),
                true);
    }

    @Override
    public Conditions conditions() {
        return Conditions.NONE
                .with(Condition.CLOUD_GUARD, setting % 2)
                .with(Condition.DEVICE_TEMPERATURE_C, 40 + timeMillis / 1e6);
    }

    @Override
    public int settingIndex() {
        return setting;
    }

    @Override
    public void onDecision(long nanos) {
        decisionMillis = nanos / 1e6;
    }

    @Override
    public void onLast() {
        last = true;
    }

    @Override
    public void awaitTime(double to) {
        try {
            if (waits) {
                Thread.sleep((long) Math.max(0, to - timeMillis));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("edge", true, "interrupted");
        }
        timeMillis = to;
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        if (request.id() == STALLS) {
            stalled.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError("Expected that what runs is not interrupted", e);
            }
        }
        if (request.id() == FAILS) {
            throw new TestbedException("cloud", true, "it is away");
        }
        if (request.id() == LACKS) {
            throw new NoClassDefFoundError("org/nd4j/Nd4j");
        }
        int before = setting;
        if (request.id() != STICKS) {
            setting = configuration.settingIndex();
        }
        Outcome.Builder outcome = Outcome.builder()
                .latency(LatencyPart.DECISION, decisionMillis, Provenance.MEASURED)
                .latency(LatencyPart.RECONFIGURATION, before == setting ? 0 : 2.5, Provenance.MEASURED)
                .latency(LatencyPart.EDGE, 10 + configuration.choice(0) / 3.0, Provenance.MODELLED)
                .energy(EnergyPart.EDGE, 0.1 * (1 + setting), Provenance.MODELLED)
                .accuracy(0.75, Provenance.MEASURED);
        if (request.id() == FALLS_BACK) {
            outcome.absent(EnergyPart.EDGE, "the meter said nothing").guarding(new Guarding("open", "edge-only"));
        }
        if (last) {
            // What a look after the last request may tell.
            outcome.disturbance(new Disturbance("the clock was capped", 7));
        }
        decisionMillis = 0;
        return outcome.build();
    }

    @Override
    public void close() {
        closed.countDown();
        if (sticky) {
            throw new TestbedException("edge", false, "the clock is stuck");
        }
    }
}
