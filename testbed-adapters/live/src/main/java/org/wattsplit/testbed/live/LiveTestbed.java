package org.wattsplit.testbed.live;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.MeasurementTable;
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
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.RealTimeTestbed;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CpuEnergy;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.edge.TailRun;
import org.wattsplit.testbed.power.IdleBaseline;
import org.wattsplit.testbed.power.MeterException;
import org.wattsplit.testbed.power.WindowEnergy;
import org.wattsplit.testbed.profile.ProfileSpace;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Executes requests for real: sets the device, runs the head, has the cloud run the tail, reads the meter. When the cloud is
 * late or down, the edge runs the whole network instead; when a knob refuses a value and the device still is at the setting
 * before, the request runs at that one. The outcome's {@link Guarding} says so, and what it cost. Where another program has set
 * the device otherwise, requests go on, and their {@link org.wattsplit.framework.outcome.Disturbance} says that they are void.
 *
 * <p>A call to the cloud is given the time that leaves room for that, if it is enough for the cloud as it was measured;
 * otherwise all that is left of the deadline. One thread at a time.
 */
public final class LiveTestbed implements RealTimeTestbed {
    private static final double NANOS_PER_MILLI = 1e6;

    private final ConfigurationSpace space;
    private final CallTimes times;
    private final Supplier<LiveParts> opener;
    private final LiveClock clock;
    private final int initialSetting;
    /** How long the idle baseline is measured; 0 where the idle share is not told apart. */
    private final double idleSeconds;

    private final Capabilities capabilities;

    private @Nullable LiveParts parts;
    private @Nullable SettingWatch watch;
    private @Nullable IdleBaseline idle;
    private int setting;
    /** Where the cloud's figures come from, as far as it said; nothing is spent where nothing crosses, whatever they are. */
    private Provenance cloudEnergy = Provenance.MODELLED;

    private double decisionMillis;
    private long startNanos;

    /**
     * Opens a session.
     *
     * @param space the configurations
     * @param table measurements by which the cloud's and the edge's times are judged at first; null where there are none
     * @param initialSetting the number of the hardware setting that it starts at
     * @param idleSeconds for how long nothing is done before the first request, so that the idle share of the edge's energy
     *     is a part of its own; 0 to count it as the edge's
     * @param opener opens its parts, whose device has the hardware knobs of the space
     * @throws org.wattsplit.framework.testbed.TestbedException where a part is not there or not as it must be
     */
    public static LiveTestbed open(
            ConfigurationSpace space,
            @Nullable MeasurementTable table,
            int initialSetting,
            double idleSeconds,
            Supplier<LiveParts> opener) {
        LiveTestbed testbed = new LiveTestbed(space, table, initialSetting, idleSeconds, opener, LiveClock.SYSTEM);
        testbed.start();
        return testbed;
    }

    /** A testbed that has yet to be started, by a clock of the caller's. */
    LiveTestbed(
            ConfigurationSpace space,
            @Nullable MeasurementTable table,
            int initialSetting,
            double idleSeconds,
            Supplier<LiveParts> opener,
            LiveClock clock) {
        this.clock = clock;
        this.space = space;
        this.opener = opener;
        this.initialSetting = initialSetting;
        this.idleSeconds = Check.nonNegative("the time of the idle baseline in seconds", idleSeconds);
        setting = initialSetting;
        times = new CallTimes(space, table);
        capabilities = describe(space, idleSeconds);
    }

