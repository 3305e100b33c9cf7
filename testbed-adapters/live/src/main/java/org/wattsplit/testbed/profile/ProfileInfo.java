package org.wattsplit.testbed.profile;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.testbed.power.MeterInfo;
import org.wattsplit.testbed.split.CutPoint;

/**
 * How a measurement table came about: what stands beside it as {@value #FILE}.
 *
 * @param header format, seed, inputs, and the code and machine that measured
 * @param network the network
 * @param backend what ran it: {@code onnx} or {@code dl4j}
 * @param device what its hardware knobs act on
 * @param meter the edge's meter
 * @param blocks how well the edge's energies are known; null where they are a model's
 * @param cloud the cloud
 * @param strategy what chose the configurations; {@code all} for all of them
 * @param repeats visits of each configuration
 * @param inferences measured inferences of each visit
 * @param warmUps inferences before them
 * @param switches changes of the hardware setting, since it was last resumed
 * @param minutes how long it took, since it was last resumed
 * @param cuts the cuts, by their numbers in {@code split_layer}
 */
public record ProfileInfo(
        FileHeader header,
        String network,
        String backend,
        List<String> device,
        Meter meter,
        @Nullable Blocks blocks,
        Cloud cloud,
        String strategy,
        int repeats,
        int inferences,
        int warmUps,
        Switches switches,
        double minutes,
        List<CutPoint> cuts) {
    /** The file's name. */
    public static final String FILE = "profile.json";

    /** The file's format. */
    public static final String FORMAT = "profile";

    /** The file's version. */
    public static final int VERSION = 1;

    /** The same, with how well energies are known. */
    public ProfileInfo with(@Nullable Blocks known) {
        return new ProfileInfo(
                header,
                network,
                backend,
                device,
                meter,
                known,
                cloud,
                strategy,
                repeats,
                inferences,
                warmUps,
                switches,
                minutes,
                cuts);
    }

    /**
     * A meter.
     *
     * @param name its name
     * @param covers what it covers
     * @param resolution its resolution, in joules or watts
     * @param countsIdle whether idle power is counted
     * @param provenance measured or modelled
     * @param error what its maker says it may be wrong by, as a share; it is in no standard error; null where unknown
     */
    public record Meter(
            String name,
            String covers,
            String resolution,
            boolean countsIdle,
            String provenance,
            @Nullable Double error) {
        /** What a meter says of itself, and what its error is said to be. */
        public static Meter of(MeterInfo info, @Nullable Double error) {
            return new Meter(
                    info.name(),
                    info.covers(),
                    info.resolution() + " " + info.quantity(),
                    info.countsIdle(),
                    info.provenance().name().toLowerCase(Locale.ROOT),
                    error);
        }
    }

    /**
     * How well the energies of requests are known.
     *
     * @param blocks how many were measured
     * @param leastSeconds least length of one
     * @param precision share of its mean that half the 95 % interval of an energy was to be within
     * @param within configurations for which it is
     * @param worst the largest such share of a configuration; null where none had two blocks
     * @param drift median over configurations by which the last block's energy is more than the first one's, as a share; null
     *     where none had two blocks
     * @param quietDrift the same of quiet times' power over hardware settings; null where there were none
     */
    public record Blocks(
            int blocks,
            double leastSeconds,
            double precision,
            int within,
            @Nullable Double worst,
            @Nullable Double drift,
            @Nullable Double quietDrift) {}

    /**
     * A cloud.
     *
     * @param place {@code in-process}, {@code loopback} or {@code remote}
     * @param server what it says of itself; null in-process
     * @param roundTripMs median time of a call that carries nothing; null in-process
     */
    public record Cloud(
            String place, @Nullable String server, @Nullable Double roundTripMs) {}

    /**
     * Changes of the hardware setting, each read back.
     *
     * @param count how many there were
     * @param medianMs median time of one, 0 where there was none
     */
    public record Switches(int count, double medianMs) {}
}
