package org.wattsplit.testbed.power;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/**
 * What a meter reads while nothing is done.
 *
 * @param watts mean power of the quiet time, at least 0
 * @param seconds how long that was, above 0
 * @param provenance measured or modelled
 */
public record IdleBaseline(double watts, double seconds, Provenance provenance) {
    public IdleBaseline {
        Check.nonNegative("the idle power in watts", watts);
        Check.positive("the quiet time in seconds", seconds);
    }

    /**
     * The baseline of a quiet time, from {@code fromNanos} to {@code toNanos} of the recorder's clock.
     *
     * @throws MeterException when the energy of that time isn't known
     */
    public static IdleBaseline of(EnergyRecorder recorder, long fromNanos, long toNanos) {
        double seconds = (toNanos - fromNanos) / 1e9;
        WindowEnergy energy = recorder.energy(fromNanos, toNanos);
        if (energy instanceof WindowEnergy.Known known) {
            return new IdleBaseline(known.joules() / seconds, seconds, known.provenance());
        }
        throw new MeterException("No idle baseline: " + ((WindowEnergy.Absent) energy).reason());
    }

    /**
     * Parts a window's energy. The idle share is this power over the window. What took less than that is idle as a whole,
     * and its active share is absent: then the baseline doesn't hold.
     *
     * @param windowSeconds the window's length, above 0
     */
    public Shares split(WindowEnergy.Known energy, double windowSeconds) {
        Check.positive("the window in seconds", windowSeconds);
        double idle = watts * windowSeconds;
        // A difference of a modelled baseline is modelled.
        Provenance difference = provenance == Provenance.MODELLED ? provenance : energy.provenance();
        return idle > energy.joules()
                ? new Shares(
                        new WindowEnergy.Absent("the window took " + energy.joules()
                                + " J, less than its idle share of " + idle + " J"),
                        energy)
                : new Shares(
                        new WindowEnergy.Known(energy.joules() - idle, energy.errorJoules(), difference),
                        new WindowEnergy.Known(idle, 0, difference));
    }

    /**
     * The two shares of a window's energy; those that are known add up to it.
     *
     * @param active what was drawn beyond the baseline
     * @param idle what would have been drawn anyway
     */
    public record Shares(WindowEnergy active, WindowEnergy.Known idle) {}
}
