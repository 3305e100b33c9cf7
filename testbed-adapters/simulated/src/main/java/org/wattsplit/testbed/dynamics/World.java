package org.wattsplit.testbed.dynamics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.testbed.DrawnWorld;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.DynamicsPart;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.framework.testbed.Thermal;

/**
 * The state of a world under {@link Dynamics}: what link and cloud are at a time, and the device's temperature and
 * charge, which move with its power. Times are milliseconds since the reset. Not thread-safe.
 */
public final class World {
    private static final double BITS_PER_MEGABIT_MILLI = 1000;

    private final Dynamics dynamics;
    private final List<NetworkTrace> traces;
    private final double nominalMbps;
    private final double nominalRttMillis;
    private StepSignal rate;
    private @Nullable StepSignal roundTrip;
    private StepSignal load;
    private StepSignal cloudUp;
    private StepSignal edgeLoad;
    private long noiseSeed;
    private double temperatureC;
    private double chargeJ;
    private List<DynamicsPart.Course> courses = List.of();
    /** The trace that the link follows since the last reset; null where it follows none. */
    private @Nullable NetworkTrace trace;
    /** Who knows a condition of a part of a program's own. */
    private final Map<Condition, Integer> observedBy = new LinkedHashMap<>();

    /**
     * A world, reset to seed 0.
     *
     * @param traces the traces that the link follows; empty unless the dynamics name some
     * @param nominalMbps rate of a link without dynamics
     * @param nominalRttMillis its round trip
     */
    public World(Dynamics dynamics, List<NetworkTrace> traces, double nominalMbps, double nominalRttMillis) {
        this.dynamics = dynamics;
        Dynamics.Link link = dynamics.link();
        this.traces = link == null || (link.traceRate() == 1 && link.traceTime() == 1)
                ? List.copyOf(traces)
                : traces.stream()
                        .map(trace -> trace.scaled(link.traceRate(), link.traceTime()))
                        .toList();
        this.nominalMbps = nominalMbps;
        this.nominalRttMillis = nominalRttMillis;
        rate = new StepSignal(Segments.constant(nominalMbps));
        load = new StepSignal(Segments.constant(0));
        cloudUp = new StepSignal(Segments.constant(1));
        edgeLoad = new StepSignal(Segments.constant(0));
        for (int i = 0; i < dynamics.parts().size(); i++) {
            for (Condition condition : dynamics.parts().get(i).conditions()) {
                InputException.require(
                        !Condition.COMMON.contains(condition)
                                && !(dynamics.edgeLoad() != null && condition.equals(Condition.EDGE_LOAD))
                                && observedBy.put(condition, i) == null,
                        "the condition of a part of the dynamics",
                        "of that part alone",
                        condition.column());
            }
        }
        reset(0);
    }

