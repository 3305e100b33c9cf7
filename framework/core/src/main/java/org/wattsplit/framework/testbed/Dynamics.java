package org.wattsplit.framework.testbed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;

/**
 * How the world around a testbed moves, as a scenario states it. Each part has a random stream of its own, named as
 * the part is, so that one can change without the others. A part that is null, the default of each, does not change.
 *
 * @param link the way to the cloud
 * @param linkOutages when the link carries nothing; a transfer waits
 * @param cloudLoad what others want of the cloud node; a tail that shares it takes 1 / (1 - load) times its time
 * @param cloudOutages when the cloud node computes nothing; a tail waits before it starts
 * @param edgeLoad what others want of the edge device's processor; a head that shares it takes 1 / (1 - load) times its time,
 *     through which the device draws the power of that head
 * @param thermal the edge device's temperature
 * @param battery the edge device's battery
 * @param estimates how late and how noisy what a scheduler observes of link and cloud is
 * @param idlePowerW power of the edge device between requests, in watts, at least 0; default 0
 * @param cloudIdlePowerW idle power of the cloud node that is left out of a tail's energy, in watts; 0 charges the whole
 *     node, as the published figures do, and is the default
 * @param parts what else moves, of kinds that a program adds; default none
 */
public record Dynamics(
        @Nullable Link link,
        @Nullable Outages linkOutages,
        @Nullable CloudLoad cloudLoad,
        @Nullable Outages cloudOutages,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EdgeLoad edgeLoad,
        @Nullable Thermal thermal,
        @Nullable Battery battery,
        @Nullable Estimates estimates,
        @Default("0") double idlePowerW,
        @Default("0") double cloudIdlePowerW,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Default("[]")
        List<DynamicsPart> parts) {
    /** Nothing changes. */
    public static final Dynamics NONE = new Dynamics(null, null, null, null, null, null, null, 0, 0, List.of());

    /** Nobody else wants the edge device. */
    public Dynamics(
            @Nullable Link link,
            @Nullable Outages linkOutages,
            @Nullable CloudLoad cloudLoad,
            @Nullable Outages cloudOutages,
            @Nullable Thermal thermal,
            @Nullable Battery battery,
            @Nullable Estimates estimates,
            double idlePowerW,
            double cloudIdlePowerW,
            List<DynamicsPart> parts) {
        this(
                link,
                linkOutages,
                cloudLoad,
                cloudOutages,
                null,
                thermal,
                battery,
                estimates,
                idlePowerW,
                cloudIdlePowerW,
                parts);
    }

    /** The same with an edge device that others want, too. */
    public Dynamics withEdgeLoad(@Nullable EdgeLoad load) {
        return new Dynamics(
                link,
                linkOutages,
                cloudLoad,
                cloudOutages,
                load,
                thermal,
                battery,
                estimates,
                idlePowerW,
                cloudIdlePowerW,
                parts);
    }

    public Dynamics {
        Check.nonNegative("idle_power_w", idlePowerW);
        Check.nonNegative("cloud_idle_power_w", cloudIdlePowerW);
        parts = List.copyOf(parts);
    }

    /** As records have it, but for parts where there are none: hashes of earlier trainings and runs are made of it. */
    @Override
    public String toString() {
        return "Dynamics[link=" + link + ", linkOutages=" + linkOutages + ", cloudLoad=" + cloudLoad
                + ", cloudOutages=" + cloudOutages
                + (edgeLoad == null ? "" : ", edgeLoad=" + edgeLoad) + ", thermal=" + thermal + ", battery=" + battery
                + ", estimates="
                + estimates + ", idlePowerW=" + idlePowerW + ", cloudIdlePowerW=" + cloudIdlePowerW
                + (parts.isEmpty() ? "" : ", parts=" + parts) + "]";
    }

    /** Whether what moves slows a part of requests down: head, transfer or tail. */
    public boolean movesParts() {
        return link != null
                || linkOutages != null
                || cloudLoad != null
                || cloudOutages != null
                || edgeLoad != null
                || !parts.isEmpty();
    }

    /** Whether chance moves any of it. */
    public boolean random() {
        return (link != null && link.random())
                || linkOutages != null
                || (cloudLoad != null && cloudLoad.levels().values().size() > 1)
                || cloudOutages != null
                || (edgeLoad != null && edgeLoad.levels().values().size() > 1)
                || (estimates != null && estimates.noise() > 0)
                || parts.stream().anyMatch(DynamicsPart::random);
    }

    /**
     * A link whose rate changes: from traces, among levels, or as it fades.
     *
     * @param rttMs round trip where neither a trace nor a level has its own, in milliseconds
     * @param trainTraces names of the traces to train on; empty, the default, for levels and fading
     * @param testTraces names of the traces to test on; empty, the default, for levels and fading
     * @param levels the levels; null, the default, where it has none
     * @param traceRate factor of the traces' rates, above 0; default 1
     * @param traceTime factor of the traces' times and round trips, above 0; default 1
     * @param downlinkFactor rate of the way back as a multiple of the link's, above 0, for answers whose bytes the data says;
     *     null, the default, where the answer takes what it took when transfers were measured
     * @param fading how it fades; null, the default, where it does not
     */
    public record Link(
            double rttMs,
            @Default("[]") List<String> trainTraces,
            @Default("[]") List<String> testTraces,
            @Nullable LinkLevels levels,

            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = One.class) @Default("1")
            double traceRate,

            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = One.class) @Default("1")
            double traceTime,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double downlinkFactor,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BlockFading fading) {
        /** Traces as they were recorded, or levels, with one round trip. */
        public Link(double rttMs, List<String> trainTraces, List<String> testTraces, @Nullable Levels levels) {
            this(rttMs, trainTraces, testTraces, levels == null ? null : LinkLevels.of(levels), 1, 1, null, null);
        }

        /** Levels. */
        public static Link of(double rttMs, LinkLevels levels) {
            return new Link(rttMs, List.of(), List.of(), levels, 1, 1, null, null);
        }

        /** A link that fades. */
        public static Link of(double rttMs, BlockFading fading) {
            return new Link(rttMs, List.of(), List.of(), null, 1, 1, null, fading);
        }

        /** The same with another rate of the way back. */
        public Link withDownlink(@Nullable Double factor) {
            return new Link(rttMs, trainTraces, testTraces, levels, traceRate, traceTime, factor, fading);
        }

        public Link {
            Check.nonNegative("rtt_ms", rttMs);
            Check.positive("trace_rate", traceRate);
            Check.positive("trace_time", traceTime);
            if (downlinkFactor != null) {
                Check.positive("downlink_factor", downlinkFactor);
            }
            trainTraces = List.copyOf(trainTraces);
            testTraces = List.copyOf(testTraces);
            boolean other = levels != null || fading != null;
            Check.that(
                    other
                            ? trainTraces.isEmpty() && testTraces.isEmpty() && (levels == null || fading == null)
                            : !trainTraces.isEmpty() && !testTraces.isEmpty(),
                    "the link",
                    "either traces to train and to test on, or levels, or fading",
                    other ? "more than one of them" : "none of them whole");
            Check.that(
                    levels == null || levels.values().stream().anyMatch(mbps -> mbps > 0),
                    "the link's levels",
                    "above 0 in one of them",
                    levels == null ? "none" : levels.values());
            Check.that(
                    trainTraces.stream().noneMatch(testTraces::contains),
                    "the traces to train on",
                    "other ones than those to test on",
                    trainTraces);
        }

        /** Whether it follows traces. */
        public boolean followsTraces() {
            return !trainTraces.isEmpty();
        }

        /** Whether chance moves it. */
        boolean random() {
            return levels == null || levels.values().size() > 1;
        }

        /** The best rate that a link without traces ever has, in Mbit/s. */
        public double mostMbps() {
            return fading != null
                    ? fading.mostMbps()
                    : Collections.max(Objects.requireNonNull(levels).values());
        }

        /** The shortest round trip that a link without traces ever has, in milliseconds. */
        public double leastRttMs() {
            return levels == null || levels.rttMs().isEmpty() ? rttMs : Collections.min(levels.rttMs());
        }

        /** The traces of a part. */
        public List<String> traces(Part part) {
            return part == Part.TRAIN ? trainTraces : testTraces;
        }

        /** As records have it, but for factors of 1: hashes of earlier trainings and runs are made of it. */
        @Override
        public String toString() {
            return "Link[rttMs=" + rttMs + ", trainTraces=" + trainTraces + ", testTraces=" + testTraces + ", levels="
                    + levels
                    + (traceRate == 1 && traceTime == 1 ? "" : ", traceRate=" + traceRate + ", traceTime=" + traceTime)
                    + (downlinkFactor == null ? "" : ", downlinkFactor=" + downlinkFactor)
                    + (fading == null ? "" : ", fading=" + fading)
                    + "]";
        }
    }

    /** What files leave out. */
    private static final class One {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Double factor && factor == 1;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** Which traces a scenario draws from. */
    public enum Part {
        /** Those to train and to validate on. */
        TRAIN,
        /** Those to test on, which no training sees. */
        TEST
    }

    /**
     * A Markov chain in continuous time: each level holds for an exponential time, then any other follows with equal
     * chance.
     *
     * @param values the levels, at least one
     * @param meanSeconds mean time at a level, above 0; 0, the default, where each level has its own
     * @param dwellS mean time at each level in seconds, above 0; empty, the default, where one mean is that of all
     */
    public record Levels(
            List<Double> values,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
            double meanSeconds,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Default("[]")
            List<Double> dwellS) {
        /** Levels that hold for equally long. */
        public Levels(List<Double> values, double meanSeconds) {
            this(values, meanSeconds, List.of());
        }

        public Levels {
            values = List.copyOf(Check.notEmpty("values", values));
            values.forEach(value -> Check.nonNegative("values", value));
            dwellS = List.copyOf(dwellS);
            if (dwellS.isEmpty()) {
                Check.positive("mean_seconds", meanSeconds);
            } else {
                dwellS.forEach(seconds -> Check.positive("dwell_s", seconds));
                Check.that(dwellS.size() == values.size(), "dwell_s", "as many as there are levels, " + values, dwellS);
                Check.that(meanSeconds == 0, "mean_seconds", "left out where there is dwell_s", meanSeconds);
            }
        }

        /** Mean time at a level, in seconds. */
        public double meanSeconds(int level) {
            return dwellS.isEmpty() ? meanSeconds : dwellS.get(level);
        }

        /** As records have it, but for what is left out: hashes of earlier trainings and runs are made of it. */
        @Override
        public String toString() {
            return "Levels[values=" + values + ", meanSeconds=" + meanSeconds
                    + (dwellS.isEmpty() ? "" : ", dwellS=" + dwellS) + "]";
        }
    }

    /**
     * Load of the cloud node by others.
     *
     * @param levels shares of the node, each at least 0 and below 1
     */
    public record CloudLoad(Levels levels) {
        public CloudLoad {
            levels.values().forEach(value -> Check.that(value < 1, "values of cloud_load", "below 1", value));
        }
    }

    /**
     * Load of the edge device's processor by others.
     *
     * @param levels shares of the processor, each at least 0 and below 1
     */
    public record EdgeLoad(Levels levels) {
        public EdgeLoad {
            levels.values().forEach(value -> Check.that(value < 1, "values of edge_load", "below 1", value));
        }
    }

    /**
     * Times without service, that come and go by chance: exponential times up and down.
     *
     * @param meanUpSeconds mean time in service, above 0
     * @param meanDownSeconds mean time out of service, above 0
     */
    public record Outages(double meanUpSeconds, double meanDownSeconds) {
        public Outages {
            Check.positive("mean_up_seconds", meanUpSeconds);
            Check.positive("mean_down_seconds", meanDownSeconds);
        }
    }

    /**
     * A battery that something charges. Empty, the device is off until it is charged to {@code restartLevel} again;
     * requests wait.
     *
     * @param capacityJ capacity in joules, above 0
     * @param firstLevel charge at the start, above 0, at most 1
     * @param chargeW power that charges it, in watts, above 0
     * @param restartLevel charge at which the device starts again, above 0, at most 1
     */
    public record Battery(double capacityJ, double firstLevel, double chargeW, double restartLevel) {
        public Battery {
            Check.positive("capacity_j", capacityJ);
            Check.that(firstLevel > 0 && firstLevel <= 1, "first_level", "above 0, at most 1", firstLevel);
            Check.positive("charge_w", chargeW);
            Check.that(restartLevel > 0 && restartLevel <= 1, "restart_level", "above 0, at most 1", restartLevel);
        }
    }

    /**
     * What is observed of rate, round trip and load: means over a window, taken now and then, known later.
     *
     * @param periodMs time between two estimates, and the window that each is the mean of; above 0
     * @param delayMs time until an estimate is known, at least 0; default 0
     * @param noise standard deviation of the logarithm of an estimate's factor of error, at least 0; default 0
     */
    public record Estimates(
            double periodMs,
            @Default("0") double delayMs,
            @Default("0") double noise) {
        public Estimates {
            Check.positive("period_ms", periodMs);
            Check.nonNegative("delay_ms", delayMs);
            Check.nonNegative("noise", noise);
        }
    }
}
