package org.wattsplit.study.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.study.job.Existing;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.profile.ProfileCloud;

/**
 * Which configurations of a network are measured, and how.
 *
 * @param network the network
 * @param cloud where its tails run
 * @param shares shares of all processors for the edge's process, each above 0 to 1
 * @param codecs codecs of what crosses
 * @param splitLayers only these cuts, with the first and the last; null for all
 * @param visits how each configuration is measured
 * @param selection what is measured, where not everything is; null for everything
 * @param bench the device and the meter where they are not this process at a share of the processors and a model of the energy;
 *     null for those
 * @param watts the model of the energy; of the edge's only without a bench
 * @param seed seed of weights, input and order
 * @param out the dataset's folder
 * @param existing what becomes of a profile that is there
 */
public record ProfilePlan(
        NetworkChoice network,
        CloudChoice cloud,
        List<String> shares,
        List<String> codecs,
        @Nullable List<Integer> splitLayers,
        Visits visits,
        @Nullable Selection selection,
        @Nullable Bench bench,
        Watts watts,
        long seed,
        Path out,
        Existing existing) {
    /** The codecs unless others are asked for. */
    public static final List<String> CODECS = List.of("float32", "float16", "int8");

    private static final double LEAST_WATTS = 1e-6;
    private static final double MOST_WATTS = 1e5;

    public ProfilePlan {
        shares = List.copyOf(Check.notEmpty("the shares of the processors", shares));
        codecs = List.copyOf(Check.notEmpty("the codecs", codecs));
        splitLayers = splitLayers == null ? null : List.copyOf(splitLayers);
        if (bench != null && limited(shares)) {
            throw InputException.of("the shares of the processors beside a testbed's file", "none", shares)
                    .maybe("name the file's knob cpu_share with its values");
        }
        if (limited(shares) && cloud.place().equals(ProfileCloud.IN_PROCESS)) {
            throw InputException.of("the shares of the processors with the cloud in-process", "1", shares)
                    .maybe("the share would slow tails down too; use loopback");
        }
    }

    /** Whether the edge's process is limited at all: otherwise no control groups are needed. */
    public boolean limited() {
        return limited(shares);
    }

    private static boolean limited(List<String> shares) {
        return !shares.equals(List.of("1"));
    }

    /**
     * A network.
     *
     * @param name an architecture, built with drawn weights; with a file any name
     * @param file its ONNX file; null to build it
     * @param backend what runs it: {@code onnx}, or {@code dl4j} with architectures of its own
     * @param width factor of the channels of a built one
     * @param pixels pixels of an image's side of a built one
     * @param batch pictures of a request to a family of networks, 1 to 1000; 1 of another network
     */
    public record NetworkChoice(String name, @Nullable Path file, String backend, double width, int pixels, int batch) {
        public NetworkChoice {
            InputException.require(batch >= 1 && batch <= 1000, "the batch", "between 1 and 1000", batch);
        }
    }

    /**
     * A cloud.
     *
     * @param place {@code loopback}, {@code in-process} or {@code HOST:PORT}
     * @param clients makes the client of a {@code HOST:PORT}
     */
    public record CloudChoice(String place, Function<String, CloudClient> clients) {}

    /**
     * Visits of a configuration.
     *
     * @param repeats how many there are, at least 1
     * @param inferences measured inferences of each, every one a row, at least 1
     * @param warmUps inferences before them that do not count
     * @param windowSeconds least time over which energy is taken, 0 to 3600
     * @param deadline most time of a call to the cloud, 1 ms to an hour
     */
    public record Visits(int repeats, int inferences, int warmUps, double windowSeconds, Duration deadline) {
        /** Three visits of three inferences after two, energy over half a second, calls of at most a minute. */
        public static final Visits USUAL = new Visits(3, 3, 2, 0.5, Duration.ofSeconds(60));

        public Visits {
            InputException.require(repeats >= 1, "the repeats", "at least 1", repeats);
            InputException.require(inferences >= 1, "the inferences", "at least 1", inferences);
            InputException.require(warmUps >= 0, "the warm-up", "at least 0", warmUps);
            InputException.require(
                    windowSeconds >= 0 && windowSeconds <= 3600, "the window", "between 0 and 3600", windowSeconds);
            double seconds = deadline.toNanos() / 1e9;
            InputException.require(
                    seconds >= 0.001 && seconds <= 3600, "the deadline in seconds", "between 0.001 and 3600", seconds);
        }
    }

    /**
     * A device and a meter as a testbed's file describes them, and how well energies are to be known.
     *
     * @param config the file, {@code testbed.yaml}; its network and cloud are not used
     * @param values values of each hardware knob of the file
     * @param precision share of its mean that half the 95 % interval of a configuration's energy is to be within, above 0 to 1
     * @param limitSeconds how long a configuration is measured at most beyond its first visits, 0 or more
     */
    public record Bench(Path config, Map<String, List<String>> values, double precision, double limitSeconds) {
        /** Visits unless told otherwise: with fewer, hardly an interval is narrow. */
        public static final int REPEATS = 5;

        /** Share of the mean, unless told otherwise. */
        public static final double PRECISION = 0.02;

        /** Seconds of a configuration, unless told otherwise. */
        public static final double LIMIT_SECONDS = 300;

        public Bench {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            InputException.require(
                    precision > 0 && precision <= 1, "the precision", "above 0 and at most 1", precision);
            InputException.require(limitSeconds >= 0, "the limit in seconds", "at least 0", limitSeconds);
        }
    }

    /**
     * A search that chooses what is measured.
     *
     * @param budget how much is
     * @param strategy what chooses
     */
    public record Selection(Budget budget, String strategy) {}

    /**
     * The model of the energy, in watts.
     *
     * @param edgeIdle the edge, idle
     * @param edgeCore one busy core of it beyond that
     * @param cloudIdle the cloud's node while a tail runs, idle
     * @param cloudCore one busy core of it beyond that
     */
    public record Watts(double edgeIdle, double edgeCore, double cloudIdle, double cloudCore) {
        /** The published idle and full power of a Raspberry Pi 4, and round figures of a server. */
        public static final Watts USUAL = new Watts(2.7, 0.925, 20, 10);

        public Watts {
            power("the idle power of the edge", edgeIdle, 0);
            power("the power of a core of the edge", edgeCore, LEAST_WATTS);
            power("the idle power of the cloud", cloudIdle, 0);
            power("the power of a core of the cloud", cloudCore, LEAST_WATTS);
        }

        private static void power(String what, double watts, double least) {
            InputException.require(
                    watts >= least && watts <= MOST_WATTS, what, "between " + least + " and " + MOST_WATTS, watts);
        }
    }

    /** The command that does the same, but for where its result goes and how a cloud elsewhere is reached. */
    public @Nullable String command() {
        CommandText text = CommandText.of("profile");
        if (bench != null) {
            text.option("--config", bench.config())
                    .option("--precision", bench.precision(), Bench.PRECISION)
                    .option("--limit", bench.limitSeconds(), Bench.LIMIT_SECONDS);
            bench.values().forEach((knob, values) -> text.option("--knob", knob + "=" + String.join(",", values)));
        }
        return text.option("--network", network.name())
                .option("--onnx", network.file())
                .option("--backend", network.backend(), "onnx")
                .option("--width", network.width(), 1.0)
                .option("--pixels", network.pixels(), 224)
                .option("--batch", network.batch(), 1)
                .option("--cloud", cloud.place(), ProfileCloud.LOOPBACK)
                .list("--cpu", shares, List.of("1"))
                .list("--codecs", codecs, CODECS)
                .list("--split-layers", splitLayers == null ? List.of() : splitLayers, List.of())
                .option("--repeats", visits.repeats(), bench == null ? Visits.USUAL.repeats() : Bench.REPEATS)
                .option("--inferences", visits.inferences(), Visits.USUAL.inferences())
                .option("--warm-up", visits.warmUps(), Visits.USUAL.warmUps())
                .option("--window", visits.windowSeconds(), Visits.USUAL.windowSeconds())
                .option(
                        "--budget",
                        selection == null ? null : selection.budget().text())
                .option("--strategy", selection == null ? null : selection.strategy())
                .option("--edge-idle-w", watts.edgeIdle(), Watts.USUAL.edgeIdle())
                .option("--edge-core-w", watts.edgeCore(), Watts.USUAL.edgeCore())
                .option("--cloud-idle-w", watts.cloudIdle(), Watts.USUAL.cloudIdle())
                .option("--cloud-core-w", watts.cloudCore(), Watts.USUAL.cloudCore())
                .option("--seed", seed, 1L)
                .text();
    }
}