    /** Starts over, with its chance drawn from that seed: one stream for each part. */
    public void reset(long seed) {
        RandomStreams streams = RandomStreams.of(seed);
        Segments rates = Segments.constant(nominalMbps);
        roundTrip = null;
        trace = null;
        Dynamics.Link link = dynamics.link();
        if (link != null) {
            SplittableRandom random = new SplittableRandom(streams.seed("link"));
            LinkLevels levels = link.levels();
            if (levels != null) {
                rates = Segments.levels(levels.rates(), random);
                // The same draws once more: each rate with its round trip.
                roundTrip = levels.rttMs().isEmpty()
                        ? null
                        : new StepSignal(
                                Segments.levels(levels.roundTrips(), new SplittableRandom(streams.seed("link"))));
            } else if (link.fading() != null) {
                rates = Segments.fading(link.fading(), random);
            } else {
                NetworkTrace drawn = traces.get(random.nextInt(traces.size()));
                int first = random.nextInt(drawn.bins());
                trace = drawn;
                rates = Segments.rates(drawn, first);
                roundTrip = drawn.hasRtt() ? new StepSignal(Segments.roundTrips(drawn, first)) : null;
            }
        }
        if (dynamics.linkOutages() != null) {
            rates = Segments.product(
                    rates,
                    Segments.outages(dynamics.linkOutages(), new SplittableRandom(streams.seed("link_outages"))));
        }
        rate = new StepSignal(rates);
        load = new StepSignal(
                dynamics.cloudLoad() == null
                        ? Segments.constant(0)
                        : Segments.levels(
                                dynamics.cloudLoad().levels(), new SplittableRandom(streams.seed("cloud_load"))));
        cloudUp = new StepSignal(
                dynamics.cloudOutages() == null
                        ? Segments.constant(1)
                        : Segments.outages(
                                dynamics.cloudOutages(), new SplittableRandom(streams.seed("cloud_outages"))));
        edgeLoad = new StepSignal(
                dynamics.edgeLoad() == null
                        ? Segments.constant(0)
                        : Segments.levels(
                                dynamics.edgeLoad().levels(), new SplittableRandom(streams.seed("edge_load"))));
        noiseSeed = streams.seed("estimates");
        temperatureC = dynamics.thermal() == null ? 0 : dynamics.thermal().ambientC();
        chargeJ = dynamics.battery() == null
                ? 0
                : dynamics.battery().capacityJ() * dynamics.battery().firstLevel();
        List<DynamicsPart.Course> started = new ArrayList<>();
        for (int i = 0; i < dynamics.parts().size(); i++) {
            DynamicsPart part = dynamics.parts().get(i);
            long own = streams.seed("part_" + i);
            started.add(new WatchedCourse(part, WatchedCourse.on(part, "started", () -> part.start(own))));
        }
        courses = List.copyOf(started);
    }

    /** The trace that the link follows since the last reset, around and around; empty where it follows none. */
    public Optional<DrawnWorld> drawn() {
        return Optional.ofNullable(trace).map(one -> new DrawnWorld(one.name(), one.bins() * one.binMillis()));
    }

    private double share(double timeMillis, Share share) {
        double product = 1;
        for (DynamicsPart.Course course : courses) {
            product *= share.of(course, timeMillis);
        }
        return product;
    }

    private interface Share {
        double of(DynamicsPart.Course course, double timeMillis);
    }

    /** What a part of a program's own lets a scheduler observe at a time. */
    public double observe(Condition condition, double timeMillis) {
        Integer part = observedBy.get(condition);
        if (part == null) {
            throw new IllegalStateException("not of this world: " + condition);
        }
        return courses.get(part).observe(condition, timeMillis);
    }

    /** How long the transfer of so many bytes takes that begins at a time: round trip and bytes, outages included. */
    public double transferMillis(double startMillis, double bytes) {
        return rttMillis(startMillis)
                + rate.timeToGather(
                        startMillis,
                        bytes * 8 / BITS_PER_MEGABIT_MILLI / share(startMillis, DynamicsPart.Course::linkShare));
    }

    /**
     * How long the answer of so many bytes takes that leaves the cloud at a time, outages included; for links with a rate of the
     * way back.
     */
    public double answerMillis(double startMillis, double bytes) {
        double factor =
                Objects.requireNonNull(Objects.requireNonNull(dynamics.link()).downlinkFactor());
        return rate.timeToGather(
                startMillis,
                bytes * 8 / BITS_PER_MEGABIT_MILLI / factor / share(startMillis, DynamicsPart.Course::linkShare));
    }

    private double rttMillis(double millis) {
        return roundTrip != null
                ? roundTrip.at(millis)
                : dynamics.link() != null ? dynamics.link().rttMs() : nominalRttMillis;
    }

    /** How long a tail takes that reaches the cloud at a time and takes so long there alone. */
    public double tailMillis(double startMillis, double aloneMillis) {
        double wait = cloudUp.timeUntilPositive(startMillis);
        double left = (1 - load.at(startMillis + wait)) * share(startMillis + wait, DynamicsPart.Course::cloudShare);
        return wait + aloneMillis / left;
    }

