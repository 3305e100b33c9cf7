package org.wattsplit.framework.testbed;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;

/**
 * First-order heating: the temperature goes towards ambient + resistance x power with a time constant. The clock
 * falls evenly from its set value at {@code throttleC} to {@code leastShare} of it at {@code fullThrottleC}.
 *
 * @param ambientC temperature of the surroundings
 * @param kelvinPerWatt thermal resistance, above 0
 * @param timeConstantS time constant, above 0
 * @param throttleC where throttling begins
 * @param fullThrottleC where the clock is at its least, above {@code throttleC}
 * @param leastShare share of the clock there, above 0, at most 1
 * @param throttledPower whether a head at a throttled clock draws that clock's power; false, the default, for the power of
 *     the clock that is set, as in the scenarios of version 1
 */
public record Thermal(
        double ambientC,
        double kelvinPerWatt,
        double timeConstantS,
        double throttleC,
        double fullThrottleC,
        double leastShare,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("false")
        boolean throttledPower) {
    /** Throttled without less power. */
    public Thermal(
            double ambientC,
            double kelvinPerWatt,
            double timeConstantS,
            double throttleC,
            double fullThrottleC,
            double leastShare) {
        this(ambientC, kelvinPerWatt, timeConstantS, throttleC, fullThrottleC, leastShare, false);
    }

    public Thermal {
        Check.finite("ambient_c", ambientC);
        Check.positive("kelvin_per_watt", kelvinPerWatt);
        Check.positive("time_constant_s", timeConstantS);
        Check.finite("throttle_c", throttleC);
        Check.finite("full_throttle_c", fullThrottleC);
        Check.that(fullThrottleC > throttleC, "full_throttle_c", "above throttle_c, " + throttleC, fullThrottleC);
        Check.that(leastShare > 0 && leastShare <= 1, "least_share", "above 0, at most 1", leastShare);
    }

    /** As records have it, but for what is left out: hashes of earlier trainings and runs are made of it. */
    @Override
    public String toString() {
        return "Thermal[ambientC=" + ambientC + ", kelvinPerWatt=" + kelvinPerWatt + ", timeConstantS="
                + timeConstantS + ", throttleC=" + throttleC + ", fullThrottleC=" + fullThrottleC + ", leastShare="
                + leastShare + (throttledPower ? ", throttledPower=true" : "") + "]";
    }

    /** The share of the set clock at a temperature. */
    public double clockShare(double temperatureC) {
        double hot = Math.max(0, Math.min(1, (temperatureC - throttleC) / (fullThrottleC - throttleC)));
        return 1 - hot * (1 - leastShare);
    }
}
