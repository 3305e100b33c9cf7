package org.wattsplit.framework.dataset;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Format;

/**
 * {@code device.yaml}: what a measurement table does not say of the place where it was measured, and a device model needs
 * before the world around it can move. What is not known is left out; dynamics that need it are refused.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param baseMbps rate of the link that transfers were measured over, in Mbit/s, above 0; null, the default, where unknown
 * @param baseRttMs its round trip in ms, at least 0; null, the default, where unknown
 * @param idlePowerW power of the edge device between requests, in W, at least 0; null, the default, where unknown
 * @param cloudIdlePowerW idle power of the cloud node that is in the table's cloud energies, in W, at least 0; default 0
 * @param clock the hardware knob that is the processor's clock, in any unit; null, the default, for none: a share of a
 *     processor is no clock, as heat does not change it
 * @param clockShare share of a head's time that falls with the clock, at the highest clock, 0 to 1; stated for all heads where
 *     no knob is the clock; null, the default, where the table has two clocks or more and it is fitted, or nobody knows
 */
public record DeviceFacts(
        String format,
        int version,
        @Nullable Double baseMbps,
        @Nullable Double baseRttMs,
        @Nullable Double idlePowerW,
        @Default("0") double cloudIdlePowerW,
        @Nullable String clock,
        @Nullable Double clockShare) {
    /** The format that the file names. */
    public static final String FORMAT = "device";

    /** Its version. */
    public static final int VERSION = 1;

    /** Its readers. */
    public static final Format<DeviceFacts> FILE = Format.of(FORMAT, VERSION, DeviceFacts.class);

    /** Nothing is known. */
    public static final DeviceFacts NONE = new DeviceFacts(FORMAT, VERSION, null, null, null, 0, null, null);

    public DeviceFacts {
        if (baseMbps != null) {
            Check.positive("base_mbps", baseMbps);
        }
        if (baseRttMs != null) {
            Check.nonNegative("base_rtt_ms", baseRttMs);
        }
        if (idlePowerW != null) {
            Check.nonNegative("idle_power_w", idlePowerW);
        }
        Check.nonNegative("cloud_idle_power_w", cloudIdlePowerW);
        if (clockShare != null) {
            Check.that(clockShare >= 0 && clockShare <= 1, "clock_share", "between 0 and 1", clockShare);
        }
    }

    /** A link that transfers were measured over. */
    public DeviceFacts withLink(double mbps, double rttMillis) {
        return new DeviceFacts(format, version, mbps, rttMillis, idlePowerW, cloudIdlePowerW, clock, clockShare);
    }

    /** Idle powers: the edge device's, and what of the cloud node's is in cloud energies. */
    public DeviceFacts withIdlePower(double edgeW, double cloudW) {
        return new DeviceFacts(format, version, baseMbps, baseRttMs, edgeW, cloudW, clock, clockShare);
    }

    /** A clock, and the share of a head's time that falls with it; null where it is fitted. */
    public DeviceFacts withClock(String knob, @Nullable Double share) {
        return new DeviceFacts(format, version, baseMbps, baseRttMs, idlePowerW, cloudIdlePowerW, knob, share);
    }
}