    /** What live testbeds of a space can do. */
    static Capabilities describe(ConfigurationSpace space, double idleSeconds) {
        Set<LatencyPart> latency = EnumSet.of(
                LatencyPart.DECISION,
                LatencyPart.RECONFIGURATION,
                LatencyPart.EDGE,
                LatencyPart.TRANSFER,
                LatencyPart.CLOUD);
        return new Capabilities(
                space,
                latency,
                idleSeconds > 0
                        ? EnumSet.of(EnergyPart.EDGE, EnergyPart.IDLE, EnergyPart.CLOUD_CPU)
                        : EnumSet.of(EnergyPart.EDGE, EnergyPart.CLOUD_CPU),
                false,
                false,
                Conditions.NONE,
                List.of(Condition.CLOUD_GUARD),
                true);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Conditions conditions() {
        return Conditions.NONE.with(
                Condition.CLOUD_GUARD, parts != null && parts.tails().open() ? 1 : 0);
    }

    @Override
    public int settingIndex() {
        return setting;
    }

    @Override
    public void onDecision(long nanos) {
        decisionMillis = nanos / NANOS_PER_MILLI;
    }

    @Override
    public void onLast() {
        if (watch != null) {
            watch.onLast();
        }
    }

    @Override
    public void awaitTime(double timeMillis) {
        long left = startNanos + (long) (timeMillis * NANOS_PER_MILLI) - clock.nanos();
        if (parts == null || left <= 0) {
            return;
        }
        sleep(left);
    }

    private void sleep(long nanos) {
        try {
            clock.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("edge", true, "interrupted while it waited");
        }
    }

    /** Opens its parts and makes them ready; time begins to pass. */
    void start() {
        LiveParts opened = prepared(opener.get());
        parts = opened;
        change(opened, initialSetting);
        decisionMillis = 0;
        startNanos = clock.nanos();
    }

    /** Parts that are ready for the first request; they are closed where that fails. */
    private LiveParts prepared(LiveParts opened) {
        try {
            opened.device().requireKnobs(space);
            change(opened, initialSetting);
            times.remember(setting, WarmUp.run(space, opened, clock));
            if (idleSeconds > 0) {
                idle = baseline(opened);
            }
            watch = new SettingWatch(clock, opened.device());
            return opened;
        } catch (RuntimeException | Error e) {
            try {
                opened.close();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private IdleBaseline baseline(LiveParts opened) {
        long from = opened.meter().mark();
        sleep((long) (idleSeconds * 1e9));
        try {
            return IdleBaseline.of(opened.meter(), from, opened.meter().mark());
        } catch (MeterException e) {
            throw new TestbedException("meter", true, String.valueOf(e.getMessage()));
        }
    }

    private EdgeDevice.Switch change(LiveParts live, int to) {
        EdgeDevice.Switch changed = live.device().apply(space.setting(to));
        setting = to;
        return changed;
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        LiveParts live = parts;
        SettingWatch looks = watch;
        if (live == null || looks == null) {
            throw new IllegalStateException("Expected a session that is open");
        }
        looks.before(configuration.settingIndex() != setting);
        long begun = clock.nanos();
        String state = live.tails().state();
        long from = live.meter().mark();
        String refused = "";
        double changeMillis;
        try {
            changeMillis = change(live, configuration.settingIndex()).millis();
        } catch (TestbedException e) {
            String held = live.device().held();
            stay(live.device(), e, !held.isEmpty());
            if (!held.isEmpty()) {
                looks.held(held);
            }
            changeMillis = (clock.nanos() - begun) / NANOS_PER_MILLI;
            refused = String.format(
                    Locale.ROOT,
                    "stayed at %s after %.1f ms; %s",
                    space.setting(setting),
                    changeMillis,
                    e.getMessage());
        }
        int cut = Integer.parseInt(configuration.value(Knob.SPLIT_LAYER));
        Run run = run(live, request, configuration, cut, begun);
        long to = live.meter().mark();
        Disturbance disturbance = looks.after(clock.nanos() - begun);
        WindowEnergy energy = live.meter().energy(from, to);
        live.device().requireOpen();
        Outcome.Builder outcome = Outcome.builder()
                .latency(LatencyPart.DECISION, decisionMillis, Provenance.MEASURED)
                .latency(LatencyPart.RECONFIGURATION, changeMillis, Provenance.MEASURED)
                .latency(LatencyPart.EDGE, run.edgeMillis(), Provenance.MEASURED)
                .latency(LatencyPart.TRANSFER, run.transferMillis(), Provenance.MEASURED)
                .guarding(new Guarding(state, joined(refused, run.fallback())))
                .disturbance(disturbance);
        run.cloudMillis().ifPresent(millis -> outcome.latency(LatencyPart.CLOUD, millis, Provenance.MEASURED));
        IdleBaseline quiet = idle;
        if (quiet == null) {
            add(outcome, EnergyPart.EDGE, energy);
        } else if (energy instanceof WindowEnergy.Known known) {
            IdleBaseline.Shares shares = quiet.split(known, (to - from) / 1e9);
            add(outcome, EnergyPart.EDGE, shares.active());
            add(outcome, EnergyPart.IDLE, shares.idle());
        } else {
            add(outcome, EnergyPart.EDGE, energy);
            add(outcome, EnergyPart.IDLE, energy);
        }
        CpuEnergy.@Nullable Spent spent = run.cloudEnergy();
        if (spent != null) {
            cloudEnergy = spent.provenance();
            outcome.energy(EnergyPart.CLOUD_CPU, spent.joules(), cloudEnergy);
        } else if (run.crossed()) {
            outcome.absent(EnergyPart.CLOUD_CPU, "the cloud said nothing of it");
        } else {
            outcome.energy(EnergyPart.CLOUD_CPU, 0, cloudEnergy);
        }
        decisionMillis = 0;
        return outcome.build();
    }

    private static void add(Outcome.Builder outcome, EnergyPart part, WindowEnergy energy) {
        if (energy instanceof WindowEnergy.Known known) {
            outcome.energy(part, known.joules(), known.provenance());
        } else if (energy instanceof WindowEnergy.Absent absent) {
            outcome.absent(part, absent.reason());
        }
    }

    /** Has the device at the setting before again, or fails as the change did, unless another program holds it where it is. */
    private void stay(EdgeDevice device, TestbedException failure, boolean held) {
        try {
            device.apply(space.setting(setting));
        } catch (TestbedException e) {
            // What takes no value at all may still be where it was.
            if (!held && !device.isAt(space.setting(setting))) {
                failure.addSuppressed(e);
                throw failure;
            }
        }
    }

    private static String joined(String first, String second) {
        return first.isEmpty() ? second : second.isEmpty() ? first : first + "; " + second;
    }

    /** Where the time of a request went, and what the cloud said of both; empty where it said nothing. */
    private record Run(
            double edgeMillis,
            double transferMillis,
            OptionalDouble cloudMillis,
            CpuEnergy.@Nullable Spent cloudEnergy,
            boolean crossed,
            String fallback) {}

    private Run run(LiveParts live, Request request, Configuration configuration, int cut, long begun) {
        long started = clock.nanos();
        Tensor boundary = live.model().head(cut, live.input());
        if (cut > 0) {
            live.device().settle();
        }
        long headed = clock.nanos();
        double headMillis = (headed - started) / NANOS_PER_MILLI;
        if (cut == live.model().cuts().size() - 1) {
            times.remember(setting, headMillis);
            return new Run(headMillis, 0, OptionalDouble.of(0), null, false, "");
        }
        Codec codec = live.codecs().get(configuration.value(ProfileSpace.CODEC));
        double left = request.deadlineMillis() - decisionMillis - (headed - begun) / NANOS_PER_MILLI;
        try {
            TailRun tail = live.tails().run(cut, codec, boundary, times.callTime(left, configuration, setting));
            return new Run(
                    headMillis + tail.encodeMillis(),
                    tail.transferMillis(),
                    tail.cloudMillis(),
                    tail.energy().orElse(null),
                    true,
                    "");
        } catch (TestbedException e) {
            long failed = clock.nanos();
            live.model().whole(live.input());
            live.device().settle();
            double wholeMillis = (clock.nanos() - failed) / NANOS_PER_MILLI;
            double lostMillis = (failed - headed) / NANOS_PER_MILLI;
            times.remember(setting, wholeMillis);
            return new Run(
                    headMillis + wholeMillis,
                    lostMillis,
                    OptionalDouble.of(0),
                    null,
                    lostMillis > 1,
                    String.format(
                            Locale.ROOT,
                            "edge-only in %.1f ms after %.1f ms lost; %s",
                            wholeMillis,
                            headMillis + lostMillis,
                            e.getMessage()));
        }
    }

    @Override
    public void close() {
        LiveParts opened = parts;
        parts = null;
        if (opened != null) {
            opened.close();
        }
    }
}
