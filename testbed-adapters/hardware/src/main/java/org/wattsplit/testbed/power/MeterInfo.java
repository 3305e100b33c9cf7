package org.wattsplit.testbed.power;

import java.time.Duration;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/**
 * What a meter is.
 *
 * @param name short, such as {@code rapl}
 * @param covers what its figures contain, in words; a modelled figure's coefficients too
 * @param quantity what it reads, with its unit
 * @param resolution the smallest step of a reading, in that unit, above 0
 * @param period how often there is a new reading, above 0
 * @param countsIdle whether its figures contain what is drawn while nothing is done
 * @param provenance measured or modelled
 */
public record MeterInfo(
        String name,
        String covers,
        Quantity quantity,
        double resolution,
        Duration period,
        boolean countsIdle,
        Provenance provenance) {
    /** A meter of all power that is drawn, idle or not, with a new reading after that many milliseconds. */
    static MeterInfo ofPower(String name, String covers, double resolutionWatts, int periodMillis) {
        return new MeterInfo(
                name,
                covers,
                Quantity.POWER_W,
                resolutionWatts,
                Duration.ofMillis(periodMillis),
                true,
                Provenance.MEASURED);
    }

    public MeterInfo {
        Check.notBlank("the meter's name", name);
        Check.notBlank("what the meter covers", covers);
        Check.positive("the meter's resolution", resolution);
        Check.that(period.compareTo(Duration.ZERO) > 0, "the meter's period", "above 0", period);
        Check.that(provenance != Provenance.ABSENT, "the meter's provenance", "measured or modelled", provenance);
    }
}
