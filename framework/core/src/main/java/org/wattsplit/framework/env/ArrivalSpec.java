package org.wattsplit.framework.env;

import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.request.Arrivals;

/**
 * How a scenario's requests arrive, drawn anew in every episode.
 *
 * @param process {@code poisson}, {@code gamma}, {@code uniform} or {@code on-off}
 * @param perSecond mean rate, for {@code on-off} while it is on; above 0
 * @param variation coefficient of variation of the gaps, of {@code gamma}; else 0, the default
 * @param onSeconds mean time on, of {@code on-off}; else 0, the default
 * @param offSeconds mean time off, of {@code on-off}; else 0, the default
 */
public record ArrivalSpec(
        String process,
        double perSecond,
        @Default("0") double variation,
        @Default("0") double onSeconds,
        @Default("0") double offSeconds) {
    public ArrivalSpec {
        make(process, perSecond, variation, onSeconds, offSeconds);
    }

    /** The process. */
    public Arrivals arrivals() {
        return make(process, perSecond, variation, onSeconds, offSeconds);
    }

    private static Arrivals make(
            String process, double perSecond, double variation, double onSeconds, double offSeconds) {
        return switch (process) {
            case "poisson" -> new Arrivals.Poisson(perSecond);
            case "gamma" -> new Arrivals.Gamma(perSecond, variation);
            case "uniform" -> new Arrivals.Uniform(perSecond);
            case "on-off" -> new Arrivals.OnOff(perSecond, onSeconds, offSeconds);
            default -> throw InputException.of("process", "poisson, gamma, uniform or on-off", process);
        };
    }
}
