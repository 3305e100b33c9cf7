package org.wattsplit.framework.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Checksum;

/**
 * The rate of a link over time, and its round trip where that is known: constant within bins of equal length. Those who
 * need more than it has begin it again at its end. Immutable.
 */
public final class NetworkTrace {
    private final String name;
    private final double binMillis;
    private final double[] mbps;
    private final double @Nullable [] rttMillis;

    private NetworkTrace(String name, double binMillis, double[] mbps, double @Nullable [] rttMillis) {
        this.name = name;
        this.binMillis = binMillis;
        this.mbps = mbps;
        this.rttMillis = rttMillis;
    }

    /**
     * A trace.
     *
     * @param name its name
     * @param binMillis length of a bin in milliseconds, above 0
     * @param mbps megabits per second by bin, each at least 0, not all 0
     * @param rttMillis round trip in milliseconds by bin, each at least 0; null where unknown
     */
    public static NetworkTrace of(String name, double binMillis, double[] mbps, double @Nullable [] rttMillis) {
        Check.notBlank("the trace's name", name);
        Check.positive("the bins of trace " + name, binMillis);
        double sum = 0;
        for (double rate : mbps) {
            sum += Check.nonNegative("mbps of trace " + name, rate);
        }
        Check.that(sum > 0, "mbps of trace " + name, "above 0 somewhere", sum);
        if (rttMillis != null) {
            Check.that(rttMillis.length == mbps.length, "rtt_ms of trace " + name, "one a bin", rttMillis.length);
            for (double rtt : rttMillis) {
                Check.nonNegative("rtt_ms of trace " + name, rtt);
            }
        }
        return new NetworkTrace(name, binMillis, mbps.clone(), rttMillis == null ? null : rttMillis.clone());
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The length of a bin in milliseconds. */
    public double binMillis() {
        return binMillis;
    }

    /** The number of bins. */
    public int bins() {
        return mbps.length;
    }

    /** Its length in milliseconds. */
    public double durationMillis() {
        return mbps.length * binMillis;
    }

    /** The rate in a bin, in megabits per second. */
    public double mbps(int bin) {
        return mbps[bin];
    }

    /** The largest rate of any bin, in megabits per second. */
    public double mostMbps() {
        return Arrays.stream(mbps).max().orElseThrow();
    }

    /** Whether the round trip is known. */
    public boolean hasRtt() {
        return rttMillis != null;
    }

    /** The round trip in a bin, in milliseconds; an error where it is unknown. */
    public double rttMillis(int bin) {
        if (rttMillis == null) {
            throw new IllegalStateException("Expected trace " + name + " to have round trips");
        }
        return rttMillis[bin];
    }

    /** The least round trip of any bin, in milliseconds; that of {@code otherwise} where it is unknown. */
    public double leastRttMillis(double otherwise) {
        return rttMillis == null ? otherwise : Arrays.stream(rttMillis).min().orElseThrow();
    }

    /**
     * The same with its rates multiplied, and its times: bins and round trips.
     *
     * @param rate factor of rates, above 0
     * @param time factor of times, above 0
     */
    public NetworkTrace scaled(double rate, double time) {
        return of(
                name,
                binMillis * time,
                Arrays.stream(mbps).map(value -> value * rate).toArray(),
                rttMillis == null
                        ? null
                        : Arrays.stream(rttMillis).map(value -> value * time).toArray());
    }

    /** A checksum of its values. */
    public String checksum() {
        return Checksum.ofText(binMillis + Arrays.toString(mbps) + Arrays.toString(rttMillis));
    }

    /** The mean rate in megabits per second. */
    public double meanMbps() {
        double sum = 0;
        for (double rate : mbps) {
            sum += rate;
        }
        return sum / mbps.length;
    }
}
