package org.wattsplit.framework.testbed;

import org.wattsplit.framework.check.Check;

/**
 * A radio link that fades in blocks (Rayleigh): the rate of a block is bandwidth × log2(1 + snr × gain). The gain is |h|² of a
 * complex Gaussian h of mean power 1, which follows a first-order autoregression from block to block, so each gain alone is
 * exponential of mean 1. With Jakes' model of a moving receiver the correlation is J0(2π × Doppler frequency × block). Gains
 * stop at {@value #MOST_GAIN}, which one in half a billion would pass, so that the link has a best rate.
 *
 * @param bandwidthMhz bandwidth in MHz, above 0
 * @param snrDb mean ratio of signal to noise, in dB
 * @param correlation correlation of h with that of the block before, at least 0, below 1; 0 where blocks are independent
 * @param blockMs length of a block in milliseconds, above 0
 * @param leastMbps the least rate in Mbit/s, above 0: no fade lasts for ever
 */
public record BlockFading(double bandwidthMhz, double snrDb, double correlation, double blockMs, double leastMbps) {
    private static final double MOST_GAIN = 20;

    public BlockFading {
        Check.positive("bandwidth_mhz", bandwidthMhz);
        Check.finite("snr_db", snrDb);
        Check.that(correlation >= 0 && correlation < 1, "correlation", "at least 0, below 1", correlation);
        Check.positive("block_ms", blockMs);
        Check.positive("least_mbps", leastMbps);
    }

    /** The rate in Mbit/s at a gain of at least 0. */
    public double mbps(double gain) {
        double snr = StrictMath.pow(10, snrDb / 10) * Math.min(MOST_GAIN, gain);
        return Math.max(leastMbps, bandwidthMhz * StrictMath.log1p(snr) / StrictMath.log(2));
    }

    /** The best rate that it ever has, in Mbit/s. */
    public double mostMbps() {
        return mbps(MOST_GAIN);
    }
}