    /** The share of its set clock that the device runs at from a time on, above 0, at most 1. */
    public double clockShare(double millis) {
        double cool = dynamics.thermal() == null ? 1 : dynamics.thermal().clockShare(temperatureC);
        return cool * share(millis, DynamicsPart.Course::clockShare);
    }

    /** The load of the device's processor by others at a time, 0 to 1. */
    public double edgeLoad(double millis) {
        return edgeLoad.at(millis);
    }

    /** The device's temperature in degrees Celsius. */
    public double temperatureC() {
        return temperatureC;
    }

    /** The battery's charge, 0 to 1. */
    public double batteryLevel() {
        return dynamics.battery() == null
                ? 1
                : Math.max(0, Math.min(1, chargeJ / dynamics.battery().capacityJ()));
    }

    /** Lets the device draw a power from a time on. */
    public void draw(double watts, double fromMillis, double millis) {
        if (millis <= 0) {
            return;
        }
        for (DynamicsPart.Course course : courses) {
            course.draw(watts, fromMillis, millis);
        }
        Thermal thermal = dynamics.thermal();
        if (thermal != null) {
            double target = thermal.ambientC() + thermal.kelvinPerWatt() * watts;
            temperatureC = target + (temperatureC - target) * Math.exp(-millis / (1000 * thermal.timeConstantS()));
        }
        Dynamics.Battery battery = dynamics.battery();
        if (battery != null) {
            chargeJ = Math.min(battery.capacityJ(), chargeJ + (battery.chargeW() - watts) * millis / 1000);
        }
    }

    /** Takes energy out of the battery at once. */
    public void spend(double joules) {
        chargeJ -= joules;
    }

    /** How long the device is off from a time until its battery is charged enough; 0 unless it is empty. Charges it. */
    public double darkMillis(double fromMillis) {
        Dynamics.Battery battery = dynamics.battery();
        if (battery == null || chargeJ > 0) {
            return 0;
        }
        double millis = (battery.restartLevel() * battery.capacityJ() - chargeJ) / battery.chargeW() * 1000;
        draw(0, fromMillis, millis);
        return millis;
    }

    /** What a scheduler knows of link and cloud at a time. */
    public Estimate estimate(double millis) {
        Dynamics.Estimates late = dynamics.estimates();
        if (late == null) {
            return new Estimate(rate.at(millis), rttMillis(millis), seenLoad(millis), 0);
        }
        long sample = (long) Math.floor((millis - late.delayMs()) / late.periodMs());
        if (sample < 1) {
            // Nothing is known yet: what the link is when nothing disturbs it.
            return new Estimate(nominalMbps, nominalRttMillis, 0, millis);
        }
        double taken = sample * late.periodMs();
        double seen = rate.mean(taken - late.periodMs(), taken);
        double rtt = rttMillis(taken);
        double loaded = seenLoad(taken);
        if (late.noise() > 0) {
            SplittableRandom random = new SplittableRandom(RandomStreams.numbered(noiseSeed, sample));
            seen *= Math.exp(late.noise() * random.nextGaussian());
            rtt *= Math.exp(late.noise() * random.nextGaussian());
            loaded = Math.min(1, loaded * Math.exp(late.noise() * random.nextGaussian()));
        }
        return new Estimate(seen, rtt, loaded, millis - taken);
    }

    private double seenLoad(double millis) {
        return cloudUp.at(millis) > 0 ? load.at(millis) : 1;
    }

    /**
     * What is known of link and cloud.
     *
     * @param mbps rate in megabits per second
     * @param rttMillis round trip in milliseconds
     * @param load load of the cloud by others, 0 to 1; 1 while it is out of order
     * @param ageMillis how old that is
     */
    public record Estimate(double mbps, double rttMillis, double load, double ageMillis) {}
}
